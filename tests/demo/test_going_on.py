"""The days after the first: each real day is another Tuesday, and something has happened in between."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa

from tests.demo.conftest import Loaded
from virtual_school.attendance.models import ProviderMark
from virtual_school.attendance.queries import not_seen
from virtual_school.core import checking, clock, here
from virtual_school.core.db import begin, db, enter_network, in_force, writing
from virtual_school.core.jobs import Later, Run
from virtual_school.demo.crowd import MENTORS
from virtual_school.demo.going_on import go_on, viewer
from virtual_school.demo.jobs import GO_ON, keep_going
from virtual_school.home import queries as home
from virtual_school.identity.models import Account, Membership
from virtual_school.learning import queries as learning
from virtual_school.network import own_clock
from virtual_school.network.models import Network
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Away, Programme
from virtual_school.referrals.models import Decision, DecisionMember, DecisionOutcome, Meeting
from virtual_school.referrals.queries import offer as offers
from virtual_school.referrals.queries import panel as panels

MORNING = dt.time(10, 30)
A_DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 11, 24)


def acting(name: str, role: Role) -> Viewer:
    account = db.session.scalars(sa.select(Account).where(Account.name == name)).one()
    return viewer(account.id, (role,))


def day_after(going: Loaded, days: int) -> dt.datetime:
    """Half past ten, so many real days after it was loaded."""
    network = db.session.get_one(Network, going.network_id)
    assert network.demo_anchor is not None
    on = clock.local(network.demo_anchor).date() + dt.timedelta(days=days)
    return dt.datetime.combine(on, MORNING, clock.LONDON)


@contextmanager
def on_day(going: Loaded, days: int) -> Iterator[None]:
    """At half past ten of that day of the demonstration, in its network."""
    with clock.freeze(day_after(going, days)):
        entered = here.enter(own_clock.here(db.session.get_one(Network, going.network_id), clock.real()))
        try:
            yield
        finally:
            here.leave(entered)


def test_the_first_ten_days_are_alive(going: Loaded) -> None:
    seen = Seen()
    for days in range(11):
        with on_day(going, days):
            go_on(lambda: None)
            is_alive(going)
            seen.look(days)
    begin(write=False)
    assert not list(checking.run([going.network_id]))
    seen.hold()


@dataclass
class Seen:
    """What there was to see on each of the days."""

    opened: list[int] = field(default_factory=list)
    away: list[int] = field(default_factory=list)
    not_seen: list[int] = field(default_factory=list)
    to_follow: list[int] = field(default_factory=list)
    contact: list[float] = field(default_factory=list)
    decided: list[int] = field(default_factory=list)
    programmes: list[int] = field(default_factory=list)
    caseloads: set[int] = field(default_factory=set)

    def look(self, days: int) -> None:
        today = clock.today()
        mentors = [acting(name, Role.MENTOR) for name in MENTORS]
        desks = [home.desk(mentor, "") for mentor in mentors]
        self.opened.append(count(Away, Away.starts_on <= today))
        self.away.append(count(Away, in_force(Away, today)))
        self.not_seen.append(sum(len(desk.not_seen) for desk in desks))
        reasons = [reason.rule.key for desk in desks for one in desk.contact for reason in one.reasons]
        self.to_follow.append(reasons.count("away"))
        self.contact.append(sum(len(desk.contact) for desk in desks) / sum(len(desk.cases) for desk in desks))
        self.decided.append(count(Decision))
        self.programmes.append(count(Programme, in_force(Programme, today)))
        self.caseloads |= {len(desk.cases) for desk in desks}
        late = sa.select(Meeting.id).where(Meeting.closed_at.is_(None), Meeting.starts_at < clock.now() - A_DAY)
        assert not db.session.scalars(late).all(), today

    def hold(self) -> None:
        assert all(after > before for before, after in pairwise(self.opened)), self.opened
        assert all(8 <= many <= 16 for many in self.away), self.away
        assert sum(many > 0 for many in self.not_seen) >= 10, self.not_seen
        assert sum(many > 0 for many in self.to_follow) >= 5, self.to_follow
        # After a holiday nearly everybody waits for a word.
        assert sum(share < 0.8 for share in self.contact) >= 8, self.contact
        assert self.decided[-1] >= self.decided[0] + 6, self.decided
        assert self.programmes[-1] > self.programmes[0], self.programmes
        assert self.caseloads <= set(range(8, 15)), self.caseloads


def test_a_meeting_whose_day_has_passed_was_held(going: Loaded) -> None:
    """Reece is decided on by members of other schools, his family told the next morning, and the head asked."""
    meeting = db.session.scalars(sa.select(Meeting).where(Meeting.closed_at.is_(None))).one()
    called, meeting_id = meeting.starts_at, meeting.id
    with on_day(going, 1):
        go_on(lambda: None)
        enter_network(going.network_id)
        held = db.session.get_one(Meeting, meeting_id)
        row = db.session.scalars(sa.select(Decision).order_by(Decision.decided_at.desc()).limit(1)).one()
        assert held.closed_at is not None and clock.local(held.closed_at).date() == clock.local(called).date()
        assert row.outcome is DecisionOutcome.OFFER and row.decided_at > called
        assert row.told_at is not None and clock.local(row.told_at).isoweekday() == 3
        margaret = acting("Margaret Holt", Role.HEADTEACHER)
        assert [name for _id, name, told in offers.waits_for_head(margaret) if told] == ["Reece"]
        there = sa.select(DecisionMember.counted).where(DecisionMember.decision_id == row.id)
        counted = db.session.scalars(there).all()
        assert sorted(counted) == [False, True, True]
        assert panels.meetings(acting("Pia Lorne", Role.PANEL_CLERK), whole=False)[0].closed_at is None


def test_on_its_own_day_a_meeting_is_for_whoever_runs_it(going: Loaded) -> None:
    with on_day(going, 0):
        go_on(lambda: None)
        enter_network(going.network_id)
        meeting = panels.meetings(acting("Pia Lorne", Role.PANEL_CLERK), whole=False)[0]
        assert meeting.closed_at is None and clock.local(meeting.starts_at).date() == clock.today()


def test_what_a_visitor_ended_stops_nothing_else(going: Loaded) -> None:
    """No clerk any more: nobody holds the meeting, and the rest goes on."""
    with writing():
        clerk = db.session.scalars(sa.select(Account.id).where(Account.name == "Pia Lorne")).one()
        db.session.execute(sa.update(Membership).where(Membership.account_id == clerk).values(ends_on=FIRST))
    with on_day(going, 1):
        go_on(lambda: None)
        enter_network(going.network_id)
        assert count(Meeting, Meeting.closed_at.is_(None)) == 1
        assert count(Away, Away.starts_on > FIRST)
        assert count(ProviderMark, ProviderMark.on == clock.today())


def count(table: Any, *conditions: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0


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
