"""Whoever expects a child knows at once that they will not come, each as much as is theirs; nobody else knows of it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests import make, make_attendance, make_safeguarding
from tests.attendance.conftest import account, at, next_tuesday, nothing_told, place, pupil
from tests.cast import Cast, Person
from tests.cast_attendance import WORDS
from tests.client import Client
from virtual_school.attendance.absences import actions, people
from virtual_school.attendance.models import Absence
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.leaving import Sending
from virtual_school.insight.queries.sessions import sessions
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.following import Told, may_go
from virtual_school.notices.models import Because, Notice
from virtual_school.pupils.models import Part
from virtual_school.timetable.models import Session

Acting = Callable[[Person], Viewer]
TUESDAY = next_tuesday()


def page_for(absence_id: Any) -> str:
    return f"/absences/{absence_id}"


@pytest.fixture
def tutor(cast: Cast, college: Organisation) -> Person:
    """Jess of the agency is at the college now, as a tutor with a window onto Ellie's week."""
    jess = account(cast.agency)
    make.membership(jess, college, Role.COLLEGE_TUTOR)
    make.window(pupil(cast.ellie), jess, college, (Part.WEEK, Part.IDENTITY))
    db.session.commit()
    return cast.agency


@pytest.fixture
def told(cast: Cast, college: Organisation, morning: dt.datetime) -> Absence:
    """Her mother said at home, some days before, that she is ill until Friday."""
    nothing_told(cast)
    row = _told(cast, ends_on=clock.today() + dt.timedelta(days=3), words=WORDS)
    db.session.commit()
    return row


def _told(cast: Cast, **given: Any) -> Absence:
    return make_attendance.absence(pupil(cast.ellie), cast.larkdale.ids["carer"], account(cast.mum), **given)


def whom(row: Absence) -> dict[str, Because]:
    names = {one.id: one.name for one in db.session.scalars(sa.select(make.Account))}
    return {names[account_id]: because for account_id, because in people.to_tell(row)}


# Who is told ----------------------------------------------------------------------------------------------------------


def test_the_mentor_the_attendance_officer_and_the_place(cast: Cast, tutor: Person, told: Absence) -> None:
    assert whom(told) == {
        "Dani Okafor": Because.MENTOR,
        "Ivan Petrov": Because.SCHOOL,
        "Jess Carter": Because.PLACE,
    }


def test_no_place_that_does_not_expect_them(cast: Cast, tutor: Person, morning: dt.datetime) -> None:
    """College is in the morning; Bridge, where Jess has another window, is in no week."""
    assert "Jess Carter" not in whom(_told(cast, starts_in=Session.PM))


def test_no_marker_of_another_school(cast: Cast, told: Absence) -> None:
    assert "Ms Lunt" not in whom(told)


@pytest.mark.parametrize("named", [False, True])
def test_in_confidence_only_who_is_named(cast: Cast, tutor: Person, told: Absence, named: bool) -> None:
    readers = [tutor.account_id] if named else []
    lead = cast.safeguarding_lead.account_id
    make_safeguarding.confidential(pupil(cast.ellie), lead, *readers)
    db.session.commit()
    assert ("Jess Carter" in whom(told)) is named


def test_without_an_attendance_officer_the_head_of_year(cast: Cast, told: Absence) -> None:
    for key, instead in (("attendance_officer", "Tom Archer"), ("head_of_year", "Ruth Calder")):
        link = db.session.get_one(make.Membership, cast.larkdale.ids[f"membership of {key}"])
        link.ended_at = clock.now()
        db.session.commit()
        assert set(whom(told)) == {"Dani Okafor", instead}


def test_pressed_and_told(cast: Cast, client: Client, tutor: Person, morning: dt.datetime) -> None:
    url = f"/children/{cast.ellie.pupil_id}/absence"
    client.sign_in(cast.mum).get(url)
    client.submit(f"form[action='{url}']", span="day", why="ill", words="Her throat.")
    found = db.session.scalars(sa.select(Notice).where(Notice.kind == people.REPORTED)).all()
    assert {one.account_id for one in found} == {
        cast.dani.account_id, cast.attendance_officer.account_id, tutor.account_id,
    }  # fmt: skip
    assert all("throat" not in one.path and one.about_id == cast.ellie.pupil_id for one in found)


def test_taken_back_it_is_settled_and_they_are_told_that_she_comes(cast: Cast, acting: Acting, told: Absence) -> None:
    actions._notify(acting(cast.mum), told, people.REPORTED, page_for)
    actions.withdraw_own(acting(cast.mum), told, page_for)
    db.session.commit()
    rows = db.session.execute(sa.select(Notice.kind, Notice.settled_at.is_(None)).where(Notice.object_id == told.id))
    assert sorted(tuple(row) for row in rows) == [(people.CHANGED, True)] * 2 + [(people.REPORTED, False)] * 2


def test_nothing_leaves_of_what_was_withdrawn_nor_to_who_has_lost_her(
    cast: Cast, acting: Acting, told: Absence
) -> None:
    def going(person: Person) -> Sending:
        return may_go(Told(person.account_id, people.REPORTED, cast.ellie.pupil_id, told.id, page_for(told.id)))

    acting(cast.dani)
    assert going(cast.dani) is Sending.YES and going(cast.kit) is Sending.NEVER
    told.withdrawn_at = clock.now()
    db.session.flush()
    assert going(cast.dani) is Sending.NEVER


