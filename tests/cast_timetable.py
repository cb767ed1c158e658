"""The week of each pupil in the cast: one that holds, one that is being laid out, a lesson out that ends soon."""

import datetime as dt
from typing import TYPE_CHECKING

import sqlalchemy as sa

from tests import make_timetable as make
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Enrolment, Pupil
from virtual_school.timetable.models import Session, SlotBasis, SlotKind

if TYPE_CHECKING:
    from tests.cast import Casting


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    account, ids = casting.accounts[mentor], casting.side.ids
    roll = sa.select(Organisation).join(Enrolment, Enrolment.organisation_id == Organisation.id)
    school = db.session.scalars(roll.where(Enrolment.pupil_id == child.id)).one()
    soon = clock.today() + dt.timedelta(days=40)
    at_school = make.footing(child, account, place=school, words=f"At {school.name}")
    at_home = make.footing(
        child, account, SlotKind.HOME_ONLINE, SlotBasis.PART_TIME_TIMETABLE, ends_on=soon, reason="Getting well again."
    )
    holds = make.pattern(child)
    for day in range(1, 6):
        make.slot(holds, day, Session.AM, at_school, responsible_id=account.id)
        make.slot(holds, day, Session.PM, at_home if day == 4 else at_school)
    draft = make.pattern(child, agreed_at=None, frozen_at=None)
    laid = make.slot(draft, 1, Session.AM, at_school)
    ids |= {f"footing of {key}": at_school.id, f"pattern of {key}": holds.id, f"draft_pattern of {key}": draft.id}
    ids |= {f"draft_slot of {key}": laid.id, f"lesson_out of {key}": make.lesson_out(child).id}
    later = {"lesson": "history", "day": 2, "session": Session.AM, "agreed_at": None}
    ids[f"draft_lesson_out of {key}"] = make.lesson_out(child, **later).id
