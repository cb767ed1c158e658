"""Which days of a pupil's week are none: by the dates of their school, or of the place where a half day is.

What stands at a place with terms of its own follows these; at one without, the school's terms and the place's closures.
What has no place, or is at school, follows the school.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.network.calendar import MONDAY_TO_FRIDAY, Calendar, calendars
from virtual_school.pupils.models import MAIN_ROLL, Enrolment
from virtual_school.timetable.models import LessonOut, Slot, WeekPattern


def off(home: Calendar, place: Calendar | None, slot_place: str | None, on: dt.date) -> str:
    """Why a half day falls out, in words; empty when it does not. `place` is None where it is the school's own."""
    words = slot_place or ""
    if place is None:
        found = home.off(on, words)
        return found.words if found else ""
    between = place.between_terms(on) if place.knows(on) else home.between_terms(on)
    found = between or place.closed(on, words)
    return found.place_words if found else ""


def main_roll(pupil_id: Any, first: dt.date, last: dt.date) -> sa.ColumnElement[bool]:
    """The rolls of a pupil between two dates, for an outer join of `Enrolment`."""
    return sa.and_(
        Enrolment.pupil_id == pupil_id,
        Enrolment.status.in_(MAIN_ROLL),
        Enrolment.starts_on <= last,
        sa.or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= first),
    )


@dataclass(slots=True)
class Dates:
    """The calendars that the weeks of some pupils need, and by which roll each pupil has theirs."""

    rolls: dict[uuid.UUID, dict[uuid.UUID, Enrolment]] = field(default_factory=dict)
    places: set[uuid.UUID] = field(default_factory=set)
    known: Mapping[uuid.UUID, Calendar] = field(default_factory=dict)

    def add(self, row: WeekPattern | LessonOut, roll: Enrolment | None, slot: Slot | None = None) -> None:
        if roll is not None:
            self.rolls.setdefault(row.pupil_id, {})[roll.id] = roll
            self.places.add(roll.organisation_id)
        if slot is not None and slot.place_id is not None:
            self.places.add(slot.place_id)

    def read(self, first: dt.date, last: dt.date) -> None:
        self.known = calendars(self.places, first, last)

    def school_of(self, pupil_id: uuid.UUID, on: dt.date) -> uuid.UUID | None:
        """On whose roll they are that day; the latest, were there two."""
        held = [roll for roll in self.rolls.get(pupil_id, {}).values() if _holds(roll, on)]
        return max(held, key=lambda roll: (roll.starts_on, roll.id)).organisation_id if held else None

    def home(self, pupil_id: uuid.UUID, on: dt.date) -> Calendar:
        return self._of(self.school_of(pupil_id, on))

    def off_slot(self, slot: Slot, on: dt.date) -> str:
        school = self.school_of(slot.pupil_id, on)
        at_school = slot.place_id is None or slot.place_id == school
        return off(self._of(school), None if at_school else self._of(slot.place_id), slot.place, on)

    def _of(self, organisation_id: uuid.UUID | None) -> Calendar:
        return self.known.get(organisation_id, MONDAY_TO_FRIDAY) if organisation_id else MONDAY_TO_FRIDAY


def _holds(row: Enrolment, on: dt.date) -> bool:
    if row.ended_at is not None and on >= clock.local(row.ended_at).date():
        return False
    return row.starts_on <= on and (row.ends_on is None or on <= row.ends_on)
