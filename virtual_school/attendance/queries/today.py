"""What stands above everything: who is expected somewhere now and has not been seen."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.attendance import sessions
from virtual_school.attendance.models import Seen
from virtual_school.attendance.queries.facts import Fact, facts
from virtual_school.core import clock
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding.access import stopped
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


@dataclass(frozen=True, slots=True)
class Today:
    """Whom somebody looks for now, and of whom we were told that they will not come: nobody rings about those."""

    not_seen: list[NotSeen]
    told_away: list[NotSeen]


def not_seen(viewer: Viewer, now: dt.datetime) -> list[NotSeen]:
    return this_session(viewer, now).not_seen


def this_session(viewer: Viewer, now: dt.datetime) -> Today:
    """By name; nobody before the session is half an hour old. At most the same few questions, however many pupils."""
    here = sessions.now_on(now)
    if here is None or not sessions.is_due(now, *here):
        return Today([], [])
    on, session = here
    with clock.pretend(now):
        pupils = {pupil.id: pupil for (pupil,) in _unseen(viewer, on.isoweekday(), session).execute()}
    found = facts(viewer, list(pupils), on, on)
    rows = [NotSeen(pupils[fact.pupil_id], fact) for one in found.values() for fact in one if fact.session is session]
    rows.sort(key=lambda row: row.pupil.sort_key)
    return Today([row for row in rows if row.fact.is_open], [row for row in rows if row.fact.is_told_away])


@kept
def _unseen(viewer: Viewer, weekday: int, session: Session) -> Statement:
    """The pupils whom the viewer knows, for whom some week has something then, and whom nobody has seen.

    Which of their weeks holds, and what the places said, is asked after: mostly of nobody any more.
    """
    laid = access.there_is(
        Slot,
        Slot.pupil_id == Pupil.id,
        Slot.day == weekday,
        Slot.session == session,
        Slot.kind != SlotKind.OWN_TIME,
    )
    seen = access.there_is(
        Seen,
        Seen.network_id == viewer.network_id,
        Seen.pupil_id == Pupil.id,
        Seen.on == clock.today(),
        Seen.session == session,
    )
    question: Statement = sa.select(Pupil).where(
        Pupil.network_id == viewer.network_id, access.knows(viewer, Part.ATTENDANCE), laid, ~seen, ~stopped(Pupil.id)
    )
    return question.limit(500)
