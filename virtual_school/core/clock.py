"""One clock. Everything that asks the time asks here, so that a test or a demonstration can set it."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

# Seconds by which a whole run of the tests lives behind the world, every process of it, so that none ends on another
# day than it began on.
BEHIND = dt.timedelta(seconds=int(os.environ.get("TESTS_CLOCK_BEHIND", 0)))

_frozen: dt.datetime | None = None
_here: ContextVar[dt.datetime | None] = ContextVar("clock", default=None)


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return _here.get() or real()


def real() -> dt.datetime:
    """This moment, whatever a demonstration pretends: what a sign-in, a job or an upload lasts by."""
    return _frozen or dt.datetime.now(dt.UTC) - BEHIND


def really(moment: dt.datetime) -> dt.datetime:
    """When a moment of `now()` comes: as far from the real moment as it is from the pretended one."""
    return moment - now() + real() if _here.get() else moment


def today() -> dt.date:
    """The date on the wall in England."""
    return local(now()).date()


def local(moment: dt.datetime) -> dt.datetime:
    """The same moment as a clock in England shows it, summer time included."""
    return moment.astimezone(LONDON)


@contextmanager
def freeze(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock of the whole process at `moment` (aware) for the block; nests."""
    global _frozen
    before, _frozen = _frozen, moment.astimezone(dt.UTC)
    try:
        yield
    finally:
        _frozen = before


def enter(moment: dt.datetime | None) -> Token[dt.datetime | None]:
    """Hold the clock at `moment` for this thread from here on; None leaves it as it is. `leave` undoes it."""
    return _here.set(moment or _here.get())


def leave(token: Token[dt.datetime | None]) -> None:
    _here.reset(token)


@contextmanager
def pretend(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at `moment` for this thread's block alone."""
    token = _here.set(moment)
    try:
        yield
    finally:
        _here.reset(token)
