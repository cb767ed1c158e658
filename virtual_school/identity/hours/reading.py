"""One person's hours as a value: whether they read at a moment, until when, and when they read next."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from virtual_school.core import clock
from virtual_school.core import school_days as week
from virtual_school.network.calendar import MONDAY_TO_FRIDAY, Calendar

# Over a summer's holiday and a little more. Who reads on none of these days reads never, as far as anybody knows.
FURTHEST = 100
A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """When somebody reads. `hours`: minutes from and until, by weekday; `off`: first and last day, None when open.

    `own` are the calendars of where they work: they read where any of these is open. Where none of them knows the
    year, its holidays are those of `beside`, the school of the pupil that is asked about.
    """

    hours: Mapping[int, tuple[int, int]]
    off: tuple[tuple[dt.date, dt.date | None], ...] = ()
    own: tuple[Calendar, ...] = ()
    beside: Calendar = field(default=MONDAY_TO_FRIDAY)

    def is_off(self, on: dt.date) -> bool:
        return any(first <= on and (last is None or on <= last) for first, last in self.off)

    def works(self, on: dt.date) -> bool:
        """Whether it is a working day of theirs, by the calendar."""
        if on.isoweekday() > week.FRIDAY:
            return False
        knowing = [one for one in self.own if one.knows(on)]
        if knowing:
            return any(one(on) for one in knowing)
        closed = bool(self.own) and all(one.closed(on) for one in self.own)
        return not closed and self.beside.between_terms(on) is None

    def on(self, day: dt.date) -> tuple[dt.datetime, dt.datetime] | None:
        """From when until when they read on a day; None when they do not."""
        minutes = self.hours.get(day.isoweekday())
        if minutes is None or self.is_off(day) or not self.works(day):
            return None
        return at_minute(day, minutes[0]), at_minute(day, minutes[1])

    def until(self, at: dt.datetime) -> dt.datetime | None:
        """Until when they read, if they read at this moment."""
        span = self.on(clock.local(at).date())
        return span[1] if span is not None and span[0] <= at < span[1] else None

    def next(self, at: dt.datetime) -> dt.datetime | None:
        """When they read next, if they do not at this moment."""
        day = clock.local(at).date()
        for more in range(FURTHEST):
            span = self.on(day + more * A_DAY)
            if span is not None and at < span[1]:
                return max(at, span[0])
        return None


def at_minute(day: dt.date, minute: int) -> dt.datetime:
    """The moment at which a clock in England shows this minute of the day: on a day of 23 or 25 hours too."""
    time = dt.time(minute // 60, minute % 60)
    return dt.datetime.combine(day, time, clock.LONDON).astimezone(dt.UTC)
