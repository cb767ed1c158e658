"""One clock. Everything that asks the time asks here, so that a test or a demonstration can set it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_frozen: dt.datetime | None = None


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return _frozen or dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The date on the wall in England."""
    return local(now()).date()


def local(moment: dt.datetime) -> dt.datetime:
    """The same moment as a clock in England shows it, summer time included."""
    return moment.astimezone(LONDON)


@contextmanager
def freeze(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) for the block; nests."""
    global _frozen
    before, _frozen = _frozen, moment.astimezone(dt.UTC)
    try:
        yield
    finally:
        _frozen = before
