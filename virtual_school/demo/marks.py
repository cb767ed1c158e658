"""Everybody's days by the weeks as they hold: who came, who was late, what was noted.

For the ten weeks that were, and for each day of the demonstration since.
"""

import datetime as dt
import random
import uuid
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from virtual_school.attendance import sessions
from virtual_school.attendance.models import Mark, SeenHow
from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.demo import bulk, said
from virtual_school.demo.bulk import Rows
from virtual_school.identity.models import Membership
from virtual_school.mentoring.models import ContactKind, ObservationKind
from virtual_school.network.roles import Role
from virtual_school.timetable.models import Session, Slot
from virtual_school.timetable.queries import Day

MINUTES = dt.timedelta(minutes=1)
LATE = 0.15
# The days of the week on which mentors speak with them. The demonstration opens on Tuesdays: what is noted then is a
# visitor's.
SPEAKS = (1, 3, 4, 5)
CONTACTS = (ContactKind.ONE_TO_ONE, ContactKind.ONE_TO_ONE, ContactKind.CALL, ContactKind.SMALL_GROUP, ContactKind.HOME)

Key = tuple[uuid.UUID, dt.date, Session]


@dataclass(slots=True)
class Habit:
    """How one pupil's weeks go. Each day has a chance of its own: what was drawn once is drawn again."""

    pupil_id: uuid.UUID
    mentor_id: uuid.UUID
    comes: float
    hard: float
    seed: str
    # What is said of them, where it is not what is said of anybody.
    contacts: Sequence[str | None] = said.CONTACTS
    # On which of those days their mentor speaks with them.
    number: int = 0
    notes: bool = True
    # Ups and downs that a chart shows: a slow walk that never goes far.
    walks: bool = True
    mood: float = 0.0

    def chance(self, *of: Any) -> random.Random:
        return random.Random("/".join(map(str, (self.seed, *of))))  # noqa: S311

    def walk(self, on: dt.date) -> None:
        if self.walks:
            self.mood = max(-0.2, min(0.2, self.mood + self.chance(on).uniform(-0.05, 0.05)))


@dataclass(slots=True)
class Days:
    """Writes days: the rows, who keeps the register where, and what was said of them before."""

    rows: Rows
    officers: dict[uuid.UUID, uuid.UUID]
    known: Container[Key] = field(default_factory=set)

    def live(self, habit: Habit, days: Iterable[Day], noted_after: dt.date = dt.date.min) -> None:
        """Every session that has begun, and what the mentor noted on every day before this one."""
        for day in (one for one in days if one.halves):
            habit.walk(day.on)
            for half in day.halves:
                chance = habit.chance(day.on, half.session.value)
                came, late, after = chance.random(), chance.random(), chance.randrange(1, 12)
                moment = sessions.begins(day.on, half.session) + after * MINUTES
                there = came < habit.comes + habit.mood
                fresh = moment <= clock.now() and (habit.pupil_id, day.on, half.session) not in self.known
                if half.slot is not None and half.is_expected and fresh:
                    mark = (Mark.LATE if late < LATE else Mark.HERE) if there else Mark.NOT_HERE
                    self._session(habit, day.on, half.slot, mark, moment)
            if habit.notes and noted_after < day.on < clock.today():
                self._noted(habit, day.on)

    def _session(self, habit: Habit, on: dt.date, slot: Slot, mark: Mark, moment: dt.datetime) -> None:
        """What the place said; where no place says anything, whom the mentor reached by telephone."""
        about: dict[str, Any] = {"pupil_id": habit.pupil_id, "on": on, "session": slot.session, "at": moment}
        if slot.place_id is None:
            if mark is not Mark.NOT_HERE:
                bulk.seen(self.rows, **about, how=SeenHow.CALL, by=habit.mentor_id)
            return
        if mark is Mark.NOT_HERE and on == clock.today() and habit.chance(on, "said").random() < 0.5:
            return  # nobody at the place has said anything yet
        by = self.officers.get(slot.place_id) or slot.responsible_id
        bulk.marked(self.rows, **about, organisation_id=slot.place_id, mark=mark, by=by or habit.mentor_id)

    def _noted(self, habit: Habit, on: dt.date) -> None:
        """A contact about once a week, and a moment worth a sentence on some days."""
        chance = habit.chance(on, "noted")
        drawn = chance.randrange(1000)
        about = {"pupil_id": habit.pupil_id, "by": habit.mentor_id}
        if on.isoweekday() == SPEAKS[habit.number % len(SPEAKS)] and chance.random() < 0.9:
            bulk.contact(
                self.rows, **about, kind=CONTACTS[drawn % len(CONTACTS)], at=_at(on, 11, drawn % 60),
                minutes=10 + drawn % 40, words=said.nth(habit.contacts, drawn),
            )  # fmt: skip
        if chance.random() < 0.3:
            is_hard = chance.random() < habit.hard - habit.mood
            kind = ObservationKind.HARD_MOMENT if is_hard else ObservationKind.PRAISE
            words = said.nth(said.HARD if is_hard else said.PRAISE, drawn)
            bulk.observation(self.rows, **about, kind=kind, at=_at(on, 14, drawn % 60), words=words)


def officers() -> dict[uuid.UUID, uuid.UUID]:
    """The attendance officer of each school."""
    found = sa.select(Membership.organisation_id, Membership.account_id).where(
        Membership.role == Role.ATTENDANCE_OFFICER, in_force(Membership, clock.today())
    )
    return {row.organisation_id: row.account_id for row in db.session.execute(found)}


def _at(on: dt.date, hour: int, minute: int) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(hour, minute), clock.LONDON)
