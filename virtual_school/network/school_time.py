"""School time: the minutes in which somebody at a school can be expected to look, and when so many have gone by.

It runs from the beginning of the first session to the end of the last, by the clock on the wall in England, on the
school days of one organisation; without one, on the network's own. Whoever waits for an answer over a weekend, a
half-term or an inset day waits for the next school morning.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from virtual_school.core import clock, school_days
from virtual_school.core.school_days import IsOne
from virtual_school.network.calendar import AFTER, MONDAY_TO_FRIDAY, calendars
from virtual_school.network.numbers import NUMBERS, numbers

A_DAY = dt.timedelta(days=1)
DAY_LONG = 24 * 60


@dataclass(frozen=True, slots=True)
class SchoolTime:
    """The school time of one organisation, loaded: every question after that asks no database."""

    is_day: IsOne = MONDAY_TO_FRIDAY
    # Minutes after midnight.
    begins: int = NUMBERS["am_begins"]
    ends: int = NUMBERS["pm_ends"]

    def is_school_time(self, moment: dt.datetime) -> bool:
        """The minute in which it begins is school time, that in which it ends is not."""
        first, last = self._of(_on(moment))
        return first <= moment < last and self.is_day(_on(moment))

    def after(self, moment: dt.datetime, minutes: int) -> dt.datetime:
        """When so many minutes of school time will have gone by. Of no minutes: the moment itself."""
        at, left = moment.astimezone(dt.UTC), dt.timedelta(minutes=minutes)
        if left <= dt.timedelta():
            return at
        on = school_days.coming(_on(at), self.is_day)
        while True:
            first, last = self._of(on)
            since = max(first, at)
            if since < last and left <= last - since:
                return since + left
            left -= max(last - since, dt.timedelta())
            on = self._next(on)

    def next_begins(self, moment: dt.datetime) -> dt.datetime:
        """When school time begins the next time after this moment."""
        on = school_days.coming(_on(moment), self.is_day)
        while self._of(on)[0] <= moment:
            on = self._next(on)
        return self._of(on)[0]

    def _of(self, on: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """The moments at which the school time of a day begins and ends, if it is a school day."""
        return _at(on, self.begins), _at(on, self.ends)

    def _next(self, on: dt.date) -> dt.date:
        return school_days.stepped(on, 1, A_DAY, self.is_day)


def of(organisation_id: uuid.UUID | None, around: dt.datetime | None = None) -> SchoolTime:
    """The school time of one organisation, or of the network, from `around` (now) on for as long as rules look."""
    if organisation_id is None:
        return SchoolTime(MONDAY_TO_FRIDAY, *_hours())
    return of_each([organisation_id], around)[organisation_id]


def of_each(organisation_ids: Collection[uuid.UUID], around: dt.datetime | None = None) -> dict[uuid.UUID, SchoolTime]:
    """The same of several, each of them with an answer, in two questions however many they are."""
    on = _on(around or clock.now())
    known, hours = calendars(frozenset(organisation_ids), on, on + AFTER), _hours()
    return {one: SchoolTime(known.get(one, MONDAY_TO_FRIDAY), *hours) for one in organisation_ids}


def is_school_time(moment: dt.datetime, organisation_id: uuid.UUID | None = None) -> bool:
    """Whether somebody at this school can be expected to look at this moment."""
    return of(organisation_id, moment).is_school_time(moment)


def after(moment: dt.datetime, minutes: int, organisation_id: uuid.UUID | None = None) -> dt.datetime:
    """When so many minutes of school time will have gone by since `moment`, aware, in UTC.

    Asked on a Friday at 15:25, fifteen minutes later is Monday at 9:10.
    """
    return of(organisation_id, moment).after(moment, minutes)


def next_begins(moment: dt.datetime, organisation_id: uuid.UUID | None = None) -> dt.datetime:
    """When school time begins there the next time after `moment`, aware, in UTC."""
    return of(organisation_id, moment).next_begins(moment)


def _hours() -> tuple[int, int]:
    """The network's own; hours that leave no minute of a day are taken for the usual ones."""
    begins, ends = numbers("am_begins", "pm_ends")
    if not 0 <= begins < ends < DAY_LONG:
        return NUMBERS["am_begins"], NUMBERS["pm_ends"]
    return begins, ends


def _on(moment: dt.datetime) -> dt.date:
    return clock.local(moment).date()


def _at(on: dt.date, minute: int) -> dt.datetime:
    """A minute of a day as the clock on the wall shows it, whatever hour the day lost or gained."""
    wall = dt.time(minute // 60, minute % 60)
    return dt.datetime.combine(on, wall, clock.LONDON).astimezone(dt.UTC)
