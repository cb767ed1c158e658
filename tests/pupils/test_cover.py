"""Hours, days off and who stands in: who answers a pupil, and whom whoever stands in reaches meanwhile."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_calendar, make_hours, make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from tests.make_hours import london
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Refused, WrongState
from virtual_school.identity import hours
from virtual_school.identity.models import Account, Off
from virtual_school.network.models import ClosureKind
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Notice
from virtual_school.pupils import changes
from virtual_school.pupils.cover import actions, who_answers
from virtual_school.pupils.cover.answering import from_when, times
from virtual_school.pupils.models import CareKind, CareLink, Part, Pupil
from virtual_school.pupils.queries import find

ACTING = Callable[[Person], Viewer]
TUESDAY = london("2026-11-24", "10:15")


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def answers(cast: Cast, at: dt.datetime) -> str:
    assert cast.ellie.pupil_id
    one = who_answers(cast.ellie.pupil_id, at)
    return f"{one.name} {times(one, at)}"


def test_the_mentor_answers_while_school_is_on(cast: Cast, acting: ACTING) -> None:
    acting(cast.lead)
    assert answers(cast, TUESDAY) == "Dani Okafor reads messages until 15:30"
    evening = london("2026-11-24", "19:00")
    with clock.freeze(evening):
        assert answers(cast, evening) == "Dani Okafor reads messages again tomorrow from 09:00"
    friday = london("2026-11-27", "16:00")
    with clock.freeze(friday):
        assert answers(cast, friday) == "Dani Okafor reads messages again Monday 30 November from 09:00"


def test_own_hours_hold_and_a_day_without_them_is_none(cast: Cast, acting: ACTING) -> None:
    acting(cast.lead)
    for weekday in range(1, 6):
        times_of = (None, None) if weekday == 3 else (8 * 60, 16 * 60)
        make_hours.hours(account(cast.dani), weekday, *times_of)
    assert hours.until(cast.dani.account_id, london("2026-11-24", "15:45")) == london("2026-11-24", "16:00")
    assert hours.until(cast.dani.account_id, london("2026-11-25", "10:00")) is None
    at = london("2026-11-24", "16:00")
    with clock.freeze(at):
        assert from_when(who_answers(cast.ellie.pupil_id, at).next_at, at) == "Thursday 26 November from 08:00"  # type: ignore[arg-type]


def test_the_hour_that_changes_is_the_hour_on_the_wall(cast: Cast, acting: ACTING) -> None:
    acting(cast.lead)
    for on, utc in (("2026-10-23", 8), ("2026-10-26", 9), ("2027-03-26", 9), ("2027-03-29", 8)):
        begins = dt.datetime.fromisoformat(f"{on}T0{utc}:00+00:00")
        assert hours.until(cast.dani.account_id, begins) == london(on, "15:30")
        assert hours.until(cast.dani.account_id, begins - dt.timedelta(minutes=1)) is None


def test_holidays_are_those_of_where_they_work_else_of_the_pupils_school(cast: Cast, acting: ACTING) -> None:
    """The Virtual School has entered no terms: Dani has the holidays of Wren Hill, and no inset day of its own."""
    acting(cast.lead)
    school = db.session.get_one(make.Organisation, cast.larkdale.organisations["wren_hill"])
    make_calendar.terms(school)
    make_calendar.closure(school, dt.date(2026, 11, 25), kind=ClosureKind.INSET)
    for on, there in (("2026-10-28", False), ("2026-11-25", True), ("2026-12-22", False)):
        at = london(on, "10:00")
        with clock.freeze(at):
            assert (who_answers(cast.ellie.pupil_id, at).is_now) is there, on  # type: ignore[arg-type]
            assert hours.until(cast.key_adult.account_id, at) is None


def test_off_and_covered(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(TUESDAY):
        lead, sam, ellie = acting(cast.lead), acting(cast.sam), cast.ellie.pupil_id
        assert ellie is not None
        with pytest.raises(NotVisible):
            find(sam, ellie, Part.NOTES)
        off = make_hours.off(lead, account(cast.dani), account(cast.sam), ends_on=dt.date(2026, 11, 25))
        assert answers(cast, TUESDAY) == "Sam Whitlock reads messages until 15:30"
        one = who_answers(ellie, TUESDAY)
        assert (one.is_cover, one.off_name) == (True, "Dani Okafor")
        opened = find(sam, ellie, Part.NOTES)[1]
        assert (opened.purpose, opened.until) == ("You stand in for their learning mentor.", dt.date(2026, 11, 25))
        for page in ("/my-people", "/today"):
            client.sign_in(cast.ellie).get(page)
            assert client.words("#mentor-off") == "Dani is off today. Sam is here for you."
        client.sign_in(cast.tariq).get("/my-people")
        assert not client.select("#mentor-off")
        client.sign_in(cast.sam).get("/desk")
        assert "You stand in for Dani Okafor until Wednesday 25 November." in client.words("main")
        assert "Ellie M." in client.words("main")
        changes.end_off(lead, db.session.get_one(Off, off.id))
        with pytest.raises(NotVisible):
            find(acting(cast.sam), ellie, Part.NOTES)
        assert answers(cast, TUESDAY).startswith("Dani Okafor")


def test_it_ends_by_itself_after_the_last_day_and_begins_on_the_first(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(TUESDAY):
        days = {"starts_on": dt.date(2026, 11, 25), "ends_on": dt.date(2026, 11, 26)}
        make_hours.off(acting(cast.lead), account(cast.dani), account(cast.sam), **days)
        db.session.commit()
    reaches = {}
    for day in (24, 25, 26, 27):
        with clock.freeze(london(f"2026-11-{day}", "10:00")):
            try:
                reaches[day] = bool(find(acting(cast.sam), cast.ellie.pupil_id, Part.NOTES))  # type: ignore[arg-type]
            except NotVisible:
                reaches[day] = False
    assert reaches == {24: False, 25: True, 26: True, 27: False}


def test_whoever_must_not_meet_a_pupil_does_not_stand_in_for_them(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(TUESDAY):
        lead, ellie = acting(cast.lead), db.session.get_one(Pupil, cast.ellie.pupil_id)
        other = make.pupil("Nia Frost")
        make.care_link(account(cast.dani), other)
        make_safeguarding.keep_apart(ellie, cast.safeguarding_lead.account_id, account_id=cast.sam.account_id)
        make_hours.off(lead, account(cast.dani), account(cast.sam))
        assert find(acting(cast.sam), other.id, Part.NOTES)
        with pytest.raises(NotVisible):
            find(acting(cast.sam), ellie.id, Part.IDENTITY)
        one = who_answers(ellie.id, TUESDAY)
        assert (one.name, one.is_cover, one.off_name) == ("Priya Nair", False, "Dani Okafor")
        client.sign_in(cast.ellie).get("/my-people")
        assert client.words("#mentor-off") == "Dani is off today."
        client.sign_in(cast.lead).get("/days-off")
        assert "Nobody stands in for: Ellie M." in client.words("main")
        client.sign_in(cast.sam).get("/days-off")
        assert "Ellie" not in client.words("main")


def test_a_pupil_named_meanwhile_is_covered_and_one_given_up_is_not(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(TUESDAY):
        lead, other = acting(cast.lead), make.pupil("Nia Frost")
        make_hours.off(lead, account(cast.dani), account(cast.sam))
        changes.begin_care(lead, account_id=cast.dani.account_id, pupil_id=other.id, kind=CareKind.MENTOR)
        assert find(acting(cast.sam), other.id, Part.NOTES)
        own = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"])
        changes.end_care(lead, own, "Another mentor.")
        with pytest.raises(NotVisible):
            find(acting(cast.sam), cast.ellie.pupil_id, Part.NOTES)  # type: ignore[arg-type]


def test_who_stands_in_said_yes_is_a_mentor_and_is_not_off(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(TUESDAY):
        lead = acting(cast.lead)
        days = {"account_id": cast.dani.account_id, "starts_on": clock.today(), "ends_on": None, "where": "/days-off"}
        for person, said in ((cast.sam, False), (cast.bell, True), (cast.dani, True)):
            with pytest.raises(WrongState):
                actions.set_off(lead, cover_id=person.account_id, said_yes=said, **days)  # type: ignore[arg-type]
        make_hours.off(lead, account(cast.kit))
        with pytest.raises(WrongState):
            actions.set_off(lead, cover_id=cast.kit.account_id, said_yes=True, **days)  # type: ignore[arg-type]
        assert actions.set_off(lead, cover_id=cast.sam.account_id, said_yes=True, **days) == 0  # type: ignore[arg-type]
        with pytest.raises(WrongState):
            actions.set_off(lead, cover_id=None, said_yes=False, **days)  # type: ignore[arg-type]
        told = db.session.scalars(sa.select(Notice.account_id).where(Notice.kind == "cover.named")).all()
        assert told == [cast.sam.account_id]


def test_nobody_sets_days_off_for_somebody_else_but_the_lead(cast: Cast, acting: ACTING) -> None:
    days = {"starts_on": clock.today(), "ends_on": None, "cover_id": None, "said_yes": False, "where": "/days-off"}
    for person in (cast.sam, cast.key_adult, cast.head, cast.ellie, cast.administrator):
        with pytest.raises(Refused):
            actions.set_off(acting(person), account_id=cast.dani.account_id, **days)  # type: ignore[arg-type]


def test_a_mentor_enters_their_own_days(cast: Cast, client: Client) -> None:
    with clock.freeze(TUESDAY):
        client.sign_in(cast.dani).get("/days-off")
        sent = {"cover_id": str(cast.sam.account_id), "said_yes": "y", "account_id": str(cast.kit.account_id)}
        key = client.one("main input[name=once]").get("value")
        for _press in range(2):
            client.post("/days-off", {"once": key, "starts_on": "2026-11-24", "ends_on": "2026-11-24", **sent})
        row = db.session.scalars(sa.select(Off).where(Off.starts_on == clock.today())).one()
        assert (row.account_id, row.cover_id) == (cast.dani.account_id, cast.sam.account_id)
        client.follow()
        client.submit("form[action$=end]")
        db.session.refresh(row)
        assert row.ended_at and row.ended_by == cast.dani.account_id


def test_hours_are_typed_and_put_right(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get("/hours")
    assert client.one("#from_1").get("value") == "09:00"
    client.post("/hours", {"from_1": "10:00", "until_1": "09:00"}, 422)
    assert "This is not later than from when." in client.words("main")
    client.post("/hours", {"from_1": "10:00"}, 422)
    client.post("/hours", {}, 422)
    client.post("/hours", {"from_2": "08:00", "until_2": "16:15"})
    client.follow()
    assert (client.one("#until_2").get("value"), client.one("#from_1").get("value")) == ("16:15", "")
