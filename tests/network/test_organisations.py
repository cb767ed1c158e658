"""The pages of one organisation: who may say when it is open, and what that does the next moment."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_calendar, make_timetable
from tests.cast import Cast, Person
from tests.client import Client
from tests.make_calendar import day
from virtual_school.attendance import queries as attendance
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db, enter_network
from virtual_school.core.errors import Refused
from virtual_school.identity.models import Account
from virtual_school.network import actions, changes, policy
from virtual_school.network.models import Closure, Organisation, TermDate
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil
from virtual_school.timetable import queries as timetable
from virtual_school.timetable.models import Session, SlotBasis, SlotKind

Acting = Callable[[Person], Viewer]
TUESDAY = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)


@pytest.fixture
def school(cast: Cast) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])


@pytest.fixture
def college(cast: Cast) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations["college"])


@pytest.fixture
def child(cast: Cast, school: Organisation, college: Organisation) -> Pupil:
    """Dani's pupil: at school in the morning, at the college in the afternoon."""
    dani = db.session.get_one(Account, cast.dani.account_id)
    pupil = make.pupil("Robin Vale")
    make.enrolment(pupil, school)
    make.care_link(dani, pupil)
    here = make_timetable.footing(pupil, dani, place=school)
    there = make_timetable.footing(pupil, dani, SlotKind.COLLEGE, SlotBasis.OFF_SITE_ACTIVITY, place=college)
    pattern = make_timetable.pattern(pupil)
    for weekday in range(1, 6):
        make_timetable.slot(pattern, weekday, Session.AM, here)
        make_timetable.slot(pattern, weekday, Session.PM, there)
    return pupil


def offs(pupil: Pupil, on: str) -> list[str]:
    return [half.off for half in timetable.unveiled([pupil.id], day(on), day(on))[pupil.id][0].halves]


def test_each_place_follows_its_own_dates(child: Pupil, school: Organisation, college: Organisation) -> None:
    make_calendar.terms(school)
    make_calendar.closure(school, day("2026-11-24"))
    # The college has no dates yet: it follows the school's terms, and never the school's snow.
    assert offs(child, "2026-10-27") == ["Half-term", "Half-term"]
    assert offs(child, "2026-11-24") == ["School closed: snow", ""]
    own = make_calendar.terms(college)
    own[0].half_starts_on, own[0].half_ends_on = day("2026-10-19"), day("2026-10-23")
    db.session.flush()
    assert offs(child, "2026-10-27") == ["Half-term", ""]
    assert offs(child, "2026-10-20") == ["", "Half-term"]
    make_calendar.closure(college, day("2026-11-25"), because="no heating")
    assert offs(child, "2026-11-25") == ["", "Closed: no heating"]


def test_nobody_is_expected_where_it_is_closed(cast: Cast, acting: Acting, child: Pupil, school: Organisation) -> None:
    with clock.freeze(TUESDAY):
        dani = acting(cast.dani)
        assert child.id in {one.pupil_id for one in attendance.not_seen(dani, clock.now())}
        make_calendar.closure(school, clock.today())
        db.session.flush()
        assert child.id not in {one.pupil_id for one in attendance.not_seen(dani, clock.now())}
        morning, afternoon = attendance.facts(dani, [child.id], clock.today(), clock.today())[child.id]
        assert not morning.is_expected and afternoon.is_expected


def test_a_snow_day_in_two_taps(client: Client, cast: Cast, child: Pupil, school: Organisation) -> None:
    with clock.freeze(TUESDAY):
        client.sign_in(cast.head).get("/organisations/ours", 302)
        client.follow()
        client.submit("#today form", because="snow")
        client.follow()
        assert "Closed: snow" in client.words()
        row = db.session.scalars(sa.select(Closure).where(Closure.starts_on == clock.today())).one()
        assert (row.organisation_id, row.site_id, row.made_by) == (school.id, None, cast.head.account_id)
        assert offs(child, "2026-11-24") == ["School closed: snow", ""]
        client.sign_in(cast.dani).get(f"/pupils/{child.id}/week")
        assert "School closed: snow" in client.words()
        client.sign_in(cast.head).get(f"/organisations/{school.id}")
        client.submit(f"form[action*='{row.id}']")
        assert offs(child, "2026-11-24") == ["", ""]
        told = db.session.scalars(sa.select(AuditEvent.event).order_by(AuditEvent.id)).all()
        assert [said for said in told if said.startswith("closure")] == ["closure.made", "closure.ended"]


