"""School days by a school's own dates: whatever the dates are, the rules that count agree with the days themselves."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make, make_calendar
from tests.cast import Cast
from tests.make_calendar import day
from virtual_school.core import school_days
from virtual_school.core.db import db
from virtual_school.network import calendar
from virtual_school.network.calendar import MONDAY_TO_FRIDAY, Calendar, Shut, Span
from virtual_school.network.changes.calendar import TermOf, wrong_terms
from virtual_school.network.models import ClosureKind, Organisation, TermName
from virtual_school.timetable import days

FIRST = dt.date(2026, 9, 1)
DATES = st.integers(0, 330).map(lambda more: FIRST + dt.timedelta(days=more))
A_DAY = dt.timedelta(days=1)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Years as an authority might set them, with closures anywhere in them."""
    marks = sorted(draw(st.lists(DATES, min_size=6, max_size=6, unique=True)))
    terms = tuple(
        Span(2026, first, last, *draw(st.sampled_from([(None, None), _half(first, last)])))
        for first, last in zip(marks[::2], marks[1::2], strict=True)
    )
    shut = tuple(
        Shut(ClosureKind.CLOSED, first, first + dt.timedelta(days=draw(st.integers(0, 9))), "snow")
        for first in draw(st.lists(DATES, max_size=4))
    )
    return Calendar(draw(st.sampled_from([terms, ()])), shut)


def _half(first: dt.date, last: dt.date) -> tuple[dt.date | None, dt.date | None]:
    middle = first + (last - first) // 2
    return (middle, middle) if first < middle < last else (None, None)


@settings(max_examples=200, deadline=None)
@given(calendars(), DATES, st.integers(0, 60))
def test_what_is_counted_is_the_days(known: Calendar, first: dt.date, more: int) -> None:
    last = first + dt.timedelta(days=more)
    each = [on for on in days.every_day(first, last) if known(on)]
    assert school_days.count(first, last, known) == len(each) == len(days.school_days_from(first, last, known))
    assert all(on.isoweekday() <= 5 and known.off(on) is None for on in each)
    assert school_days.count(first, last, known) <= school_days.count(first, last)


@settings(max_examples=200, deadline=None)
@given(calendars(), DATES, st.integers(1, 15))
def test_so_many_days_on_and_back_again(known: Calendar, on: dt.date, number: int) -> None:
    on = school_days.coming(on, known)
    later = days.school_days_after(on, number, known)
    assert known(later) and later > on
    assert days.school_days_before(later, number, known) == on
    assert school_days.count(on + A_DAY, later, known) == number
    assert school_days.after(on, number + 1, known) == later


@settings(max_examples=100, deadline=None)
@given(DATES, st.integers(0, 40), st.integers(1, 20))
def test_without_dates_it_is_monday_to_friday(on: dt.date, more: int, number: int) -> None:
    last = on + dt.timedelta(days=more)
    assert school_days.count(on, last, MONDAY_TO_FRIDAY) == school_days.count(on, last)
    assert school_days.after(on, number, MONDAY_TO_FRIDAY) == school_days.after(on, number)
    assert days.next_on(on, 3, MONDAY_TO_FRIDAY) == days.next_on(on, 3)


def test_a_calendar_without_a_day_left_does_not_hang() -> None:
    always = Calendar(shut=(Shut(ClosureKind.CLOSED, dt.date(2000, 1, 1), dt.date(2100, 1, 1)),))
    assert days.school_days_after(FIRST, 1, always) == days.school_days_after(FIRST, 1)


@pytest.fixture
def school(cast: Cast) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-09-01", "School holiday"),
        ("2026-09-02", None),
        ("2026-10-26", "Half-term"),
        ("2026-11-02", None),
        ("2026-11-23", "Inset day: no pupils in school"),
        ("2026-11-24", "School closed: snow"),
        ("2026-12-21", "School holiday"),
        ("2027-08-31", "School holiday"),
        # Of the years around nothing is known.
        ("2026-08-28", None),
        ("2027-09-01", None),
    ],
)
def test_the_reason_is_said(school: Organisation, on: str, words: str | None) -> None:
    make_calendar.terms(school)
    make_calendar.closure(school, day("2026-11-23"), kind=ClosureKind.INSET, because="training")
    make_calendar.closure(school, day("2026-11-24"))
    make_calendar.closure(school, day("2026-11-25"), ended_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    known = calendar.calendars([school.id], day(on), day(on)).get(school.id, MONDAY_TO_FRIDAY)
    off = known.off(day(on))
    assert (off.words if off else None) == words
    assert known(day("2026-11-25"))


def test_one_site_closed_leaves_the_rest_open(school: Organisation) -> None:
    lower = make_calendar.site(school)
    make_calendar.closure(school, day("2026-11-24"), site_id=lower.id)
    known = calendar.school_days(school.id)
    assert known(day("2026-11-24"))
    assert known.off(day("2026-11-24"), "Room 4, Lower site") and not known.off(day("2026-11-24"), "Lower sitting room")
    assert [shut.site for shut in known.part_closed(day("2026-11-24"))] == ["Lower site"]


def test_calendars_of_many_are_one_question(app: object, client: object, school: Organisation) -> None:
    others = [make.organisation(f"School {number}") for number in range(12)]
    for one in others:
        make.member(one)
        make_calendar.terms(one)
        make_calendar.closure(one, day("2026-11-24"))
    client.statements.start()  # type: ignore[attr-defined]
    found = calendar.calendars([one.id for one in others], day("2026-11-01"), day("2026-11-30"))
    assert len(client.statements.queries) == 1 and len(found) == 12  # type: ignore[attr-defined]
    assert all(len(one.terms) == 3 and len(one.shut) == 1 for one in found.values())


def test_what_the_network_never_knew_is_not_asked_of(school: Organisation) -> None:
    elsewhere = make.organisation("A school of another network")
    make_calendar.terms(elsewhere)
    assert calendar.school_days(elsewhere.id) == MONDAY_TO_FRIDAY and not calendar.school_days(school.id).terms


def terms(**other: tuple[str, ...]) -> list[TermOf]:
    dates = {name.value: dates for name, dates in make_calendar.DATES.items()} | other
    return [TermOf(name, *(day(one) if one else None for one in dates[name.value])) for name in TermName]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({}, None),
        ({"spring": ("2026-12-10", "2027-03-25", "", "")}, "after the one before it"),
        ({"spring": ("2027-03-25", "2027-01-04", "", "")}, "after the one before it"),
        ({"spring": ("2027-01-04", "2027-03-25", "2027-02-15", "")}, "first and a last day"),
        ({"spring": ("2027-01-04", "2027-03-25", "2027-04-01", "2027-04-02")}, "within its term"),
        ({"autumn": ("2025-09-01", "2026-12-18", "", "")}, "not of the school year 2026/27"),
        ({"summer": ("2027-04-12", "2027-09-21", "", "")}, "not of the school year 2026/27"),
    ],
)
def test_wrong_dates_say_what_is_wrong(wrong: dict[str, tuple[str, ...]], words: str | None) -> None:
    found = wrong_terms(2026, terms(**wrong))
    assert (found is None) if words is None else (found is not None and words in found)


def test_two_terms_are_no_year() -> None:
    assert wrong_terms(2026, terms()[:2])
