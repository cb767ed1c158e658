"""What makes work fair for each pupil of the cast."""

from typing import TYPE_CHECKING

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.plans.models import Adjustment, AdjustmentKind
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    given = {"kind": AdjustmentKind.QUIET_PLACE, "set_by": casting.accounts[mentor].id, "set_at": clock.now()}
    made = Adjustment(pupil_id=child.id, starts_on=clock.today(), **given)
    db.session.add(made)
    db.session.flush()
    casting.side.ids[f"adjustment of {key}"] = made.id
