"""Of each pupil of the cast: one mark that their mentor gave, and one thing that they can do."""

from typing import TYPE_CHECKING

from tests import make_assessment as make
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    by = casting.accounts[mentor]
    casting.side.ids[f"grade of {key}"] = make.entry(child, casting.subject, by).id
    make.shown(child, casting.subject, by)
