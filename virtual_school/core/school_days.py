"""School days: Monday to Friday, without the days on which the network that is asked about is closed."""

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


def is_one(day: dt.date) -> bool:
    return day.isoweekday() <= FRIDAY and not _closed.get()(day)


def enter(closed: Closed | None) -> Token[Closed]:
    """Keep to a network's holidays from here on; None leaves what holds. `leave` undoes it."""
    return _closed.set(closed or _closed.get())


def leave(token: Token[Closed]) -> None:
    _closed.reset(token)


def count(first: dt.date, last: dt.date) -> int:
    """How many school days there are from the first day to the last, both counted."""
    days = (last - first).days + 1
    if _closed.get() is not _never:
        return sum(is_one(first + dt.timedelta(days=more)) for more in range(days))
    weeks, rest = divmod(max(days, 0), 7)
    return weeks * 5 + sum(is_one(first + dt.timedelta(days=more)) for more in range(rest))


def after(first: dt.date, number: int) -> dt.date:
    """The last of so many school days, the first day counted when it is one."""
    day = first
    while not is_one(day):
        day += ONE
    for _more in range(number - 1):
        day += ONE
        while not is_one(day):
            day += ONE
    return day


def year_began(on: dt.date) -> dt.date:
    """The first of September before a day, or that day."""
    return dt.date(on.year if on.month >= 9 else on.year - 1, 9, 1)
