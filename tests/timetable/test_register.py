"""The week in the register's words, before anyone agrees to it."""

import datetime as dt
import uuid

import pytest

from tests.timetable.conftest import MONDAY
from virtual_school.timetable import register
from virtual_school.timetable.models import Footing, Session, Slot, SlotBasis, SlotKind
from virtual_school.timetable.register import HALVES, RegisterWeek

AT_SCHOOL = (SlotKind.SCHOOL, SlotBasis.AT_SCHOOL)
PART_TIME = (SlotKind.HOME_ONLINE, SlotBasis.PART_TIME_TIMETABLE)
UNTIL = dt.date(2026, 12, 18)


@pytest.fixture(autouse=True)
def words(app: object) -> None:
    """Sentences go through gettext, which needs the application."""


def footing(kind: SlotKind, basis: SlotBasis) -> Footing:
    until = UNTIL if basis is SlotBasis.PART_TIME_TIMETABLE else None
    return Footing(id=uuid.uuid4(), kind=kind, basis=basis, starts_on=MONDAY, ends_on=until)


def told(parts: dict[tuple[int, Session], tuple[SlotKind, SlotBasis]], empty: int = 0) -> RegisterWeek:
    """A week at school but for these half days; the last ones are left empty."""
    slots, known = [], []
    for day, session in HALVES[: len(HALVES) - empty]:
        kind, basis = parts.get((day, session), AT_SCHOOL)
        known.append(footing(kind, basis))
        slots.append(Slot(day=day, session=session, kind=kind, starts_on=MONDAY, footing_id=known[-1].id))
    return register.words(slots, known, [], "Ellie", MONDAY)


def test_the_sentence_of_a_part_time_timetable() -> None:
    week = told({(4, Session.AM): PART_TIME, (4, Session.PM): PART_TIME})
    assert week.sentence == (
        "If Ellie attends everything, their school’s register will show 8 of 10 sessions present, "
        "2 authorised absence (part-time timetable until 18 December). "
        "To make it 10: a supervised room on Thursday morning and Thursday afternoon."
    )
    assert (week.present, week.authorised, week.other) == (8, 2, 0)


def test_a_full_week_says_no_more() -> None:
    week = told({})
    assert week.full
    assert week.sentence == "If Ellie attends everything, their school’s register will show 10 of 10 sessions present."


def test_an_empty_half_day_is_said_and_not_counted() -> None:
    week = told({}, empty=1)
    assert (week.present, week.other) == (9, 1)
    assert "1 half day is empty and is not counted as present: Friday afternoon." in week.sentence


def test_dual_registration_is_not_counted() -> None:
    week = told({(1, Session.AM): (SlotKind.SCHOOL, SlotBasis.DUAL_REGISTRATION)})
    assert (week.present, week.not_counted) == (9, 1)
    assert "1 not counted (dual registration: the other school counts it)" in week.sentence


def test_at_home_for_the_authority_is_left_to_the_school() -> None:
    week = told({(2, Session.AM): (SlotKind.HOME_ONLINE, SlotBasis.EHCP)})
    assert (week.present, week.other) == (9, 1)
    assert "1 session is not present (at home" in week.sentence
    assert "To make it 10: a supervised room on Tuesday morning." in week.sentence


def test_without_a_footing_nothing_is_claimed() -> None:
    slot = Slot(day=1, session=Session.AM, kind=SlotKind.SCHOOL, starts_on=MONDAY)
    week = register.words([slot], [], [], "Ellie", MONDAY)
    assert week.present == 0
    assert "1 half day has no confirmed footing, so it does not start: Monday morning." in week.sentence


def test_the_week_of_a_date_is_told() -> None:
    later = UNTIL + dt.timedelta(days=3)
    home, school = footing(*PART_TIME), footing(*AT_SCHOOL)
    slots = [
        Slot(day=1, session=Session.AM, kind=SlotKind.HOME_ONLINE, starts_on=MONDAY, ends_on=UNTIL, footing_id=home.id),
        Slot(day=1, session=Session.AM, kind=SlotKind.SCHOOL, starts_on=later, footing_id=school.id),
    ]
    assert register.words(slots, [home, school], [], "Ellie", MONDAY).authorised == 1
    assert register.words(slots, [home, school], [], "Ellie", later).present == 1
