"""School days, counted. Which days they are is given: by a school's own calendar, else Monday to Friday.

A calendar is asked of each date whether it is a school day. Where none is given, every weekday is one, without the
days on which the network of the request or job is closed.
"""

import datetime as dt
from collections.abc import Callable
from contextvars import ContextVar, Token

Closed = Callable[[dt.date], bool]


def _never(day: dt.date) -> bool:
    return False


# Set for a request or a job where a network has told its holidays; there is no cost where none has.
_closed: ContextVar[Closed] = ContextVar("closed", default=_never)

ONE = dt.timedelta(days=1)
FRIDAY = 5

IsOne = Callable[[dt.date], bool]

# Nowhere is a school closed for longer. A calendar in which no day is left falls back to the week after so many days.
LONGEST_CLOSED = 800


def is_one(day: dt.date) -> bool:
    return day.isoweekday() <= FRIDAY and not is_holiday(day)


def is_holiday(day: dt.date) -> bool:
    """Whether the network of the request or job is closed."""
    return _closed.get()(day)


def enter(closed: Closed | None) -> Token[Closed]:
    """Keep to a network's holidays from here on; None leaves what holds. `leave` undoes it."""
    return _closed.set(closed or _closed.get())


def leave(token: Token[Closed]) -> None:
    _closed.reset(token)


def count(first: dt.date, last: dt.date, given: IsOne = is_one) -> int:
    """How many school days there are from the first day to the last, both counted."""
    days = (last - first).days + 1
    if days <= 0:
        return 0
    if given is not is_one or _closed.get() is not _never:
        return sum(given(first + dt.timedelta(days=more)) for more in range(days))
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum(is_one(first + dt.timedelta(days=more)) for more in range(rest))


def after(first: dt.date, number: int, given: IsOne = is_one) -> dt.date:
    """The last of so many school days, the first day counted when it is one."""
    day = coming(first, given)
    return stepped(day, number - 1, ONE, given)


def coming(day: dt.date, given: IsOne = is_one) -> dt.date:
    """This day, or the next school day when it is none."""
    return day if given(day) else stepped(day, 1, ONE, given)


def stepped(day: dt.date, number: int, step: dt.timedelta, given: IsOne = is_one) -> dt.date:
    """The day that is so many school days on from one, or back."""
    for _more in range(number):
        day = _next(day, step, given)
    return day


def _next(day: dt.date, step: dt.timedelta, given: IsOne) -> dt.date:
    for further in range(1, LONGEST_CLOSED):
        if given(day + further * step):
            return day + further * step
    return _next(day, step, is_one)


def year_began(on: dt.date) -> dt.date:
    """The first of September before a day, or that day."""
    return dt.date(on.year if on.month >= 9 else on.year - 1, 9, 1)
