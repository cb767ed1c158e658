"""A demonstration's own clock: always a Tuesday in term, always forwards, and no clock at all for a real network."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.network import own_clock
from virtual_school.network.models import Network

OPENS = dt.date(2026, 11, 24)
ANCHOR = dt.datetime(2027, 3, 3, 9, 30, tzinfo=dt.UTC)


def network(**values: object) -> Network:
    kept = {"is_demonstration": True, "demo_anchor": ANCHOR, "demo_opens_on": OPENS, "demo_real_day": False}
    return Network(**kept | values)


def test_it_opens_on_its_day_at_the_real_time_of_day() -> None:
    found = own_clock.moment(network(), ANCHOR)
    assert found == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


def test_it_is_always_a_tuesday_in_term_and_never_goes_back() -> None:
    before = dt.datetime.min.replace(tzinfo=dt.UTC)
    for hours in range(0, 24 * 400, 7):
        real = ANCHOR + dt.timedelta(hours=hours)
        found = own_clock.moment(network(), real)
        assert found is not None
        here = clock.local(found)
        assert found >= before, real
        assert here.isoweekday() == 2
        assert own_clock.in_term(here.date())
        before = found


def test_another_day_there_for_every_day_here() -> None:
    days = [own_clock.nth_tuesday(OPENS, n) for n in range(5)]
    assert days == [dt.date(2026, 11, 24), *(dt.date(2026, 12, day) for day in (1, 8, 15)), dt.date(2027, 1, 5)]


@pytest.mark.parametrize(
    "on",
    [
        dt.date(2026, 10, 27),
        dt.date(2026, 12, 22),
        dt.date(2027, 2, 16),
        dt.date(2027, 3, 30),
        dt.date(2027, 6, 1),
        dt.date(2027, 8, 10),
    ],
)
def test_holidays_are_left_out(on: dt.date) -> None:
    assert not own_clock.in_term(on)


@pytest.mark.parametrize("year, on", [(2026, (4, 5)), (2027, (3, 28)), (2030, (4, 21)), (2038, (4, 25))])
def test_easter(year: int, on: tuple[int, int]) -> None:
    assert own_clock.easter_sunday(year) == dt.date(year, *on)


@pytest.mark.parametrize(
    "values", [{"is_demonstration": False}, {"demo_real_day": True}, {"demo_opens_on": None}, {"demo_anchor": None}]
)
def test_everywhere_else_it_is_the_real_time(values: dict[str, object]) -> None:
    assert own_clock.moment(network(**values), ANCHOR) is None


def open_clock(cast: Cast) -> Network:
    here = db.session.get_one(Network, cast.larkdale.network_id)
    here.is_demonstration, here.demo_anchor, here.demo_opens_on = True, clock.real(), OPENS
    db.session.commit()
    return here


def test_every_page_runs_by_it_and_says_so(app: App, cast: Cast, client_of: Callable[[Person], Client]) -> None:
    here = open_clock(cast)
    page = client_of(cast.dani).get("/devices")
    assert "Tuesday 24 November" in page.text
    assert clock.now() - clock.real() < dt.timedelta(seconds=1)
    here = db.session.get_one(Network, here.id)
    assert not here.demo_real_day


def test_anybody_there_can_see_the_real_day(app: App, cast: Cast, client_of: Callable[[Person], Client]) -> None:
    network_id = open_clock(cast).id
    client = client_of(cast.ellie)
    client.get("/devices")
    answer = client.post("/demonstration/day", {"real": "1", "next": "/devices"})
    assert (answer.status_code, answer.location) == (303, "/devices")
    assert db.session.get_one(Network, network_id).demo_real_day
    assert "You see the real day" in client.get("/devices").text


def test_a_real_network_has_no_such_switch(app: App, cast: Cast, client_of: Callable[[Person], Client]) -> None:
    client = client_of(cast.ellie)
    client.get("/devices")
    assert client.post("/demonstration/day", {"real": "1"}, 404).status_code == 404
