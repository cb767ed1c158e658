"""When something may leave the house: the hour of a letter, quiet hours, school days. Pure, over values."""

import datetime as dt
from dataclasses import dataclass

from virtual_school.core import clock

HOUR = 60
DAY = 24 * HOUR
# A letter whose hour went by is still made before this minute of the day; after it, it is tomorrow's.
LATEST_LETTER = 22 * HOUR


@dataclass(frozen=True, slots=True)
class Quiet:
    """Minutes of the day between which nothing goes out that can wait; over midnight when it ends before it begins."""

    begins: int
    ends: int

    def holds(self, minute: int) -> bool:
        if self.begins <= self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends

    def meets(self, first: int, last: int) -> bool:
        """Whether any minute of a stretch of the day is quiet."""
        return any(self.holds(minute) for minute in range(first, last))


def minute_of(moment: dt.datetime) -> int:
    """The minute of the day on a clock in England."""
    here = clock.local(moment)
    return here.hour * HOUR + here.minute


def quiet_ends(moment: dt.datetime, quiet: Quiet) -> dt.datetime | None:
    """When the quiet hours end in which the moment lies; None outside of them."""
    minute = minute_of(moment)
    if not quiet.holds(minute):
        return None
    tomorrow = quiet.begins > quiet.ends and minute >= quiet.begins
    return at_minute(clock.local(moment).date() + dt.timedelta(days=int(tomorrow)), quiet.ends, moment)


def at_minute(day: dt.date, minute: int, after: dt.datetime) -> dt.datetime:
    """A minute of a day as a moment. In the hour that comes twice, the first of the two that is still to come."""
    time = dt.time(minute // HOUR % 24, minute % HOUR)
    first = dt.datetime.combine(day, time, clock.LONDON)
    # Compared in UTC: Python compares two moments of one zone by what the clock shows.
    if first.astimezone(dt.UTC) <= after.astimezone(dt.UTC):
        first = first.replace(fold=1)
    return first.astimezone(dt.UTC)


def is_due(moment: dt.datetime, letter_at: int) -> bool:
    """Whether the hour of a day's letter has come, and the day is not too late for it."""
    return letter_at <= minute_of(moment) < max(LATEST_LETTER, letter_at + HOUR)


def words_of(minute: int) -> str:
    return f"{minute // HOUR % 24:02d}:{minute % HOUR:02d}"
