"""Quiet hours over midnight and over the hour that changes; the hour of a letter."""

import datetime as dt

import pytest

from tests.notices.told import at
from virtual_school.core import clock
from virtual_school.notices.hours import Quiet, is_due, quiet_ends

NIGHT = Quiet(20 * 60, 7 * 60)


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        (at(17, 19, 59), None),
        (at(17, 20), at(18, 7)),
        (at(17, 23, 59), at(18, 7)),
        (at(18, 0), at(18, 7)),
        (at(18, 6, 59), at(18, 7)),
        (at(18, 7), None),
        # Both nights in which the clocks change end at seven by the clock on the wall.
        (at(28, 23, month=3), at(29, 7, month=3)),
        (at(24, 23, month=10), at(25, 7, month=10)),
    ],
)
def test_the_night_ends_in_the_morning(moment: dt.datetime, ends: dt.datetime | None) -> None:
    assert quiet_ends(moment, NIGHT) == (ends and ends.astimezone(dt.UTC))


def test_hours_that_begin_and_end_alike_are_none() -> None:
    assert quiet_ends(at(17, 12), Quiet(720, 720)) is None


def test_within_one_day() -> None:
    assert quiet_ends(at(17, 13), Quiet(12 * 60, 14 * 60)) == at(17, 14).astimezone(dt.UTC)


@pytest.mark.parametrize("minute", [0, 10, 29])
def test_what_ends_in_the_hour_that_comes_twice_always_ends_later(minute: int) -> None:
    """Else a job that is put off until then were run again at once, over and over."""
    quiet = Quiet(23 * 60, 90)
    for fold in (0, 1):
        moment = dt.datetime(2026, 10, 25, 1, minute, tzinfo=clock.LONDON, fold=fold)
        ends = quiet_ends(moment, quiet)
        assert ends is not None and ends > moment.astimezone(dt.UTC)


def test_in_the_hour_that_never_comes() -> None:
    ends = quiet_ends(dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC), Quiet(23 * 60, 90))
    assert ends == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("moment", "due"), [(at(17, 15, 59), False), (at(17, 16), True), (at(17, 21, 59), True), (at(17, 22), False)]
)
def test_the_hour_of_a_letter(moment: dt.datetime, due: bool) -> None:
    assert is_due(moment, 16 * 60) is due


def test_an_hour_late_in_the_day_is_still_an_hour() -> None:
    assert is_due(at(17, 22, 30), 22 * 60)
