"""On which days a letter goes: the school days of those whom its reader lives by, else the network's."""

import datetime as dt
import uuid
from collections.abc import Iterable

from virtual_school.core import school_days
from virtual_school.network.calendar import Calendar, calendars
from virtual_school.notices.choosing import Chosen

ONE = dt.timedelta(days=1)


def with_school(people: Iterable[Chosen], day: dt.date) -> set[uuid.UUID]:
    """Those for whom it is a school day: at any of their places, or in the network where they have none."""
    people = list(people)
    known = calendars(frozenset().union(*(one.schools for one in people)), day - ONE, day + ONE)
    return {one.account_id for one in people if _is_one(one, day, known)}


def _is_one(one: Chosen, day: dt.date, known: dict[uuid.UUID, Calendar]) -> bool:
    if not one.schools:
        return school_days.is_one(day)
    # Of a place that told nothing of its year it is known that it keeps the network's.
    return any(known[place](day) if place in known else school_days.is_one(day) for place in one.schools)


def next_with_school(one: Chosen, day: dt.date) -> dt.date:
    """The first school day after this day."""
    known = calendars(one.schools, day, day + ONE * 120)
    return next((on for on in (day + ONE * more for more in range(1, 120)) if _is_one(one, on, known)), day + ONE)
