"""Three facts of a session, never one made from another: where a pupil is expected, what the place says, who saw them.

For many pupils and days at once, in the same number of questions however many there are.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from virtual_school.attendance.models import Mark, ProviderMark, Seen, SeenHow
from virtual_school.core import clock
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.kept import Kept, kept
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Away, Part, Pupil
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
class Fact:
    """One session of one pupil."""

    pupil_id: uuid.UUID
    on: dt.date
    session: Session
    half: Half
    away: Away | None = None
    said: Said | None = None
    seen: tuple[Sight, ...] = ()

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
        """Nobody has seen them, and the place has not said that they are there now."""
        now_there = self.said is not None and self.said.mark in (Mark.HERE, Mark.LATE)
        return self.is_expected and not self.seen and not now_there


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
    away, said, seen = _away(_aways(*those)), _said(_marks(*those)), _seen(_sights(*those))
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
                rows.append(Fact(*key, half, absent, told, tuple(seen.get(key, ()))))
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
    question: Statement = sa.select(Away).where(
        Away.network_id == network, Away.pupil_id.in_(pupil_ids), Away.starts_on <= last, Away.ends_on >= first
    )
    return question.order_by(Away.starts_on, Away.id)


def _away(asked: Kept) -> dict[uuid.UUID, list[Away]]:
    found: dict[uuid.UUID, list[Away]] = {}
    for (row,) in asked.execute():
        found.setdefault(row.pupil_id, []).append(row)
    return found


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
