"""School days, counted. Which days they are, terms and closures among it, `core.school_days` says alone."""

import datetime as dt
from collections.abc import Iterator

from virtual_school.core import school_days

A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
MONDAY, FRIDAY = 1, 5


def is_school_day(on: dt.date) -> bool:
    return school_days.is_one(on)


def school_days_before(on: dt.date, n: int) -> dt.date:
    """The school day that is `n` school days before this one."""
    return _counted(on, n, -A_DAY)


def school_days_after(on: dt.date, n: int) -> dt.date:
    """The school day that is `n` school days after this one."""
    return _counted(on, n, A_DAY)


def _counted(on: dt.date, n: int, step: dt.timedelta) -> dt.date:
    while n > 0:
        on += step
        n -= is_school_day(on)
    return on


def school_days_from(first: dt.date, last: dt.date) -> list[dt.date]:
    """The school days between two dates, both included."""
    return [on for on in every_day(first, last) if is_school_day(on)]


def every_day(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)


def next_on(after: dt.date, weekday: int) -> dt.date:
    """The first school day after a date that is this day of the week: 1 is Monday."""
    on = after + A_DAY
    while on.isoweekday() != weekday or not is_school_day(on):
        on += A_DAY
    return on


def coming(on: dt.date) -> dt.date:
    """This day, or the next school day when it is none."""
    return on if is_school_day(on) else school_days_after(on, 1)


def monday(on: dt.date) -> dt.date:
    """The Monday of the week of a date; of a weekend's, the one that follows."""
    first = on - dt.timedelta(days=on.isoweekday() - MONDAY)
    return first if on.isoweekday() <= FRIDAY else first + A_WEEK


def week(on: dt.date) -> list[dt.date]:
    """The five days of the school week that a date is in."""
    first = monday(on)
    return [first + dt.timedelta(days=number) for number in range(FRIDAY)]
