"""Notes and observations of each pupil in the cast."""

import datetime as dt
from typing import TYPE_CHECKING

from tests import make_mentoring as make
from virtual_school.core import clock
from virtual_school.mentoring.models import ContactKind, ObservationKind, TaskKind
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    account, ids = casting.accounts[mentor], casting.side.ids
    earlier = clock.now() - dt.timedelta(days=3)
    ids[f"contact of {key}"] = make.contact(child, account, at=earlier).id
    worded = make.contact(child, account, ContactKind.VISIT, at=earlier, words="We walked round the lake.", minutes=30)
    ids[f"worded_contact of {key}"] = worded.id
    ids[f"praise of {key}"] = make.observation(child, account, at=earlier).id
    hard = make.observation(
        child, account, ObservationKind.HARD_MOMENT, at=earlier, words="Left the room before the end."
    )
    ids[f"hard_moment of {key}"] = hard.id
    ids[f"task of {key}"] = make.task(child).id
    done = make.task(child, TaskKind.SET_FIRST_WORK, done_at=earlier, done_by=account.id)
    ids[f"done_task of {key}"] = done.id
