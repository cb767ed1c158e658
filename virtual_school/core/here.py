"""What time it is, and which days are school days, where a request or a job is."""

import datetime as dt
from contextvars import Token
from typing import NamedTuple

from virtual_school.core import clock, school_days


class Here(NamedTuple):
    """What differs in a network from everywhere else; nothing, in most."""

    moment: dt.datetime | None = None
    closed: school_days.Closed | None = None


class Entered(NamedTuple):
    time: Token[dt.datetime | None]
    days: Token[school_days.Closed]


def enter(here: Here) -> Entered:
    """Keep to it from here on, in this thread; `leave` undoes it."""
    return Entered(clock.enter(here.moment), school_days.enter(here.closed))


def leave(entered: Entered) -> None:
    school_days.leave(entered.days)
    clock.leave(entered.time)
