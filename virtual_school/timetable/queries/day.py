"""What holds on a day: for one pupil or for many, in two questions however many there are.

Never in two places: each half day has at most one part of the week, and at most one thing instead of each lesson.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import network_id_in_force
from virtual_school.core.kept import Kept, kept
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.timetable import days as calendar
from virtual_school.timetable.footings import KIND_WORDS
from virtual_school.timetable.models import Footing, LessonOut, Session, Slot, SlotKind, WeekPattern

Dated = WeekPattern | Footing | LessonOut

A_WEEK = dt.timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Out:
    """Out of a lesson today: what happens instead, and who answers for it."""

    row: LessonOut
    responsible: str


@dataclass(frozen=True, slots=True)
class Half:
    """One session of a day: the part of the week that holds, and the lessons the pupil is out of in it."""

    session: Session
    slot: Slot | None = None
    footing: Footing | None = None
    place: str = ""
    responsible: str = ""
    outs: tuple[Out, ...] = ()
    # Laid out for today, and not started: no footing of it is in force.
    waiting: Slot | None = None

    @property
    def kind(self) -> SlotKind | None:
        return self.slot.kind if self.slot else None

    @property
    def is_expected(self) -> bool:
        """Whether somebody somewhere expects the pupil in this session, at home and online included."""
        return self.slot is not None and self.slot.kind is not SlotKind.OWN_TIME

    @property
    def where(self) -> str:
        """The place in words, or what kind of part it is."""
        if self.slot is None:
            return ""
        return self.place or str(KIND_WORDS[self.slot.kind])


@dataclass(frozen=True, slots=True)
class Day:
    """What holds on one date for one pupil. A day without school has no halves."""

    on: dt.date
    halves: tuple[Half, ...] = ()

    def half(self, session: Session) -> Half:
        return next((half for half in self.halves if half.session is session), Half(session))

    @property
    def is_laid_out(self) -> bool:
        return any(half.slot or half.outs for half in self.halves)


@dataclass(frozen=True, slots=True)
class _Part:
    pattern: WeekPattern
    slot: Slot
    footing: Footing | None
    place: str
    responsible: str


def day(pupil_id: uuid.UUID, on: dt.date) -> Day:
    """What holds for a pupil on a date."""
    return days([pupil_id], on, on)[pupil_id][0]


def days(pupil_ids: Collection[uuid.UUID], first: dt.date, last: dt.date) -> dict[uuid.UUID, list[Day]]:
    """What holds for each pupil on every date between two, both included. Always two questions."""
    if not pupil_ids:
        return {}
    those = (network_id_in_force(), frozenset(pupil_ids), first, last)
    weekdays = tuple(sorted({on.isoweekday() for on in calendar.every_day(first, min(last, first + A_WEEK))}))
    parts, outs = _parts(_laid_out(*those, weekdays)), _outs(_instead(*those))
    dates = list(calendar.every_day(first, last))
    return {
        pupil_id: [_day(on, parts.get(pupil_id, ()), outs.get(pupil_id, ())) for on in dates] for pupil_id in pupil_ids
    }


def holds(row: Dated, on: dt.date) -> bool:
    """That a dated row holds on a date. What was ended holds no more from the day on which it was."""
    if row.ended_at is not None and on >= clock.local(row.ended_at).date():
        return False
    return row.starts_on <= on and (row.ends_on is None or on <= row.ends_on)


def place_words(slot: Slot, organisation: str | None) -> str:
    """'Library room, Wren Hill School': the room in words, and whose it is."""
    return ", ".join(part for part in (slot.place, organisation) if part)


def _day(on: dt.date, parts: Iterable[_Part], outs: Iterable[Out]) -> Day:
    if not calendar.is_school_day(on):
        return Day(on)
    parts = [part for part in parts if _is_planned(part, on)]
    outs = [out for out in outs if out.row.day == on.isoweekday() and holds(out.row, on)]
    return Day(on, tuple(_half(session, on, parts, outs) for session in Session))


def _is_planned(part: _Part, on: dt.date) -> bool:
    slot = part.slot
    within = slot.starts_on <= on and (slot.ends_on is None or on <= slot.ends_on)
    return within and slot.day == on.isoweekday() and holds(part.pattern, on)


def _half(session: Session, on: dt.date, parts: list[_Part], outs: list[Out]) -> Half:
    """The one part that holds: of a pattern that began later before an earlier one, and only on a footing in force."""
    planned = [part for part in parts if part.slot.session is session]
    held = [part for part in planned if part.footing is not None and holds(part.footing, on)]
    part = max(held, key=lambda one: (one.pattern.starts_on, one.slot.starts_on, one.slot.id), default=None)
    if part is None:
        waiting = planned[0].slot if planned else None
        return Half(session, outs=_one_each(session, outs), waiting=waiting)
    # A lesson of the home timetable is there only while the pupil is at school.
    out = _one_each(session, outs) if part.slot.kind is SlotKind.SCHOOL else ()
    return Half(session, part.slot, part.footing, part.place, part.responsible, out)


def _one_each(session: Session, outs: list[Out]) -> tuple[Out, ...]:
    """One thing instead of each lesson: the latest agreed, were there two."""
    chosen: dict[str, Out] = {}
    for out in sorted(outs, key=lambda one: (one.row.starts_on, one.row.id)):
        if out.row.session is session:
            chosen[(out.row.period or out.row.lesson).casefold()] = out
    return tuple(chosen.values())


@kept
def _laid_out(
    network: uuid.UUID, pupil_ids: Any, first: dt.date, last: dt.date, weekdays: tuple[int, ...]
) -> Statement:
    return (
        sa.select(WeekPattern, Slot, Footing, Organisation.name, Account.name)
        .join(Slot, Slot.pattern_id == WeekPattern.id)
        .outerjoin(Footing, Footing.id == Slot.footing_id)
        .outerjoin(Organisation, Organisation.id == Slot.place_id)
        .outerjoin(Account, Account.id == Slot.responsible_id)
        .where(
            WeekPattern.network_id == network,
            WeekPattern.pupil_id.in_(pupil_ids),
            WeekPattern.agreed_at.is_not(None),
            _shares_a_day(WeekPattern, first, last),
            _shares_a_day(Slot, first, last),
            Slot.day.in_(weekdays),
        )
        .order_by(WeekPattern.pupil_id, Slot.day, Slot.id)
    )


def _parts(asked: Kept) -> dict[uuid.UUID, list[_Part]]:
    found: dict[uuid.UUID, list[_Part]] = defaultdict(list)
    for pattern, slot, footing, place, responsible in asked.execute():
        named = _Part(pattern, slot, footing, place_words(slot, place), responsible or slot.responsible or "")
        found[pattern.pupil_id].append(named)
    return found


@kept
def _instead(network: uuid.UUID, pupil_ids: Any, first: dt.date, last: dt.date) -> Statement:
    return (
        sa.select(LessonOut, Account.name)
        .outerjoin(Account, Account.id == LessonOut.responsible_id)
        .where(
            LessonOut.network_id == network,
            LessonOut.pupil_id.in_(pupil_ids),
            LessonOut.agreed_at.is_not(None),
            _shares_a_day(LessonOut, first, last),
        )
        .order_by(LessonOut.pupil_id, LessonOut.id)
    )


def _outs(asked: Kept) -> dict[uuid.UUID, list[Out]]:
    found: dict[uuid.UUID, list[Out]] = defaultdict(list)
    for row, responsible in asked.execute():
        found[row.pupil_id].append(Out(row, responsible or row.responsible or ""))
    return found


def _shares_a_day(
    table: type[WeekPattern] | type[Slot] | type[LessonOut], first: dt.date, last: dt.date
) -> sa.ColumnElement[bool]:
    return sa.and_(table.starts_on <= last, sa.or_(table.ends_on.is_(None), table.ends_on >= first))