# What each reads ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "why", "words"),
    [
        ("dani", True, True),
        ("attendance_officer", True, True),
        ("head_of_year", True, True),
        ("head", True, False),
        ("safeguarding_lead", True, False),
        ("key_adult", False, False),
        ("lead", False, False),
        ("agency", False, False),
    ],
)
def test_as_much_as_is_theirs(
    cast: Cast, client: Client, tutor: Person, told: Absence, key: str, why: bool, words: bool
) -> None:
    client.sign_in(getattr(cast, key)).get(page_for(told.id))
    read = client.words("main")
    assert "Ellie" in read and "Not in" in read
    assert ("Ill" in read, "Helen" in read, "register" in client.words("dl")) == (why, why, why)
    assert (WORDS in read) is words


def test_nobody_else_finds_it(cast: Cast, client: Client, told: Absence) -> None:
    for person in cast:
        url, html = page_for(told.id), ""
        if person.key not in ("dani", "attendance_officer", "head_of_year", "mum"):
            html = client.sign_in(person).get(url, None).get_data(as_text=True)
            assert WORDS not in html, person.key
    for key in ("ellie", "mum", "dad", "kit", "own_teacher", "lunt", "clerk", "broker", "auditor", "stranger_lead"):
        client.sign_in(getattr(cast, key)).get(url, None)
        assert client.response.status_code in (403, 404), key


def test_the_register_of_the_place_says_no_more(
    cast: Cast, client: Client, told: Absence, college: Organisation
) -> None:
    client.sign_in(cast.dani).post("/registers/copy", {"organisation_id": college.id, "session": "am"}, 200)
    assert "Won’t come: 1" in client.words("main") and "Nothing said" not in client.words("main")
    secret = client.words(".once-shown").removeprefix("http://localhost")
    client.sign_out().get(secret)
    read = client.words("main")
    assert "Won’t come" in read and "until" in read
    assert "ill" not in read.casefold().replace("will", "") and "Mum" not in read and WORDS not in read
    client.submit("form", said=client.select("button[name=said]")[0].get("value"))
    client.follow()
    assert "said at" in client.words("main"), "she came all the same"


# What it changes ------------------------------------------------------------------------------------------------------


def test_nobody_rings_about_her(cast: Cast, client: Client, told: Absence) -> None:
    client.sign_in(cast.dani).get("/desk")
    assert not client.select(".rows--now .pill--warm")
    assert "Mum told us: ill, until" in client.words("[aria-labelledby=now]")
    told.withdrawn_at = clock.now()
    db.session.commit()
    client.get("/desk")
    assert client.words(".rows--now .pill--warm") == "Not seen"
    assert "Mum told us" not in client.words("main")


def test_in_the_schools_list_and_its_file(cast: Cast, client: Client, told: Absence) -> None:
    make_attendance.programme(pupil(cast.ellie), place(cast, "wren_hill"), account(cast.head))
    told.by_phone = True
    db.session.commit()
    client.sign_in(cast.attendance_officer).get("/not-here")
    assert "Mum rang: ill, until" in client.words("table") and WORDS not in client.words("main")
    client.get("/absences")
    assert "Mum rang: ill" in client.words("main") and "I (illness) may fit" in client.words("main")
    client.sign_in(cast.key_adult).get("/absences")
    assert "Ellie M." in client.words("main") and "ill ·" not in client.words("main")
    client.get(f"/pupils/{cast.ellie.pupil_id}/attendance")
    assert "won’t come: we were told" in client.words("main") and "Mum" not in client.words("main")


def test_on_her_own_page_kindly_and_without_the_reason(cast: Cast, client: Client, told: Absence) -> None:
    client.sign_in(cast.ellie).get("/today")
    assert "Mum told us that you are away today. Take the time you need." in client.words("main")
    assert " ill" not in client.words("main") and WORDS not in client.words("main")
    told.starts_in = told.ends_in = Session.PM
    told.ends_on = told.starts_on
    db.session.commit()
    client.get("/today")
    assert "this afternoon" in client.words("main")
    told.back_on, told.back_in = told.starts_on, Session.PM
    db.session.commit()
    client.get("/today")
    assert "Mum told us" not in client.words("main")


def test_a_session_of_which_we_were_told_is_not_missed(cast: Cast, acting: Acting, college: Organisation) -> None:
    nothing_told(cast)
    with clock.freeze(at(9, 40, on=TUESDAY)):
        before = sessions(acting(cast.dani))[cast.ellie.pupil_id or make.uuid.uuid4()].expected
        last_week = TUESDAY - dt.timedelta(days=7)
        _told(cast, starts_on=last_week, ends_on=last_week, ends_in=Session.AM)
        db.session.commit()
        assert sessions(acting(cast.dani))[cast.ellie.pupil_id or make.uuid.uuid4()].expected == before - 1


def test_while_everything_is_stopped_no_list_has_a_line(cast: Cast, client: Client, told: Absence) -> None:
    make_safeguarding.hold(pupil(cast.ellie), cast.safeguarding_lead.account_id)
    db.session.commit()
    for key, url in (("dani", "/absences"), ("attendance_officer", "/absences?q=ellie")):
        client.sign_in(getattr(cast, key)).get(url)
        assert "Ellie" not in client.words("main"), url
    client.sign_in(cast.dani).get("/desk")
    assert "Won’t be in" not in client.words("main")
