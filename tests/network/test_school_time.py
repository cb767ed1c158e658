"""School time: what somebody waits for is counted in the minutes in which somebody else can be expected to look."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make, make_calendar
from tests.cast import Cast
from tests.client import Client
from tests.make_calendar import day
from virtual_school.core import clock, school_days
from virtual_school.core.db import db
from virtual_school.network import own_clock, school_time
from virtual_school.network.calendar import Calendar, Shut, Span
from virtual_school.network.models import ClosureKind, Network, Organisation
from virtual_school.network.school_time import SchoolTime

PLAIN = SchoolTime()


def at(written: str) -> dt.datetime:
    """'2026-11-20 15:25' as a clock in England shows it."""
    return dt.datetime.fromisoformat(written).replace(tzinfo=clock.LONDON).astimezone(dt.UTC)


@pytest.fixture
def school(cast: Cast) -> Organisation:
    found = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    make_calendar.terms(found)
    return found


# By the clock on the wall ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "is_one"),
    [
        ("2026-11-20 08:59", False),
        ("2026-11-20 09:00", True),
        ("2026-11-20 12:45", True),  # somebody is there at dinner time as well
        ("2026-11-20 15:29", True),
        ("2026-11-20 15:30", False),
        ("2026-11-20 16:00", False),
        ("2026-11-20 00:00", False),
        ("2026-11-21 10:00", False),
        ("2026-11-22 10:00", False),
    ],
)
def test_when_it_is(moment: str, is_one: bool) -> None:
    assert PLAIN.is_school_time(at(moment)) is is_one


@pytest.mark.parametrize(
    ("moment", "minutes", "then"),
    [
        ("2026-11-20 10:00", 15, "2026-11-20 10:15"),
        ("2026-11-20 15:25", 15, "2026-11-23 09:10"),
        ("2026-11-20 15:15", 15, "2026-11-20 15:30"),
        ("2026-11-20 15:30", 15, "2026-11-23 09:15"),
        ("2026-11-20 16:00", 15, "2026-11-23 09:15"),
        ("2026-11-20 00:00", 15, "2026-11-20 09:15"),
        ("2026-11-19 23:59", 30, "2026-11-20 09:30"),
        ("2026-11-20 09:00", 390, "2026-11-20 15:30"),
        ("2026-11-20 09:00", 391, "2026-11-23 09:01"),
        ("2026-11-20 16:00", 0, "2026-11-20 16:00"),
        # The hour that comes twice, and the hour that is not there: between a Friday and the Monday after it.
        ("2026-10-23 15:25", 15, "2026-10-26 09:10"),
        ("2027-03-26 15:25", 15, "2027-03-29 09:10"),
        ("2026-10-25 01:30", 15, "2026-10-26 09:15"),
        ("2027-03-28 00:59", 15, "2027-03-29 09:15"),
    ],
)
def test_so_many_minutes_later(moment: str, minutes: int, then: str) -> None:
    assert PLAIN.after(at(moment), minutes) == at(then)


@pytest.mark.parametrize(("moment", "utc"), [("2026-10-23 16:00", "09:00"), ("2027-03-26 16:00", "08:00")])
def test_the_hour_that_changes_moves_the_morning_in_utc_alone(moment: str, utc: str) -> None:
    begins = PLAIN.next_begins(at(moment))
    assert clock.local(begins).time() == dt.time(9) and begins.tzinfo is dt.UTC
    assert f"{begins:%H:%M}" == utc and begins == PLAIN.after(at(moment), 1) - dt.timedelta(minutes=1)


def test_in_the_hour_that_comes_twice_both_times_wait_alike() -> None:
    first = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    second = first + dt.timedelta(hours=1)
    assert clock.local(first).time() == clock.local(second).time() == dt.time(1, 30)
    assert PLAIN.after(first, 15) == PLAIN.after(second, 15) == at("2026-10-26 09:15")


def test_the_next_beginning_is_later_than_now() -> None:
    assert PLAIN.next_begins(at("2026-11-20 08:59")) == at("2026-11-20 09:00")
    assert PLAIN.next_begins(at("2026-11-20 09:00")) == at("2026-11-23 09:00")


def test_a_day_that_crosses_the_change_has_its_own_length() -> None:
    """No school is open then; but if one were, its minutes are those that go by."""
    night = SchoolTime(lambda on: True, 0, 4 * 60)
    assert night.after(at("2026-10-25 00:00"), 5 * 60) == at("2026-10-25 04:00")
    assert night.after(at("2027-03-28 00:00"), 3 * 60) == at("2027-03-28 04:00")


# By a school's own days -----------------------------------------------------------------------------------------------


def test_half_term_is_waited_out(school: Organisation) -> None:
    assert school_time.after(at("2026-10-23 15:25"), 15, school.id) == at("2026-11-02 09:10")
    assert not school_time.is_school_time(at("2026-10-27 10:00"), school.id)
    assert school_time.is_school_time(at("2026-10-27 10:00"))
    assert school_time.next_begins(at("2026-12-18 15:00"), school.id) == at("2027-01-04 09:00")


def test_an_inset_day_is_of_one_school_alone(school: Organisation, cast: Cast) -> None:
    make_calendar.closure(school, day("2026-11-23"), kind=ClosureKind.INSET, because="training")
    other = cast.larkdale.organisations["ashfold"]
    assert school_time.after(at("2026-11-20 15:25"), 15, school.id) == at("2026-11-24 09:10")
    for elsewhere in (other, None):
        assert school_time.after(at("2026-11-20 15:25"), 15, elsewhere) == at("2026-11-23 09:10")


def test_snow_in_the_middle_of_what_is_waited_for(school: Organisation) -> None:
    make_calendar.closure(school, day("2026-11-24"), day("2026-11-25"))
    assert school_time.after(at("2026-11-23 15:20"), 30, school.id) == at("2026-11-26 09:20")


def test_one_site_that_is_closed_stops_nobody(school: Organisation) -> None:
    make_calendar.closure(school, day("2026-11-24"), site_id=make_calendar.site(school).id)
    assert school_time.is_school_time(at("2026-11-24 10:00"), school.id)


def test_without_terms_it_is_monday_to_friday(cast: Cast) -> None:
    bare = make.organisation("A school without dates")
    make.member(bare)
    assert school_time.after(at("2026-10-23 15:25"), 15, bare.id) == at("2026-10-26 09:10")
    assert school_time.is_school_time(at("2026-12-25 10:00"), bare.id), "nothing is known of it"


def test_a_school_that_never_opens_again_has_an_answer() -> None:
    always = Calendar(shut=(Shut(ClosureKind.CLOSED, dt.date(2000, 1, 1), dt.date(2100, 1, 1)),))
    shut = SchoolTime(always)
    assert shut.after(at("2026-11-20 16:00"), 15) > at("2026-11-20 16:00")
    assert shut.next_begins(at("2026-11-20 16:00")) > at("2026-11-20 16:00")


@pytest.fixture
def demonstration() -> Iterator[None]:
    token = school_days.enter(own_clock.is_holiday)
    yield
    school_days.leave(token)


@pytest.mark.usefixtures("demonstration")
def test_the_holidays_of_a_demonstration(cast: Cast) -> None:
    assert school_time.after(at("2026-10-23 15:25"), 15) == at("2026-11-02 09:10")
    assert school_time.after(at("2026-12-18 15:25"), 15) == at("2027-01-04 09:10")


# By a network's own hours ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "then"),
    [
        ({"am_begins": 8 * 60 + 30, "pm_ends": 15 * 60}, "2026-11-23 08:35"),
        ({"am_begins": 16 * 60, "pm_ends": 15 * 60}, "2026-11-23 09:05"),  # hours that are none: the usual ones
        ({"am_begins": 0, "pm_ends": 48 * 60}, "2026-11-23 09:05"),
    ],
)
def test_the_hours_are_the_networks(cast: Cast, numbers: dict[str, int], then: str) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = {**network.numbers, **numbers}
    db.session.flush()
    assert school_time.after(at("2026-11-20 15:30"), 5) == at(then)


def test_of_many_it_is_as_many_questions_as_of_one(client: Client, school: Organisation) -> None:
    several = [school.id, *(make.organisation(f"School {n}").id for n in range(8))]
    client.statements.start()
    each = school_time.of_each(several, at("2026-11-20 15:25"))
    assert len(client.statements.queries) == 2, "the calendars, and the network's hours"
    assert set(each) == set(several)
    client.statements.start()
    assert all(one.after(at("2026-11-20 15:25"), 15) == at("2026-11-23 09:10") for one in each.values())
    assert not client.statements.queries


# Whatever the dates are -----------------------------------------------------------------------------------------------

FIRST = dt.datetime(2026, 8, 25, tzinfo=dt.UTC)
MOMENTS = st.integers(0, 340 * 24 * 60 * 60).map(lambda more: FIRST + dt.timedelta(seconds=more))
MINUTES = st.integers(0, 1500)


@st.composite
def times(draw: st.DrawFn) -> SchoolTime:
    dates = st.integers(0, 340).map(lambda more: FIRST.date() + dt.timedelta(days=more))
    first, last = sorted(draw(st.tuples(dates, dates)))
    shut = tuple(
        Shut(ClosureKind.CLOSED, on, on + dt.timedelta(days=draw(st.integers(0, 9))), "snow")
        for on in draw(st.lists(dates, max_size=4))
    )
    terms = draw(st.sampled_from([(), (Span(2026, first, last),)]))
    begins = draw(st.integers(0, 1400))
    return SchoolTime(Calendar(terms, shut), begins, draw(st.integers(begins + 1, 1439)))


@settings(max_examples=300, deadline=None)
@given(times(), MOMENTS, MINUTES, MINUTES)
def test_waiting_twice_is_waiting_for_both(known: SchoolTime, moment: dt.datetime, one: int, more: int) -> None:
    assert known.after(known.after(moment, one), more) == known.after(moment, one + more)


@settings(max_examples=300, deadline=None)
@given(times(), MOMENTS, MOMENTS, MINUTES, MINUTES)
def test_who_asks_later_or_for_longer_waits_till_later(
    known: SchoolTime, moment: dt.datetime, other: dt.datetime, minutes: int, more: int
) -> None:
    first, last = sorted((moment, other))
    assert known.after(first, minutes) <= known.after(last, minutes)
    assert known.after(first, minutes) <= known.after(first, minutes + more)


@settings(max_examples=300, deadline=None)
@given(times(), MOMENTS, st.integers(1, 1500))
def test_it_ends_within_school_time_and_takes_at_least_as_long(
    known: SchoolTime, moment: dt.datetime, minutes: int
) -> None:
    then = known.after(moment, minutes)
    assert known.is_school_time(then - dt.timedelta(seconds=1))
    assert then - moment >= dt.timedelta(minutes=minutes)


@settings(max_examples=300, deadline=None)
@given(times(), MOMENTS)
def test_between_now_and_the_next_beginning_none_begins(known: SchoolTime, moment: dt.datetime) -> None:
    begins = known.next_begins(moment)
    assert begins > moment and known.is_school_time(begins)
    assert not known.is_school_time(begins - dt.timedelta(seconds=1)) or known.begins == 0
    if not known.is_school_time(moment):
        assert known.after(moment, 1) == begins + dt.timedelta(minutes=1)
