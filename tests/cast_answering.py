"""Who said that they answer work: the teacher of another school by whom each pupil is answered."""

from typing import TYPE_CHECKING

from tests import make_answering
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting

WHO = {"ellie": ("lunt", "ashfold"), "tariq": ("bell", "stonegate"), "stranger_pupil": ("stranger_teacher", "moorside")}


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil."""
    teacher, place = WHO[next(person.key for person in casting.side if person.pupil_id == child.id)]
    make_answering.offer(casting.accounts[teacher], casting.places[place], casting.subject)
