"""What stands above everything: who is expected somewhere now and has not been seen."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.attendance import sessions
from virtual_school.attendance.queries.facts import Fact, facts
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Part, Pupil
from virtual_school.timetable.models import Session, Slot, SlotKind


@dataclass(frozen=True, slots=True)
class NotSeen:
    """One pupil who is expected somewhere in this session, and whom nobody has seen or said to be there."""

    pupil: Pupil
    fact: Fact

    @property
    def pupil_id(self) -> uuid.UUID:
        return self.pupil.id

    @property
    def name(self) -> str:
        return self.pupil.initial

    @property
    def on(self) -> dt.date:
        return self.fact.on

    @property
    def session(self) -> Session:
        return self.fact.session

    @property
    def where(self) -> str:
        return self.fact.half.where

    @property
    def responsible(self) -> str:
        return self.fact.half.responsible


def not_seen(viewer: Viewer, now: dt.datetime) -> list[NotSeen]:
    """By name; nobody before the session is half an hour old. Always the same number of questions."""
    here = sessions.now_on(now)
    if here is None or not sessions.is_due(now, *here):
        return []
    on, session = here
    pupils = {pupil.id: pupil for pupil in _with_a_slot(viewer, on, session)}
    found = facts(list(pupils), on, on)
    rows = [fact for one in found.values() for fact in one if fact.session is session and fact.is_open]
    return sorted((NotSeen(pupils[fact.pupil_id], fact) for fact in rows), key=lambda row: row.pupil.sort_key)


def _with_a_slot(viewer: Viewer, on: dt.date, session: Session) -> list[Pupil]:
    """The pupils whom the viewer knows and for whom some week has something then; which one holds is asked after."""
    laid = access.there_is(
        Slot,
        Slot.pupil_id == Pupil.id,
        Slot.day == on.isoweekday(),
        Slot.session == session,
        Slot.kind != SlotKind.OWN_TIME,
    )
    question = sa.select(Pupil).where(
        Pupil.network_id == viewer.network_id, access.knows(viewer, Part.ATTENDANCE), laid
    )
    return list(db.session.scalars(question.limit(500)))
