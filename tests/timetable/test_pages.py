"""The week as each person reads it, and the return as the school prepares it."""

import datetime as dt
import uuid

import pytest

from tests import make
from tests import make_timetable as weeks
from tests.cast import Cast
from tests.timetable.conftest import ClientOf, the_lesson_out
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import CareLink, Part, Pupil
from virtual_school.timetable import days
from virtual_school.timetable.models import ReturnStepKind, WeekPattern
from virtual_school.timetable.returns import STEPS

# Reading it -----------------------------------------------------------------------------------------------------------


def test_the_pupil_reads_her_week(client_of: ClientOf, cast: Cast) -> None:
    ellie, today = client_of(cast.ellie), clock.today()
    ellie.get("/my-week")
    assert ("Today" if days.is_school_day(today) else "No school today") in ellie.words(".card--next")
    assert "Wren Hill School" in ellie.words() and "Dani Okafor" in ellie.words()
    ellie.get(f"/my-week?on={days.monday(today) + dt.timedelta(days=7)}")
    assert not ellie.select(".card--next")
    for nonsense in ("2026-99-99", "0001-01-01", "x"):
        ellie.get(f"/my-week?on={nonsense}")


def test_from_five_school_days_the_pupil_sees_the_return(client_of: ClientOf, cast: Cast) -> None:
    out = the_lesson_out(cast)
    by = db.session.get_one(Account, cast.key_adult.account_id)
    weeks.step(out, by, ReturnStepKind.WHO_MEETS_THEM, "Mrs Kaye meets you at the door")
    weeks.step(out, by, ReturnStepKind.TEACHER_TOLD, "Mr Hale knows about the corridor")
    out.ends_on = days.school_days_after(clock.today(), 6)
    ellie = client_of(cast.ellie)
    ellie.get("/my-week")
    assert "Mrs Kaye meets you" not in ellie.words()
    out.ends_on = days.school_days_after(clock.today(), 3)
    ellie.get("/my-week")
    assert "Back to science on" in ellie.words() and "Mrs Kaye meets you at the door" in ellie.words()
    assert "Mr Hale knows" not in ellie.words()


def test_a_pupil_without_a_week_is_told_how_it_comes(client_of: ClientOf, cast: Cast) -> None:
    pattern = db.session.get_one(WeekPattern, cast.larkdale.ids["pattern of ellie"])
    pattern.ended_at = clock.now() - dt.timedelta(days=30)
    the_lesson_out(cast).ended_at = pattern.ended_at
    ellie = client_of(cast.ellie)
    ellie.get("/my-week")
    assert "You make it with your mentor" in ellie.words()


def test_a_carer_reads_it_only_with_the_right_to_know_where(client_of: ClientOf, cast: Cast) -> None:
    place = f"/children/{cast.ellie.pupil_id}/week"
    mum = client_of(cast.mum)
    mum.get(f"/children/{cast.ellie.pupil_id}")
    mum.get(mum.one(f'a[href="{place}"]').get("href"))
    assert "Wren Hill School" in mum.words() and "Out of science until" in mum.words()
    client_of(cast.dad).get(place, 404)
    link = db.session.get_one(CareLink, cast.larkdale.ids["dad"])
    link.may_see_record = True
    client_of(cast.dad).get(place, 404)
    dad = client_of(cast.dad)
    dad.get(f"/children/{cast.ellie.pupil_id}")
    assert "week" not in dad.words() and "Wren Hill" not in dad.words()


def test_through_a_window_no_reasons_are_read(client_of: ClientOf, cast: Cast, url: str) -> None:
    agency = client_of(cast.agency)
    agency.get(url)
    assert "Out of science until" in agency.words()
    assert "part-time" not in agency.words(), "on what footing is not theirs to know"
    assert "corridor" not in agency.words() and "Marsh" not in agency.words()
    assert not agency.select("#draft")
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    bell, stonegate = (
        db.session.get_one(Account, cast.bell.account_id),
        db.session.get_one(Organisation, cast.larkdale.organisations["stonegate"]),
    )
    make.window(ellie, bell, stonegate, (Part.IDENTITY,))
    client_of(cast.bell).get(url, 403)


