"""The home school's own: its pupils who are not in lessons here, with where each is expected today."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.attendance.queries.facts import Fact, facts
from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Away, AwayWhy, Part, Programme, Pupil
from virtual_school.safeguarding.access import stopped
from virtual_school.timetable.footings import WORDS as FOOTING_WORDS


@dataclass(frozen=True, slots=True)
class NotHere:
    """One pupil of the school who is on a programme or away, as the head's and the inspector's list has them."""

    pupil: Pupil
    name: str
    away: Away | None
    why: AwayWhy | None
    answers: str
    until: dt.date | None
    sessions: tuple[Fact, ...]

    @property
    def morning(self) -> Fact | None:
        return self.sessions[0] if self.sessions else None

    @property
    def afternoon(self) -> Fact | None:
        return self.sessions[1] if len(self.sessions) > 1 else None

    @property
    def footings(self) -> list[str]:
        """On what the parts of today stand, each said once."""
        held = [fact.half.footing.basis for fact in self.sessions if fact.is_expected and fact.half.footing]
        return [str(FOOTING_WORDS[basis]) for basis in dict.fromkeys(held)]


def not_here(viewer: Viewer) -> Statement:
    """The pupils on the roll of the viewer's school who are on a programme or away today, for `as_not_here`."""
    today = clock.today()
    on_programme = access.there_is(Programme, Programme.pupil_id == Pupil.id, in_force(Programme, today))
    is_away = access.there_is(Away, Away.pupil_id == Pupil.id, in_force(Away, today))
    question: Statement = (
        sa.select(Pupil)
        .where(
            Pupil.network_id == viewer.network_id,
            access.at_school(viewer, Part.ATTENDANCE, Pupil.id),
            sa.or_(on_programme, is_away),
            ~stopped(Pupil.id),
        )
        .order_by(Pupil.sort_key, Pupil.id)
    )
    return question


def as_not_here(viewer: Viewer, rows: Sequence[Any]) -> list[NotHere]:
    """A batch of them with today's sessions, in the same number of questions however many there are."""
    today = clock.today()
    pupils = [pupil for (pupil,) in rows]
    ids = [pupil.id for pupil in pupils]
    sessions, away, programmes = facts(viewer, ids, today, today), _away(ids, today), _programmes(ids, today)
    found = []
    for pupil in pupils:
        absent, answers = away.get(pupil.id, (None, ""))
        until = absent.ends_on if absent else programmes.get(pupil.id)
        name = f"{pupil.known_as} {pupil.family_name}"
        why = absent.why if absent else None
        found.append(NotHere(pupil, name, absent, why, answers, until, tuple(sessions.get(pupil.id, ()))))
    return found


def _away(pupil_ids: list[uuid.UUID], today: dt.date) -> dict[uuid.UUID, tuple[Away, str]]:
    question = (
        sa.select(Away, Account.name)
        .join(Account, Account.id == Away.answers_id)
        .where(Away.pupil_id.in_(pupil_ids), in_force(Away, today))
    )
    return {row.pupil_id: (row, name) for row, name in db.session.execute(question)}


def _programmes(pupil_ids: list[uuid.UUID], today: dt.date) -> dict[uuid.UUID, dt.date | None]:
    question = sa.select(Programme.pupil_id, Programme.ends_on).where(
        Programme.pupil_id.in_(pupil_ids), in_force(Programme, today)
    )
    return {row.pupil_id: row.ends_on for row in db.session.execute(question)}
