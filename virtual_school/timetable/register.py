"""The week in the register's words, before anyone agrees to it (practice 17)."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext as _n

from virtual_school.core import clock
from virtual_school.timetable import footings as table
from virtual_school.timetable.footings import Counts, Register
from virtual_school.timetable.models import Footing, LessonOut, Session, Slot, SlotKind

DAY_WORDS = {1: _l("Monday"), 2: _l("Tuesday"), 3: _l("Wednesday"), 4: _l("Thursday"), 5: _l("Friday")}
SESSION_WORDS = {Session.AM: _l("morning"), Session.PM: _l("afternoon")}
# More half days than this are counted, not named.
MOST_NAMED = 4
HALVES = tuple((day, session) for day in DAY_WORDS for session in Session)


class Half(NamedTuple):
    """One half day of the week and what the register would make of it; None when nothing stands on a footing."""

    day: int
    session: Session
    slot: Slot | None
    footing: Footing | None
    register: Register | None

    @property
    def counts(self) -> Counts | None:
        return self.register.counts if self.register else None

    @property
    def why(self) -> tuple[str, dt.date | None]:
        """What the register says of it, and until when."""
        return str(self.register.words) if self.register else "", self.footing.ends_on if self.footing else None


@dataclass(frozen=True, slots=True)
class RegisterWeek:
    """The week as the home school's register would show it if the pupil attended everything."""

    sentence: str
    present: int
    authorised: int
    not_counted: int
    # Half days of which nothing is claimed: the school decides, nothing is planned, or no footing is confirmed.
    other: int
    halves: tuple[Half, ...]

    @property
    def full(self) -> bool:
        return self.present + self.not_counted == len(self.halves)


def half_day(day: int, session: Session) -> str:
    """'Thursday morning'."""
    return str(_("%(day)s %(session)s", day=DAY_WORDS[day], session=SESSION_WORDS[session]))


def words(
    slots: Iterable[Slot],
    footings: Iterable[Footing],
    lesson_outs: Sequence[LessonOut],
    name: str,
    on: dt.date | None = None,
) -> RegisterWeek:
    """What the register will show of ten sessions, and how to make it ten.

    Where half a day changes during the plan, the week of `on` is told: else today's, or the first that is laid out.
    A lesson out is spent at school in another room, so it leaves its half day as it is.
    """
    slots = list(slots)
    first = min((slot.starts_on for slot in slots), default=clock.today())
    halves = _halves(slots, {one.id: one for one in footings}, on or max(first, clock.today()))
    counted = {
        counts: [half for half in halves if half.register and half.register.counts is counts] for counts in Counts
    }
    empty = [half for half in halves if half.slot is None]
    unfounded = [half for half in halves if half.slot is not None and half.footing is None]
    told = [
        _main(name, counted),
        _open(counted[Counts.OPEN]),
        _unfounded(unfounded),
        _empty(empty),
        _to_make_it(halves, counted),
    ]
    return RegisterWeek(
        " ".join(one for one in told if one),
        len(counted[Counts.PRESENT]),
        len(counted[Counts.AUTHORISED]),
        len(counted[Counts.NOT_COUNTED]),
        len(counted[Counts.OPEN]) + len(empty) + len(unfounded),
        halves,
    )


def _halves(slots: list[Slot], known: dict[uuid.UUID, Footing], on: dt.date) -> tuple[Half, ...]:
    return tuple(_half(day, session, slots, known, on) for day, session in HALVES)


def _half(day: int, session: Session, slots: list[Slot], known: dict[uuid.UUID, Footing], on: dt.date) -> Half:
    here = [slot for slot in slots if (slot.day, slot.session) == (day, session)]
    now = [slot for slot in here if slot.starts_on <= on and (slot.ends_on is None or on <= slot.ends_on)]
    slot = next(iter(now), None)
    footing = known.get(slot.footing_id) if slot is not None and slot.footing_id else None
    if slot is None or footing is None or footing.ended_at is not None:
        return Half(day, session, slot, None, None)
    return Half(day, session, slot, footing, table.register_of(slot.kind, footing.basis))


def _main(name: str, counted: dict[Counts, list[Half]]) -> str:
    parts = [
        _(
            "If %(name)s attends everything, their school’s register will show %(present)d of %(all)d sessions present",
            name=name,
            present=len(counted[Counts.PRESENT]),
            all=len(HALVES),
        )
    ]
    if absent := counted[Counts.AUTHORISED]:
        parts.append(_("%(num)d authorised absence (%(why)s)", num=len(absent), why=_why(absent)))
    if elsewhere := counted[Counts.NOT_COUNTED]:
        why = ", ".join(dict.fromkeys(half.why[0] for half in elsewhere))
        parts.append(_("%(num)d not counted (%(why)s)", num=len(elsewhere), why=why))
    return ", ".join(parts) + "."


def _why(absent: list[Half]) -> str:
    """'part-time timetable until 18 December'."""
    return ", ".join(
        _("%(what)s until %(day)s", what=what, day=format_date(until, "d MMMM")) if until else what
        for what, until in dict.fromkeys(half.why for half in absent)
    )


def _open(halves: list[Half]) -> str:
    if not halves:
        return ""
    said = _n(
        "%(num)d session is not present (%(why)s).",
        "%(num)d sessions are not present (%(why)s).",
        len(halves),
        why=", ".join(dict.fromkeys(half.why[0] for half in halves)),
    )
    return str(said)


def _unfounded(halves: list[Half]) -> str:
    if not halves:
        return ""
    return str(
        _n(
            "%(num)d half day has no confirmed footing, so it does not start: %(when)s.",
            "%(num)d half days have no confirmed footing, so they do not start: %(when)s.",
            len(halves),
            when=_when(halves),
        )
    )


def _empty(halves: list[Half]) -> str:
    if not halves:
        return ""
    if len(halves) > MOST_NAMED:
        return str(_("%(num)d half days are empty and are not counted as present.", num=len(halves)))
    return str(
        _n(
            "%(num)d half day is empty and is not counted as present: %(when)s.",
            "%(num)d half days are empty and are not counted as present: %(when)s.",
            len(halves),
            when=_when(halves),
        )
    )


def _to_make_it(halves: tuple[Half, ...], counted: dict[Counts, list[Half]]) -> str:
    """How what is no presence could become one: a supervised room is the lawful way for what is online."""
    most = len(halves) - len(counted[Counts.NOT_COUNTED])
    absent = [half for half in halves if half.counts in (Counts.AUTHORISED, Counts.OPEN)]
    if not absent or len(counted[Counts.PRESENT]) == most:
        return ""
    own = [half for half in absent if half.slot and half.slot.kind is SlotKind.OWN_TIME]
    told = []
    if online := [half for half in absent if half not in own]:
        told.append(_("a supervised room on %(when)s", when=_when(online)))
    if own:
        told.append(_("something with an adult on %(when)s", when=_when(own)))
    rest = [half for half in halves if half.register is None]
    if len(rest) > MOST_NAMED:
        told.append(_("a confirmed plan for the %(num)d others", num=len(rest)))
    elif rest:
        told.append(_("a confirmed plan for %(when)s", when=_when(rest)))
    return str(_("To make it %(most)d: %(what)s.", most=most, what=_listed(told)))


def _when(halves: list[Half]) -> str:
    return _listed([half_day(half.day, half.session) for half in halves])


def _listed(said: list[str]) -> str:
    if len(said) < 2:
        return "".join(said)
    return str(_("%(first)s and %(last)s", first=", ".join(said[:-1]), last=said[-1]))