def test_pressed_twice_is_closed_once(client: Client, cast: Cast, school: Organisation) -> None:
    client.sign_in(cast.head).get(f"/organisations/{school.id}")
    url, typed = f"/organisations/{school.id}/closed-today", {"because": "snow"}
    client.post(url, typed | {"once": "one"})
    client.post(url, typed | {"once": "one"})
    client.post(url, typed | {"once": "two"}, 422)
    assert "closed then already" in client.words()
    assert len(db.session.scalars(sa.select(Closure).where(Closure.starts_on == clock.today())).all()) == 1


def test_open_again_keeps_the_days_that_are_past(client: Client, cast: Cast, school: Organisation) -> None:
    with clock.freeze(TUESDAY):
        row = make_calendar.closure(school, day("2026-11-23"), day("2026-11-27"))
        client.sign_in(cast.head).post(f"/organisations/{school.id}/closures/{row.id}/end", {})
        held = db.session.get_one(Closure, row.id)
        assert (held.ends_on, held.ended_at) == (day("2026-11-23"), None)


def test_a_year_is_entered_at_once_and_copied(client: Client, cast: Cast, school: Organisation) -> None:
    county = db.session.get_one(Organisation, cast.larkdale.organisations["county"])
    make_calendar.terms(county)
    with clock.freeze(TUESDAY):
        client.sign_in(cast.head).get(f"/organisations/{school.id}/terms/2026?of={county.id}")
        client.submit("form[method=post][action*=terms]")
        rows = db.session.scalars(sa.select(TermDate).where(TermDate.organisation_id == school.id)).all()
        assert len(rows) == 3 and {row.version for row in rows} == {1}
        client.get(f"/organisations/{school.id}/terms/2026")
        client.submit("form[method=post][action*=terms]", spring_ends_on="2026-01-01", status=422)
        assert "A term begins after the one before it" in client.words()


def test_two_who_change_the_dates_at_once(client: Client, cast: Cast, school: Organisation) -> None:
    make_calendar.terms(school)
    with clock.freeze(TUESDAY):
        url = f"/organisations/{school.id}/terms/2026"
        client.sign_in(cast.head).get(url)
        client.submit("form[method=post][action*=terms]", autumn_ends_on="2026-12-17")
        dates = {
            f"{name.value}_{field}": value
            for name, written in make_calendar.DATES.items()
            for field, value in zip(("starts_on", "ends_on", "half_starts_on", "half_ends_on"), written, strict=True)
        }
        client.post(url, dates | {"version": "3"}, 422)
        assert "Somebody changed these dates" in client.words()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_say_when_a_school_is_open(cast: Cast, role: Role) -> None:
    own, other = cast.larkdale.organisations["wren_hill"], cast.larkdale.organisations["ashfold"]
    hat = Hat("a hat", role, own)
    viewer = Viewer(cast.lead.account_id, cast.larkdale.network_id, "Somebody", (hat,), hat)
    keeper = role in (Role.VIRTUAL_SCHOOL_LEAD, Role.ADMINISTRATOR)
    assert bool(policy.can_keep_organisation(viewer, own, viewer.network_id)) is (
        keeper or role in (Role.HEADTEACHER, Role.CO_ORDINATOR)
    )
    assert bool(policy.can_keep_organisation(viewer, other, None)) is keeper
    assert not policy.can_keep_organisation(viewer, own, cast.fernvale.network_id)


def test_another_network_reads_when_a_school_is_open_and_changes_nothing(
    cast: Cast, client: Client, school: Organisation
) -> None:
    """It may bring the school in by its number. What that school is and when it is open stays with who entered it."""
    school.kept_by, school.urn = cast.larkdale.network_id, "123456"
    db.session.commit()
    enter_network(cast.fernvale.network_id)
    other = Viewer.system("demonstration", cast.fernvale.network_id)
    changes.join(other, organisation_id=school.id)
    account = make.account("Fern Keeper", email="keeper@fernvale.example")
    hat = Hat("a hat", Role.ADMINISTRATOR, next(iter(cast.fernvale.organisations.values())))
    viewer = Viewer(account.id, cast.fernvale.network_id, "Fern Keeper", (hat,), hat)
    for change in (
        lambda: actions.rename(viewer, school, name="Taken"),
        lambda: actions.add_site(viewer, school, name="Elsewhere", address=None),
        lambda: actions.set_terms(viewer, school, 2026, [], 0),
        lambda: actions.close(viewer, school, starts_on=clock.today(), ends_on=clock.today()),
    ):
        with pytest.raises(Refused, match="Another network entered this"):
            change()
    assert db.session.scalars(sa.select(Closure.because).where(Closure.starts_on == clock.today())).all() == []
    assert school.name != "Taken"
