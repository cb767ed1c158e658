"""The one clock: what holds it, and that a run of the tests is one day."""

import datetime as dt

import pytest

from tests.one_day import BEGINS, behind
from virtual_school.core import clock


def test_every_reading_of_a_run_is_as_far_behind_the_world() -> None:
    world = dt.datetime.now(dt.UTC) - clock.BEHIND
    assert abs(clock.now() - world) < dt.timedelta(seconds=5) and abs(clock.real() - world) < dt.timedelta(seconds=5)


@pytest.mark.parametrize(
    ("started", "begins"),
    [
        (dt.datetime(2026, 11, 23, 10), dt.datetime(2026, 11, 23, 10)),
        (dt.datetime(2026, 11, 24, 0, 1), dt.datetime(2026, 11, 23, 10)),
        (dt.datetime(2026, 11, 29, 23, 14), dt.datetime(2026, 11, 23, 10)),
        (dt.datetime(2026, 11, 30, 9, 59, 59), dt.datetime(2026, 11, 23, 10)),
        (dt.datetime(2026, 10, 25, 4), dt.datetime(2026, 10, 19, 10)),  # the night in which the clocks go back
    ],
)
def test_a_run_begins_on_a_monday_at_ten(started: dt.datetime, begins: dt.datetime) -> None:
    here = started.replace(tzinfo=clock.LONDON)
    lived = dt.datetime.fromtimestamp(here.timestamp() - behind(here), clock.LONDON)
    assert lived.replace(tzinfo=None) == begins and lived.time() == BEGINS


def test_a_held_clock_is_let_go_again() -> None:
    noon = dt.datetime(2026, 9, 1, 12, tzinfo=clock.LONDON)
    with clock.freeze(noon):
        assert clock.now() == clock.real() == noon
        with clock.pretend(noon + dt.timedelta(days=1)):
            assert clock.now() - clock.real() == dt.timedelta(days=1)
    assert clock.now() != noon and clock.today() == clock.local(clock.now()).date()
