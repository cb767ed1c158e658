"""School days: Monday to Friday. Holidays and closures are each school's own, and are not known here."""

import datetime as dt

ONE = dt.timedelta(days=1)
FRIDAY = 5


def is_one(day: dt.date) -> bool:
    return day.isoweekday() <= FRIDAY


def count(first: dt.date, last: dt.date) -> int:
    """How many school days there are from the first day to the last, both counted."""
    days = (last - first).days + 1
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
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
