"""One clock. Everything that asks the time asks here, so that a test or a demonstration can set it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_frozen: dt.datetime | None = None
_here: ContextVar[dt.datetime | None] = ContextVar("clock", default=None)


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return _here.get() or _frozen or dt.datetime.now(dt.UTC)


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


@contextmanager
def pretend(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at `moment` for this thread's block alone."""
    token = _here.set(moment)
    try:
        yield
    finally:
        _here.reset(token)