# The return -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def out_until(cast: Cast) -> uuid.UUID:
    """Ellie's science, so near its end that the head of year must choose."""
    out = the_lesson_out(cast)
    out.ends_on = days.school_days_after(clock.today(), 2)
    db.session.commit()
    return out.id


def test_the_head_of_year_lengthens_it_and_all_read_why(
    client_of: ClientOf, cast: Cast, url: str, out_until: uuid.UUID
) -> None:
    head_of_year, choose = client_of(cast.head_of_year), f'form[action="/lessons-out/{out_until}/choose"]'
    head_of_year.get("/returns")
    assert "Choose now" in head_of_year.words("#returns")
    head_of_year.get(head_of_year.one("#returns a").get("href"))
    head_of_year.submit(choose, 422)
    assert "Choose one of the two." in head_of_year.words(".govuk-error-summary")
    head_of_year.submit(choose, 422, choice="extend")
    assert "Type the new last day." in head_of_year.words() and "Say why." in head_of_year.words()
    until = clock.today() + dt.timedelta(days=16)
    reason = "The new room is ready after the holiday."
    head_of_year.submit(choose, choice="extend", ends_on=until.isoformat(), because=reason)
    head_of_year.follow()
    assert "Choose now" not in head_of_year.words()
    mum = client_of(cast.mum)
    mum.get(f"/children/{cast.ellie.pupil_id}/week")
    assert mum.words("section:has(#outs)").count("Out of science until") == 1, "its last day is told once"
    for who, page in ((cast.dani, url), (cast.ellie, "/my-week")):
        reader = client_of(who)
        reader.get(page)
        assert reason in reader.words(), who.key


def test_the_head_of_year_says_that_it_is_prepared_and_the_key_adult_prepares(
    client_of: ClientOf, cast: Cast, out_until: uuid.UUID
) -> None:
    head_of_year, page = client_of(cast.head_of_year), f"/lessons-out/{out_until}/return"
    head_of_year.get(page)
    head_of_year.submit(f'form[action="/lessons-out/{out_until}/choose"]', choice="prepare")
    head_of_year.get("/returns")
    assert "Choose now" not in head_of_year.words() and "You said" in head_of_year.words()
    key_adult = client_of(cast.key_adult)
    key_adult.get(page)
    assert not key_adult.select(".card--now")
    for kind in ("teacher_told", "seat", "who_meets_them", "pupil_asked"):
        key_adult.submit(f"#step-{kind} form", 422, words=" ")
        assert "Say in a few words what was done." in key_adult.words(f"#step-{kind}")
        key_adult.submit(f"#step-{kind} form", words=f"Done for {kind}")
        key_adult.follow()
        assert f"Done for {kind}" in key_adult.words(f"#step-{kind}")
    head_of_year.get("/returns")
    assert "Ready" in head_of_year.words("#returns") and "Still to do" not in head_of_year.words("#returns")


def test_back_sooner_once_it_is_prepared(client_of: ClientOf, cast: Cast) -> None:
    dani, out = client_of(cast.dani), the_lesson_out(cast)
    page, ending = f"/lessons-out/{out.id}/return", f'form[action="/lessons-out/{out.id}/end"]'
    dani.get(page)
    assert not dani.select(ending)
    for kind in STEPS:
        weeks.step(out, db.session.get_one(Account, cast.dani.account_id), kind)
    dani.get(page)
    dani.submit(ending, because="She asked to")
    dani.follow()
    assert "Back in science from now on." in dani.words("#notice") and "Out of science" not in dani.words()
    dani.post(f"/lessons-out/{out.id}/end", {}, 403)


def test_an_unprepared_return_is_closed_in_words(client_of: ClientOf, cast: Cast) -> None:
    out = the_lesson_out(cast)
    out.ends_on = clock.today() - dt.timedelta(days=8)
    head_of_year = client_of(cast.head_of_year)
    head_of_year.get("/returns")
    assert "Went back unprepared" in head_of_year.words()
    head_of_year.get(head_of_year.one("#returns a").get("href"))
    head_of_year.submit("#step-caught_up form", words="Spoke with her and with Mr Hale")
    head_of_year.get("/returns")
    assert "Went back unprepared" not in head_of_year.words()
