"""Three facts of a session, never one made from another: where a pupil is expected, what the place says, who saw them.

For many pupils and days at once, in the same number of questions however many there are.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from virtual_school.attendance.absences import policy, spans, words
from virtual_school.attendance.models import Absence, AbsenceWhy, Mark, ProviderMark, Seen, SeenHow
from virtual_school.core import clock
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.kept import Kept, kept
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Away, Carer, Part, Pupil
from virtual_school.timetable import queries as timetable
from virtual_school.timetable.models import Session
from virtual_school.timetable.queries import Half

Key = tuple[uuid.UUID, dt.date, Session]

# What a place said that means: they came.
CAME = frozenset({Mark.HERE, Mark.LATE, Mark.LEFT})


@dataclass(frozen=True, slots=True)
class Said:
    """What a place said last of a pupil in a session."""

    mark: Mark
    at: dt.datetime
    place_id: uuid.UUID
    place: str


@dataclass(frozen=True, slots=True)
class Sight:
    """That somebody saw them, rang them or had a reply."""

    how: SeenHow
    at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class Told:
    """That a parent or carer said before that they will not come. `why` is there for those alone who may read it."""

    called: str
    by_phone: bool
    why: AbsenceWhy | None
    at: dt.datetime
    until: dt.date
    until_in: Session

    @property
    def words(self) -> str:
        """'Mum rang: ill, until Friday'; for who may not read why, that they will not come, and until when."""
        return words.ahead(self.called, self.by_phone, self.why, self.until, self.until_in)

    @property
    def for_place(self) -> str:
        return words.ahead("", False, None, self.until, self.until_in)


@dataclass(frozen=True, slots=True)
class Fact:
    """One session of one pupil."""

    pupil_id: uuid.UUID
    on: dt.date
    session: Session
    half: Half
    away: Away | None = None
    said: Said | None = None
    seen: tuple[Sight, ...] = ()
    told: Told | None = None

    @property
    def is_expected(self) -> bool:
        """By their week, and not while their school says that they are away."""
        return self.half.is_expected and self.away is None

    @property
    def is_there(self) -> bool:
        """Said by the place, or seen by somebody. Opened work is neither."""
        return bool(self.seen) or (self.said is not None and self.said.mark in CAME)

    @property
    def is_open(self) -> bool:
        """Nobody has seen them, the place has not said that they are there now, and nobody told us that they are not.

        Of whom we were told no family is rung.
        """
        return self.is_expected and not self.is_accounted_for and self.told is None

    @property
    def is_told_away(self) -> bool:
        """We were told that they will not come, and nobody says that they came all the same."""
        return self.is_expected and not self.is_accounted_for and self.told is not None

    @property
    def is_accounted_for(self) -> bool:
        now_there = self.said is not None and self.said.mark in (Mark.HERE, Mark.LATE)
        return bool(self.seen) or now_there


def facts(
    viewer: Viewer, pupil_ids: Collection[uuid.UUID], first: dt.date, last: dt.date
) -> dict[uuid.UUID, list[Fact]]:
    """Every session of the school days between two dates, both included. Whose they are was decided by the caller.

    Where somebody is whose whereabouts are kept from the viewer is in none of it: neither expected nor said by a place.
    """
    if not pupil_ids:
        return {}
    weeks = timetable.days(viewer, pupil_ids, first, last)
    those = (network_id_in_force(), frozenset(pupil_ids), first, last)
    away, absences = _away(_aways(*those))
    said, seen = _said(_marks(*those)), _seen(_sights(*those))
    tells_why = viewer.is_any(*policy.READS_WHY)
    found: dict[uuid.UUID, list[Fact]] = {}
    for pupil_id, days in weeks.items():
        rows = found.setdefault(pupil_id, [])
        for day in days:
            absent = next((row for row in away.get(pupil_id, ()) if _holds(row, day.on)), None)
            for half in day.halves:
                key = (pupil_id, day.on, half.session)
                place_id = half.slot.place_id if half.slot else None
                told = _nearest(said.get(key, {}), place_id)
                if told is not None and half.is_veiled:
                    told = replace(told, place="")
                ahead = _ahead(absences.get(pupil_id, ()), day.on, half.session, tells_why)
                rows.append(Fact(*key, half, absent, told, tuple(seen.get(key, ())), ahead))
    return found


def where_expected(
    viewer: Viewer, pupil_ids: Collection[uuid.UUID], first: dt.date, last: dt.date
) -> dict[uuid.UUID, list[Fact]]:
    """The sessions in which each of these pupils was expected somewhere, for whoever reaches their attendance."""
    reached = sa.select(Pupil.id).where(
        Pupil.network_id == viewer.network_id, Pupil.id.in_(pupil_ids), access.reach(viewer, Part.ATTENDANCE)
    )
    found = facts(viewer, list(db.session.scalars(reached)), first, last)
    return {pupil_id: [fact for fact in rows if fact.is_expected] for pupil_id, rows in found.items()}


def _nearest(said: dict[uuid.UUID, Said], place_id: uuid.UUID | None) -> Said | None:
    """What the place says where they are expected; else what any place said last."""
    if place_id in said:
        return said[place_id]
    return max(said.values(), key=lambda one: one.at, default=None)


def _holds(row: Away, on: dt.date) -> bool:
    """That it holds on a day: not from the day on which it was ended."""
    if row.ended_at is not None and on >= clock.local(row.ended_at).date():
        return False
    return row.starts_on <= on <= (row.ends_on or dt.date.max)


@kept
def _aways(network: uuid.UUID, pupil_ids: Any, first: dt.date, last: dt.date) -> Statement:
    """Who is away for a while, and who was told not to come: in one question, and few rows of either."""
    away = [Away.network_id == network, Away.pupil_id == Pupil.id, Away.starts_on <= last, Away.ends_on >= first]
    told = [Absence.network_id == network, Absence.pupil_id == Pupil.id, Absence.withdrawn_at.is_(None)]
    told += [Absence.starts_on <= last, Absence.ends_on >= first]
    return (
        sa.select(Pupil.id, Away, Absence, Carer.called)
        .select_from(Pupil)
        .outerjoin(Away, sa.and_(*away))
        .outerjoin(Absence, sa.and_(*told))
        .outerjoin(Carer, Carer.id == Absence.carer_id)
        .where(
            Pupil.network_id == network, Pupil.id.in_(pupil_ids), sa.or_(Away.id.is_not(None), Absence.id.is_not(None))
        )
        .order_by(Away.starts_on, Away.id, Absence.told_at.desc(), Absence.id.desc())
    )


def _away(asked: Kept) -> tuple[dict[uuid.UUID, list[Away]], dict[uuid.UUID, list[tuple[Absence, str]]]]:
    away: dict[uuid.UUID, dict[uuid.UUID, Away]] = {}
    told: dict[uuid.UUID, dict[uuid.UUID, tuple[Absence, str]]] = {}
    for pupil_id, one, absence, called in asked.execute():
        if one is not None:
            away.setdefault(pupil_id, {}).setdefault(one.id, one)
        if absence is not None:
            told.setdefault(pupil_id, {}).setdefault(absence.id, (absence, called))
    return (
        {pupil_id: list(found.values()) for pupil_id, found in away.items()},
        {pupil_id: list(found.values()) for pupil_id, found in told.items()},
    )


def _ahead(told: Sequence[tuple[Absence, str]], on: dt.date, session: Session, tells_why: bool) -> Told | None:
    """What was told last of a session, and until when any of it holds."""
    here = [(absence, called) for absence, called in told if absence.covers(on, session)]
    if not here:
        return None
    absence, called = here[0]
    until, until_in = max((spans.effective_end(one) for one, _called in here), key=lambda end: (end[0], end[1].value))
    return Told(called, absence.by_phone, absence.why if tells_why else None, absence.told_at, until, until_in)


@kept
def _marks(network: uuid.UUID, pupil_ids: Any, first: dt.date, last: dt.date) -> Statement:
    return (
        sa.select(ProviderMark, Organisation.name)
        .join(Organisation, Organisation.id == ProviderMark.organisation_id)
        .where(
            ProviderMark.network_id == network,
            ProviderMark.pupil_id.in_(pupil_ids),
            ProviderMark.on.between(first, last),
        )
        .order_by(ProviderMark.at, ProviderMark.id)
    )


def _said(asked: Kept) -> dict[Key, dict[uuid.UUID, Said]]:
    """By session the last word of each place."""
    found: dict[Key, dict[uuid.UUID, Said]] = {}
    for row, place in asked.execute():
        words = Said(row.mark, row.at, row.organisation_id, place)
        found.setdefault((row.pupil_id, row.on, row.session), {})[row.organisation_id] = words
    return found


@kept
def _sights(network: uuid.UUID, pupil_ids: Any, first: dt.date, last: dt.date) -> Statement:
    return (
        sa.select(Seen, Account.name)
        .join(Account, Account.id == Seen.by)
        .where(Seen.network_id == network, Seen.pupil_id.in_(pupil_ids), Seen.on.between(first, last))
        .order_by(Seen.at, Seen.id)
    )


def _seen(asked: Kept) -> dict[Key, list[Sight]]:
    found: dict[Key, list[Sight]] = {}
    for row, name in asked.execute():
        found.setdefault((row.pupil_id, row.on, row.session), []).append(Sight(row.how, row.at, name))
    return found
