"""Which sessions somebody means who says 'this morning' or 'until Friday'."""

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from virtual_school.attendance import sessions
from virtual_school.attendance.models import Absence
from virtual_school.core import clock, school_days
from virtual_school.timetable.models import Session

A_DAY = dt.timedelta(days=1)


class Span(enum.Enum):
    """For how long, in as few taps as there are."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    DAY = "day"
    UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Sessions:
    """From one session until another, both included."""

    starts_on: dt.date
    starts_in: Session
    ends_on: dt.date
    ends_in: Session

    def halves(self) -> Iterator[tuple[dt.date, Session]]:
        """Each session of the weekdays between."""
        on = self.starts_on
        while on <= self.ends_on:
            if on.isoweekday() <= school_days.FRIDAY:
                for session in Session:
                    now = (on, session.value)
                    if (self.starts_on, self.starts_in.value) <= now <= (self.ends_on, self.ends_in.value):
                        yield on, session
            on += A_DAY


def of(absence: Absence) -> Sessions:
    return Sessions(absence.starts_on, absence.starts_in, absence.ends_on, absence.ends_in)


def meant(span: Span, on: dt.date, until: dt.date | None) -> Sessions:
    """What is meant by it on a day. 'Until' begins with what is left of that day."""
    if span is Span.MORNING:
        return Sessions(on, Session.AM, on, Session.AM)
    if span is Span.AFTERNOON:
        return Sessions(on, Session.PM, on, Session.PM)
    if span is Span.DAY or until is None:
        return Sessions(on, Session.AM, on, Session.PM)
    begins = Session.PM if sessions.ends(on, Session.AM) <= clock.now() else Session.AM
    return Sessions(on, begins, until, Session.PM)


def next_day(now: dt.datetime, is_one: school_days.IsOne = school_days.is_one) -> dt.date:
    """The day of which somebody speaks now: today until its afternoon is over, then the next school day."""
    today = clock.local(now).date()
    if is_one(today) and now < sessions.ends(today, Session.PM):
        return today
    return school_days.coming(today + A_DAY, is_one)


def coming(now: dt.datetime, is_one: school_days.IsOne = school_days.is_one) -> tuple[dt.date, Session]:
    """The session that is going on, or the next to begin."""
    on = next_day(now, is_one)
    is_afternoon = on == clock.local(now).date() and sessions.ends(on, Session.AM) <= now
    return on, Session.PM if is_afternoon else Session.AM


def effective_end(absence: Absence) -> tuple[dt.date, Session]:
    """The last session in it, when they came again sooner than was said as well."""
    if absence.back_on is None or absence.back_in is None:
        return absence.ends_on, absence.ends_in
    if absence.back_in is Session.PM:
        return absence.back_on, Session.AM
    before = absence.back_on - A_DAY
    while before.isoweekday() > school_days.FRIDAY:
        before -= A_DAY
    return before, Session.PM
