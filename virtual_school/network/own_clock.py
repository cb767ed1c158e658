"""A demonstration's own clock: a Tuesday in term on every day it is looked at, so that no page of it is ever empty.

On the n-th day after it was loaded it is the n-th such Tuesday after the one it opens on, at the real time of day. The
terms are those that most schools in England keep; a real network's clock is the real one.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from virtual_school.core import clock
from virtual_school.core.here import Here
from virtual_school.network.models import Network

A_DAY = dt.timedelta(days=1)
A_WEEK = dt.timedelta(weeks=1)
MONDAY, TUESDAY = 1, 2


def here(network: Network, real: dt.datetime) -> Here:
    """What time it is in this network, and its school days: nothing where it has no calendar of its own."""
    return Here(moment(network, real), is_holiday) if network.is_demonstration else Here()


def moment(network: Network, real: dt.datetime) -> dt.datetime | None:
    """What time it is in this network; None where it is what it is everywhere."""
    if not network.is_demonstration or network.demo_real_day:
        return None
    if network.demo_anchor is None or network.demo_opens_on is None:
        return None
    here = clock.local(real)
    days = max(0, (here.date() - clock.local(network.demo_anchor).date()).days)
    time = here.time()
    if here.fold:
        # The hour that comes twice when summer time ends comes once on a Tuesday: it stands still meanwhile.
        time = dt.time(1, 59, 59, 999_999)
    return dt.datetime.combine(nth_tuesday(network.demo_opens_on, days), time, clock.LONDON).astimezone(dt.UTC)


@lru_cache(maxsize=64)
def nth_tuesday(first: dt.date, n: int) -> dt.date:
    """The Tuesday in term that is `n` of them after the first."""
    return next(islice(tuesdays(first), n, None))


def tuesdays(first: dt.date) -> Iterator[dt.date]:
    """The Tuesdays in term from a day on, that day included."""
    on = first + A_DAY * ((TUESDAY - first.isoweekday()) % 7)
    while True:
        if in_term(on):
            yield on
        on += A_WEEK


@lru_cache(maxsize=2000)
def is_holiday(on: dt.date) -> bool:
    return not in_term(on)


def in_term(on: dt.date) -> bool:
    """Whether most schools in England teach in the week of this day."""
    return not any(first <= on <= last for first, last in holidays(on.year))


@lru_cache(maxsize=64)
def holidays(year: int) -> tuple[tuple[dt.date, dt.date], ...]:
    """The holidays and half-terms of a calendar year, first and last day of each."""
    easter = easter_sunday(year)
    return (
        (dt.date(year, 1, 1), dt.date(year, 1, 3)),
        _week_of(dt.date(year, 2, 16)),
        (easter - 6 * A_DAY, easter + 8 * A_DAY),
        _week_of(_last_monday(year, 5)),
        (dt.date(year, 7, 21), dt.date(year, 9, 1)),
        _week_of(_last_monday(year, 10)),
        (dt.date(year, 12, 19), dt.date(year, 12, 31)),
    )


def _week_of(on: dt.date) -> tuple[dt.date, dt.date]:
    monday = on - A_DAY * (on.isoweekday() - MONDAY)
    return monday, monday + 6 * A_DAY


def _last_monday(year: int, month: int) -> dt.date:
    last = dt.date(year, month, 31)
    return last - A_DAY * (last.isoweekday() - MONDAY)


def easter_sunday(year: int) -> dt.date:
    """The Gregorian Easter, as Meeus gives it."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)
