"""The days after the first: each real day is another Tuesday, and something has happened in between."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.demo.conftest import Loaded
from virtual_school.attendance.models import ProviderMark
from virtual_school.attendance.queries import not_seen
from virtual_school.core import checking, clock, here
from virtual_school.core.db import begin, db, enter_network
from virtual_school.core.jobs import Later, Run
from virtual_school.demo.going_on import go_on, viewer
from virtual_school.demo.jobs import GO_ON, keep_going
from virtual_school.home import queries as home
from virtual_school.identity.models import Account
from virtual_school.learning import queries as learning
from virtual_school.network import own_clock
from virtual_school.network.models import Network
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

MORNING = dt.time(10, 30)


def acting(name: str, role: Role) -> Viewer:
    account = db.session.scalars(sa.select(Account).where(Account.name == name)).one()
    return viewer(account.id, (role,))


def day_after(going: Loaded, days: int) -> dt.datetime:
    """Half past ten, so many real days after it was loaded."""
    network = db.session.get_one(Network, going.network_id)
    assert network.demo_anchor is not None
    on = clock.local(network.demo_anchor).date() + dt.timedelta(days=days)
    return dt.datetime.combine(on, MORNING, clock.LONDON)


def test_the_first_five_days_are_alive(going: Loaded) -> None:
    for days in range(6):
        with clock.freeze(day_after(going, days)):
            network = db.session.get_one(Network, going.network_id)
            entered = here.enter(own_clock.here(network, clock.real()))
            try:
                go_on(lambda: None)
                is_alive(going)
            finally:
                here.leave(entered)
    begin(write=False)
    assert not list(checking.run([going.network_id]))


def is_alive(going: Loaded) -> None:
    enter_network(going.network_id)
    today = clock.today()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ProviderMark).where(ProviderMark.on == today))
    ellie, dani = acting("Ellie Marsh", Role.PUPIL), acting("Dani Okafor", Role.MENTOR)
    assert learning.today(ellie).next, today
    desk = home.desk(dani, "")
    assert desk.cases and not_seen(dani, clock.now()), today
    assert learning.waiting(acting("Helen Lunt", Role.TEACHER)), today


def test_twice_is_once(going: Loaded) -> None:
    many = sa.select(sa.func.count()).select_from(ProviderMark)
    with clock.freeze(day_after(going, 1)):
        entered = here.enter(own_clock.here(db.session.get_one(Network, going.network_id), clock.real()))
        try:
            go_on(lambda: None)
            enter_network(going.network_id)
            once = db.session.scalar(many)
            go_on(lambda: None)
            assert db.session.scalar(many) == once
        finally:
            here.leave(entered)


def test_on_the_real_day_nothing_happens_by_itself(going: Loaded) -> None:
    network = db.session.get_one(Network, going.network_id)
    network.demo_real_day = True
    db.session.commit()
    many = sa.select(sa.func.count()).select_from(ProviderMark)
    before = db.session.scalar(many)
    with clock.freeze(day_after(going, 1)), pytest.raises(Later):
        keep_going(Run(going.network_id, GO_ON, {}, 1, going.network_id, None, GO_ON, "a test"))
    assert db.session.scalar(many) == before
