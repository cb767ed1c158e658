"""School days and weeks. Rules that count take a school's calendar; what draws a week of five days takes none."""

import datetime as dt
from collections.abc import Iterator

from virtual_school.core import school_days
from virtual_school.core.school_days import IsOne

A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
MONDAY, FRIDAY = 1, 5

is_school_day = school_days.is_one


def school_days_before(on: dt.date, n: int, given: IsOne = is_school_day) -> dt.date:
    """The school day that is `n` school days before this one."""
    return school_days.stepped(on, n, -A_DAY, given)


def school_days_after(on: dt.date, n: int, given: IsOne = is_school_day) -> dt.date:
    """The school day that is `n` school days after this one."""
    return school_days.stepped(on, n, A_DAY, given)


def school_days_from(first: dt.date, last: dt.date, given: IsOne = is_school_day) -> list[dt.date]:
    """The school days between two dates, both included."""
    return [on for on in every_day(first, last) if given(on)]


def every_day(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)


def next_on(after: dt.date, weekday: int, given: IsOne = is_school_day) -> dt.date:
    """The first school day after a date that is this day of the week: 1 is Monday."""
    return school_days.stepped(after, 1, A_DAY, lambda on: on.isoweekday() == weekday and given(on))


def coming(on: dt.date, given: IsOne = is_school_day) -> dt.date:
    """This day, or the next school day when it is none."""
    return school_days.coming(on, given)


def monday(on: dt.date) -> dt.date:
    """The Monday of the week of a date; of a weekend's, the one that follows."""
    first = on - dt.timedelta(days=on.isoweekday() - MONDAY)
    return first if on.isoweekday() <= FRIDAY else first + A_WEEK


def week(on: dt.date) -> list[dt.date]:
    """The five days of the school week that a date is in."""
    first = monday(on)
    return [first + dt.timedelta(days=number) for number in range(FRIDAY)]
