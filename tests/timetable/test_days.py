"""School days, counted."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.timetable.conftest import MONDAY
from virtual_school.timetable import days

DATES = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))


def test_a_weekend_is_counted_over() -> None:
    assert days.school_days_before(MONDAY, 1) == MONDAY - dt.timedelta(days=3)
    assert days.school_days_after(MONDAY - dt.timedelta(days=3), 1) == MONDAY
    assert days.school_days_before(MONDAY, 0) == MONDAY
    assert len(days.school_days_from(MONDAY, MONDAY + dt.timedelta(days=13))) == 10


def test_the_week_of_a_weekend_is_the_next() -> None:
    assert days.monday(MONDAY - dt.timedelta(days=1)) == MONDAY
    assert days.monday(MONDAY + dt.timedelta(days=4)) == MONDAY


@given(DATES, st.integers(1, 30))
def test_so_many_back_is_so_many_between(on: dt.date, n: int) -> None:
    before = days.school_days_before(on, n)
    assert days.is_school_day(before)
    assert len([day for day in days.every_day(before, on) if days.is_school_day(day) and day != on]) == n


@given(DATES, st.integers(1, 5))
def test_the_next_of_a_weekday(on: dt.date, weekday: int) -> None:
    found = days.next_on(on, weekday)
    assert found.isoweekday() == weekday
    assert dt.timedelta(0) < found - on <= dt.timedelta(days=7)
