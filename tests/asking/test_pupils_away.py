"""A teacher's pupils away: what each did, what came back, a line for the day they are back; and what the days ask."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_asking, make_attendance, make_safeguarding
from tests.asking.conftest import TUESDAY, Around, Hold, at, said
from tests.budgets import keeps_to, stays_flat
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.asking import days
from virtual_school.core import clock, school_days
from virtual_school.core.db import db
from virtual_school.notices.models import Notice
from virtual_school.pupils.models import Away, AwayWhy

ClientOf = Callable[[Person], Client]
THURSDAY = TUESDAY + dt.timedelta(days=2)


@pytest.fixture
def away(cast: Cast, around: Around) -> Away:
    """Ellie, since Monday a week ago until Thursday; Mr Hale answers, and teaches her Computing and Art."""
    db.session.execute(sa.update(Away).values(ended_at=clock.now()))
    first, last = TUESDAY - dt.timedelta(days=8), TUESDAY + dt.timedelta(days=2)
    given = {"starts_on": first, "ends_on": last, "words": "Her gran died", "opened_by": cast.head_of_year.account_id}
    row = make_attendance.away(around.ellie, around.place("wren_hill"), around.account(cast.own_teacher), **given)
    db.session.commit()
    return row


@pytest.fixture
def alone(away: Away) -> None:
    """Nothing else keeps Ellie out of lessons: no programme."""
    db.session.execute(sa.text("UPDATE programme SET ended_at = starts_on"))
    db.session.commit()


def test_what_each_did_and_what_came_back(away: Away, cast: Cast, client: Client, around: Around) -> None:
    client.sign_in(cast.own_teacher).get("/i-answer")
    assert "Ellie M." in client.words() and "You are asked for work." in client.words()
    client.get(f"/i-answer/{around.ellie.id}")
    assert "2 of 4 came back." in client.words() and "Searching a list, ashfold" in client.words()
    assert f"Back on {said(THURSDAY + school_days.ONE)}" in client.words()
    page = client.response.get_data(as_text=True)
    assert "gran" not in page and "bereaved" not in page.lower()
    assert "I looked at each number" not in page, "what she wrote is for who answers it"


def test_a_colleague_who_neither_answers_nor_teaches_sees_nothing(
    away: Away, cast: Cast, client: Client, around: Around
) -> None:
    for person in (cast.key_adult, cast.lunt, cast.bell, cast.head_of_year):
        client.sign_in(person).get("/i-answer")
        assert "Ellie" not in client.words()
        client.get(f"/i-answer/{around.ellie.id}", 404)
        client.post(f"/i-answer/{around.ellie.id}/line", {"words": "Mine"}, 404)


def test_who_answers_and_does_not_teach_sees_what_they_answer(
    away: Away, cast: Cast, client: Client, around: Around
) -> None:
    away.answers_id = cast.key_adult.account_id
    db.session.commit()
    client.sign_in(cast.key_adult).get(f"/i-answer/{around.ellie.id}")
    assert "No work of your subject yet" in client.words()


def test_one_line_for_the_day_they_are_back(
    away: Away, cast: Cast, client: Client, around: Around, client_of: ClientOf
) -> None:
    client.sign_in(cast.own_teacher)
    client.post(f"/i-answer/{around.ellie.id}/line", {"words": " "}, 422)
    for words in ("We are on page 40.", "We are on page 41: come to me."):
        client.post(f"/i-answer/{around.ellie.id}/line", {"words": words})
    client.follow()
    assert client.one("#words").get("value") == "We are on page 41: come to me."
    ellie = client_of(cast.ellie)
    ellie.get("/from-teachers")
    assert "page 41" in ellie.words() and "page 40" not in ellie.words() and "Mr Hale" in ellie.words()
    client.sign_in(cast.head_of_year).get(f"/away/{away.id}")
    assert "page 41" in client.words()
    client.sign_in(cast.attendance_officer).get(f"/away/{away.id}")
    assert "page 41" not in client.words()
    away.ends_on = TUESDAY - dt.timedelta(days=8)
    db.session.commit()
    ellie.get("/from-teachers")
    assert "page 41" not in ellie.words()


def test_of_whom_everything_is_stopped_there_is_no_line(away: Away, cast: Cast, client: Client, around: Around) -> None:
    make_safeguarding.hold(around.ellie, cast.safeguarding_lead.account_id)
    db.session.commit()
    client.sign_in(cast.own_teacher).get("/i-answer")
    assert "Ellie" not in client.words()


@pytest.mark.parametrize("url", ["/i-answer", "/i-answer/{}", "/asked", "/pupils/{}/ask"])
def test_pages_ask_the_same_however_much_there_is(
    away: Away, cast: Cast, client: Client, around: Around, url: str
) -> None:
    wren_hill, hale, dani = around.place("wren_hill"), around.account(cast.own_teacher), around.account(cast.dani)
    client.sign_in({"/asked": cast.lunt, "/pupils/{}/ask": cast.dani}.get(url, cast.own_teacher))
    url = url.format(around.ellie.id)
    geography = db.session.get_one(type(around.subject), around.id("geography"))
    keeps_to(client, url, queries=16, kilobytes=7.0, nodes=420)

    def one_more() -> None:
        child = make.pupil("Alex Marlow")
        make.enrolment(child, wren_hill)
        make_asking.teacher(child, around.subject, hale, wren_hill)
        make_attendance.away(child, wren_hill, hale)
        make_asking.request(child, geography, wren_hill, dani, None)
        make_asking.request(around.ellie, geography, wren_hill, dani, hale)

    stays_flat(client, url, one_more)


# As the days go by ----------------------------------------------------------------------------------------------------


def told(cast: Cast, away: Away, kind: str) -> set[str]:
    db.session.commit()
    found = db.session.scalars(sa.select(Notice.account_id).where(Notice.kind == kind, Notice.object_id == away.id))
    names = set(found)
    return {person.key for person in cast if person.account_id in names}


def test_each_step_is_told_once_and_to_whom_it_concerns(away: Away, cast: Cast, around: Around, hold: Hold) -> None:
    hold(at(7))
    days.tell(away.id)
    for kind in ("away.refer", "away.authority", "away.nearly", "away.over"):
        assert told(cast, away, kind) == set(), kind
    hold(at(7, on=away.ends_on))  # the day before she is back
    days.tell(away.id)
    days.tell(away.id)
    assert told(cast, away, "away.nearly") == {"own_teacher"} and told(cast, away, "away.over") == set()
    hold(at(7, on=away.ends_on + school_days.ONE))
    days.tell(away.id)
    assert told(cast, away, "away.over") == {"head_of_year"}
    assert len(db.session.scalars(sa.select(Notice).where(Notice.object_id == away.id)).all()) == 2


def test_long_away_and_ill(away: Away, cast: Cast, around: Around, hold: Hold) -> None:
    away.starts_on, away.why = TUESDAY - dt.timedelta(days=21), AwayWhy.ILL  # sixteen school days with today
    db.session.commit()
    days.tell(away.id)
    assert told(cast, away, "away.refer") == {"head_of_year"}
    assert told(cast, away, "away.authority") == {"head_of_year", "attendance_officer"}
    assert days.in_batches().__next__().count(away.id) == 1


def test_while_everything_is_stopped_nobody_is_told(away: Away, cast: Cast, around: Around) -> None:
    held = make_safeguarding.hold(around.ellie, cast.safeguarding_lead.account_id)
    away.starts_on = TUESDAY - dt.timedelta(days=21)
    db.session.commit()
    days.tell(away.id)
    assert told(cast, away, "away.refer") == set()
    held.ended_at = clock.now()
    days.tell(away.id)
    assert told(cast, away, "away.refer") == {"head_of_year"}


def test_when_who_opened_it_has_left_the_school_is_told(away: Away, cast: Cast, around: Around) -> None:
    away.opened_by, away.starts_on = cast.own_teacher.account_id, TUESDAY - dt.timedelta(days=21)
    db.session.commit()
    days.tell(away.id)
    assert told(cast, away, "away.refer") == {"head_of_year", "head"}


def test_the_school_hears_back(away: Away, cast: Cast, client: Client, hold: Hold) -> None:
    client.sign_in(cast.head_of_year).get(f"/away/{away.id}")
    assert "2 of 4 pieces of work came back." in client.words()
    client.sign_in(cast.attendance_officer).get(f"/away/{away.id}")
    assert "came back" not in client.words(), "who sees no work is told of none"


def test_in_their_first_days_back_what_they_did_is_there_and_no_line_is_written(
    away: Away, cast: Cast, client: Client, around: Around, hold: Hold, alone: None
) -> None:
    page = f"/i-answer/{around.ellie.id}"
    make_asking.line(away, around.account(cast.own_teacher))
    db.session.commit()
    hold(at(9, on=away.ends_on + school_days.ONE))
    client.sign_in(cast.own_teacher).get("/i-answer")
    assert f"back since {said(THURSDAY + school_days.ONE)}" in client.words()
    client.get(page)
    assert "2 of 4 came back." in client.words() and "page forty" in client.words() and not client.select("#words")
    client.post(f"{page}/line", {"words": "Too late"})
    client.follow()
    assert "say it to them" in client.words() and "Too late" not in client.words()
    away.ends_on = TUESDAY - dt.timedelta(days=8)
    db.session.commit()
    client.get(page, 404)


def test_over_the_weekend_a_line_is_still_written(
    away: Away, cast: Cast, client: Client, around: Around, hold: Hold, alone: None
) -> None:
    away.ends_on = friday = TUESDAY + dt.timedelta(days=3)
    db.session.commit()
    hold(at(18, on=friday + dt.timedelta(days=2)))
    client.sign_in(cast.own_teacher).get("/i-answer")
    assert f"back on {said(TUESDAY + dt.timedelta(days=6))}" in client.words()
    client.post(f"/i-answer/{around.ellie.id}/line", {"words": "Page 50."})
    client.follow()
    assert client.one("#words").get("value") == "Page 50."


def test_back_sooner_their_teachers_hear_of_it_and_who_ended_it_does_not(
    away: Away, cast: Cast, client: Client
) -> None:
    client.sign_in(cast.head_of_year).post(f"/away/{away.id}/end", {"because": "She is well again"})
    days.tell(away.id)
    assert told(cast, away, "away.over") == {"own_teacher"}


def test_what_was_called_off_before_its_first_day_is_told_to_nobody(away: Away, cast: Cast, hold: Hold) -> None:
    away.starts_on, away.ends_on = TUESDAY + dt.timedelta(days=1), TUESDAY + dt.timedelta(days=2)
    away.ended_at = clock.now()
    db.session.commit()
    hold(at(7, on=away.starts_on))
    days.tell(away.id)
    assert told(cast, away, "away.over") == set()
