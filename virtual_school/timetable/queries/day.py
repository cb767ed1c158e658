"""What holds on a day: for one pupil or for many, in three questions however many there are.

Never in two places: each half day has at most one part of the week, and at most one thing instead of each lesson.
Nowhere when there is no school: a half day that a holiday or a closure takes out has the reason in its stead.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import InstrumentedAttribute

from virtual_school.core import clock
from virtual_school.core.db import network_id_in_force
from virtual_school.core.kept import Kept, kept
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.calendar import MONDAY_TO_FRIDAY, Calendar, Off
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Enrolment
from virtual_school.pupils.whereabouts import hides_places
from virtual_school.timetable import days as calendar
from virtual_school.timetable.footings import KIND_WORDS
from virtual_school.timetable.models import Footing, LessonOut, Session, Slot, SlotKind, WeekPattern
from virtual_school.timetable.queries.calendar import Dates, main_roll

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
    # Why what the week has here falls out today, in words: 'Half-term'. There is no slot then.
    off: str = ""
    # Where they are is kept from who asks: whether somebody expects them is told, and not where, with whom, for what.
    is_veiled: bool = False
    is_expected_veiled: bool = False

    @property
    def kind(self) -> SlotKind | None:
        return self.slot.kind if self.slot else None

    @property
    def is_expected(self) -> bool:
        """Whether somebody somewhere expects the pupil in this session, at home and online included."""
        return self.is_expected_veiled or (self.slot is not None and self.slot.kind is not SlotKind.OWN_TIME)

    @property
    def where(self) -> str:
        """The place in words, or what kind of part it is."""
        if self.is_veiled:
            return str(_("kept in confidence")) if self.is_expected_veiled else ""
        if self.slot is None:
            return ""
        return self.place or str(KIND_WORDS[self.slot.kind])


@dataclass(frozen=True, slots=True)
class Day:
    """What holds on one date for one pupil. A Saturday or Sunday has no halves; `off` is why their school is shut."""

    on: dt.date
    halves: tuple[Half, ...] = ()
    off: Off | None = None
    # Of their school, as far as the dates go that were asked for.
    calendar: Calendar = MONDAY_TO_FRIDAY

    def half(self, session: Session) -> Half:
        return next((half for half in self.halves if half.session is session), Half(session))

    @property
    def is_laid_out(self) -> bool:
        return any(half.slot or half.outs or half.off or half.is_expected for half in self.halves)


@dataclass(frozen=True, slots=True)
class _Part:
    pattern: WeekPattern
    slot: Slot
    footing: Footing | None
    place: str
    responsible: str


def day(viewer: Viewer, pupil_id: uuid.UUID, on: dt.date) -> Day:
    """What holds for a pupil on a date, as this viewer may know it."""
    return days(viewer, [pupil_id], on, on)[pupil_id][0]


def days(viewer: Viewer, pupil_ids: Collection[uuid.UUID], first: dt.date, last: dt.date) -> dict[uuid.UUID, list[Day]]:
    """What holds for each pupil on every date between two, both included. Never more than three questions.

    Of those whose whereabouts are kept from the viewer it says whether somebody expects them, and no more: this is the
    one door through which every page, list and register has the places of a day.
    """
    return _days(viewer, pupil_ids, first, last)


def unveiled(pupil_ids: Collection[uuid.UUID], first: dt.date, last: dt.date) -> dict[uuid.UUID, list[Day]]:
    """The same with every place, for what is worked out and shown to nobody. No page calls this."""
    return _days(None, pupil_ids, first, last)


def _days(
    viewer: Viewer | None, pupil_ids: Collection[uuid.UUID], first: dt.date, last: dt.date
) -> dict[uuid.UUID, list[Day]]:
    if not pupil_ids:
        return {}
    those = (viewer, network_id_in_force(), frozenset(pupil_ids), first, last)
    weekdays = tuple(sorted({on.isoweekday() for on in calendar.every_day(first, min(last, first + A_WEEK))}))
    dates, veiled = Dates(), set[uuid.UUID]()
    parts, outs = _parts(_laid_out(*those, weekdays), dates, veiled), _outs(_instead(*those), dates, veiled)
    dates.read(first, last)
    found: dict[uuid.UUID, list[Day]] = {}
    for pupil_id in pupil_ids:
        own = parts.get(pupil_id, ()), outs.get(pupil_id, ())
        rows = [_day(on, *own, pupil_id, dates) for on in calendar.every_day(first, last)]
        found[pupil_id] = [_veiled(one) for one in rows] if pupil_id in veiled else rows
    return found


def _veiled(day: Day) -> Day:
    """A day without a place, and without anything from which one follows: a closure has a name, so has a school."""
    halves = (
        Half(
            half.session,
            is_veiled=True,
            is_expected_veiled=half.is_expected,
            off=str(_("nothing then")) if half.off else "",
        )
        for half in day.halves
    )
    return Day(day.on, tuple(halves))


def holds(row: Dated, on: dt.date) -> bool:
    """That a dated row holds on a date. What was ended holds no more from the day on which it was."""
    if row.ended_at is not None and on >= clock.local(row.ended_at).date():
        return False
    return row.starts_on <= on and (row.ends_on is None or on <= row.ends_on)


def place_words(slot: Slot, organisation: str | None) -> str:
    """'Library room, Wren Hill School': the room in words, and whose it is."""
    return ", ".join(part for part in (slot.place, organisation) if part)


def _day(on: dt.date, parts: Iterable[_Part], outs: Iterable[Out], pupil_id: uuid.UUID, dates: Dates) -> Day:
    home = dates.home(pupil_id, on)
    if on.isoweekday() > calendar.FRIDAY:
        return Day(on, calendar=home)
    off = home.off(on)
    parts = [part for part in parts if _is_planned(part, on)]
    outs = [out for out in outs if out.row.day == on.isoweekday() and holds(out.row, on) and off is None]
    return Day(on, tuple(_half(session, on, parts, outs, dates) for session in Session), off, home)


def _is_planned(part: _Part, on: dt.date) -> bool:
    slot = part.slot
    within = slot.starts_on <= on and (slot.ends_on is None or on <= slot.ends_on)
    return within and slot.day == on.isoweekday() and holds(part.pattern, on)


def _half(session: Session, on: dt.date, parts: list[_Part], outs: list[Out], dates: Dates) -> Half:
    """The one part that holds: of a pattern that began later before an earlier one, and only on a footing in force."""
    planned = [part for part in parts if part.slot.session is session]
    held = [part for part in planned if part.footing is not None and holds(part.footing, on)]
    part = max(held, key=lambda one: (one.pattern.starts_on, one.slot.starts_on, one.slot.id), default=None)
    if part is None:
        waiting = planned[0].slot if planned else None
        return Half(session, outs=_one_each(session, outs), waiting=waiting)
    off = dates.off_slot(part.slot, on)
    if off:
        return Half(session, off=off)
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


def _hidden(viewer: Viewer | None, pupil_id: InstrumentedAttribute[uuid.UUID]) -> sa.ColumnElement[bool]:
    return sa.false() if viewer is None else hides_places(viewer, pupil_id)


@kept
def _laid_out(
    viewer: Viewer | None, network: uuid.UUID, pupil_ids: Any, first: dt.date, last: dt.date, weekdays: tuple[int, ...]
) -> Statement:
    hidden = _hidden(viewer, WeekPattern.pupil_id)
    return (
        sa.select(WeekPattern, Slot, Footing, Organisation.name, Account.name, Enrolment, hidden)
        .join(Slot, Slot.pattern_id == WeekPattern.id)
        .outerjoin(Footing, Footing.id == Slot.footing_id)
        .outerjoin(Organisation, Organisation.id == Slot.place_id)
        .outerjoin(Account, Account.id == Slot.responsible_id)
        .outerjoin(Enrolment, main_roll(WeekPattern.pupil_id, first, last))
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


def _parts(asked: Kept, dates: Dates, veiled: set[uuid.UUID]) -> dict[uuid.UUID, list[_Part]]:
    found: dict[uuid.UUID, list[_Part]] = defaultdict(list)
    for pattern, slot, footing, place, responsible, roll, hidden in asked.execute():
        dates.add(pattern, roll, slot)
        if hidden:
            veiled.add(pattern.pupil_id)
        rows = found[pattern.pupil_id]
        if not rows or rows[-1].slot is not slot:  # who changes school within the dates has a row for each roll
            rows.append(_Part(pattern, slot, footing, place_words(slot, place), responsible or slot.responsible or ""))
    return found


@kept
def _instead(viewer: Viewer | None, network: uuid.UUID, pupil_ids: Any, first: dt.date, last: dt.date) -> Statement:
    return (
        sa.select(LessonOut, Account.name, Enrolment, _hidden(viewer, LessonOut.pupil_id))
        .outerjoin(Account, Account.id == LessonOut.responsible_id)
        .outerjoin(Enrolment, main_roll(LessonOut.pupil_id, first, last))
        .where(
            LessonOut.network_id == network,
            LessonOut.pupil_id.in_(pupil_ids),
            LessonOut.agreed_at.is_not(None),
            _shares_a_day(LessonOut, first, last),
        )
        .order_by(LessonOut.pupil_id, LessonOut.id)
    )


def _outs(asked: Kept, dates: Dates, veiled: set[uuid.UUID]) -> dict[uuid.UUID, list[Out]]:
    found: dict[uuid.UUID, list[Out]] = defaultdict(list)
    for row, responsible, roll, hidden in asked.execute():
        dates.add(row, roll)
        if hidden:
            veiled.add(row.pupil_id)
        rows = found[row.pupil_id]
        if not rows or rows[-1].row is not row:
            rows.append(Out(row, responsible or row.responsible or ""))
    return found


def _shares_a_day(
    table: type[WeekPattern] | type[Slot] | type[LessonOut], first: dt.date, last: dt.date
) -> sa.ColumnElement[bool]:
    return sa.and_(table.starts_on <= last, sa.or_(table.ends_on.is_(None), table.ends_on >= first))
