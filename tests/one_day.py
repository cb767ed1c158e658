"""A run of the tests is one day: it begins on a Monday at ten in the morning, whenever it was started.

The cast is built once, and "today" is asked in a thousand places: a run that comes past midnight would be of two days,
and a school's week is another on a Thursday than on a Sunday. What a weekday means, a test says by holding the clock.
All processes of a run, the workers' and the servers' too, find in the environment how far they live behind the world.
"""

import datetime as dt
import os
from zoneinfo import ZoneInfo

BEGINS = dt.time(10)


def behind(started: dt.datetime) -> int:
    """Whole seconds from the last Monday's ten o'clock to the moment of the start, which has a zone."""
    monday = started.date() - dt.timedelta(days=started.weekday())
    begins = dt.datetime.combine(monday, BEGINS, started.tzinfo)
    if begins > started:
        begins -= dt.timedelta(days=7)
    return int(started.timestamp() - begins.timestamp())


os.environ.setdefault("TESTS_CLOCK_BEHIND", str(behind(dt.datetime.now(ZoneInfo("Europe/London")))))
