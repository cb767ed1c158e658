"""The morning itself: everybody at once, until it ends."""

import asyncio
import sys
from collections.abc import Sequence
from random import Random

from bench.soak.people import everybody
from bench.soak.person import Day, Who

# What was sent is waited for so long after the morning has ended.
LAST_ANSWERS = 120.0


def play(day: Day, whos: Sequence[Who], seed: int) -> Day:
    """Let everybody come, and wait until the last of them has heard what became of what they sent."""
    asyncio.run(_together(day, whos, seed))
    return day


async def _together(day: Day, whos: Sequence[Who], seed: int) -> None:
    day.tally.begin()
    people = everybody(day, whos, Random(seed))  # noqa: S311 (a morning, not a secret)
    telling = asyncio.create_task(_tell(day))
    async with asyncio.timeout(day.ends + LAST_ANSWERS):
        await asyncio.gather(*(person.morning() for person in people))
    telling.cancel()


async def _tell(day: Day) -> None:
    """A line each half minute, so that nobody wonders."""
    while True:
        await asyncio.sleep(30)
        say(f"  {day.tally.now:4.0f} s: {day.tally.requests} requests, {len(day.tally.faults)} errors")


def say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
