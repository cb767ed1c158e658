"""'Our pupils not here': the school's own on a programme or away, on one page, and the page on which its day begins."""

import csv
import datetime as dt
import io
from collections.abc import Callable

import pytest

from tests import make, make_attendance
from tests.attendance.conftest import account, place, pupil
from tests.budgets import keeps_to, stays_flat
from tests.cast import Cast, Person
from tests.client import Client
from tests.taking import whole
from virtual_school.attendance.models import Mark
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil

ClientOf = Callable[[Person], Client]


@pytest.fixture
def programme(cast: Cast, college: Organisation) -> Pupil:
    ellie = pupil(cast.ellie)
    make_attendance.programme(ellie, place(cast, "wren_hill"), account(cast.head))
    db.session.commit()
    return ellie


def one_more(cast: Cast, college: Organisation, number: int) -> Pupil:
    """A pupil of Wren Hill who is at college on Tuesdays, or away."""
    child = make.pupil(f"Alex Fenn{number}")
    make.enrolment(child, place(cast, "wren_hill"))
    if number % 2:
        make_attendance.away(child, place(cast, "wren_hill"), account(cast.own_teacher))
    else:
        make_attendance.programme(child, place(cast, "wren_hill"), account(cast.head))
        make_attendance.at_college(child, college, account(cast.head))
        make_attendance.mark(child, college, account(cast.dani))
        make_attendance.seen(child, account(cast.dani))
    return child


def test_it_says_where_each_is_and_what_the_place_says(
    cast: Cast, client: Client, programme: Pupil, college: Organisation, morning: dt.datetime
) -> None:
    make_attendance.mark(programme, college, account(cast.dani), Mark.LATE)
    child = make.pupil("Milo Finch")
    make.enrolment(child, place(cast, "wren_hill"))
    make_attendance.away(child, place(cast, "wren_hill"), account(cast.own_teacher), words="Her gran died")
    db.session.commit()
    for person in (cast.head, cast.head_of_year, cast.safeguarding_lead, cast.attendance_officer):
        client.sign_in(person).get("/not-here")
        words = client.words("table")
        for said in ("Ellie Marsh", "Marlbridge College", "Peter Quill", "Late 09:40", "approved activity away"):
            assert said in words, said
        assert "Milo Finch" in words and "Mr Hale answers" in words and "gran" not in words


def test_it_is_taken_along_as_a_file(
    cast: Cast, client: Client, programme: Pupil, college: Organisation, morning: dt.datetime
) -> None:
    make_attendance.mark(programme, college, account(cast.dani), Mark.HERE)
    db.session.commit()
    face, *lines = whole(client.sign_in(cast.head), "/not-here?as=csv").lstrip("\ufeff").splitlines()
    assert "Taken by" in face and "Headteacher" in face
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    assert [row["Name"] for row in rows] == ["Ellie Marsh"]
    assert rows[0]["Morning"] == "Marlbridge College, Peter Quill"
    assert rows[0]["On what footing"] == "approved activity away from school"


def test_of_another_school_and_of_another_year_nobody_is_there(
    cast: Cast, client: Client, programme: Pupil, morning: dt.datetime
) -> None:
    make_attendance.programme(pupil(cast.tariq), place(cast, "stonegate"), account(cast.head))
    programme.year = 9
    db.session.commit()
    client.sign_in(cast.head).get("/not-here")
    assert "Tariq" not in client.words() and "Ellie Marsh" in client.words()
    client.sign_in(cast.head_of_year).get("/not-here")
    assert "Ellie" not in client.words("main") and "Everybody is here" in client.words()


def test_a_pupil_whose_time_is_over_is_not_on_it(
    cast: Cast, client: Client, college: Organisation, morning: dt.datetime
) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)
    school, head = place(cast, "wren_hill"), account(cast.head)
    make_attendance.programme(pupil(cast.ellie), school, head, ends_on=yesterday)
    make_attendance.away(pupil(cast.ellie), school, head, starts_on=yesterday, ends_on=yesterday)
    db.session.commit()
    client.sign_in(cast.head).get("/not-here")
    assert "Everybody is here" in client.words()


def test_the_schools_day_begins_with_it(cast: Cast, client: Client, programme: Pupil, morning: dt.datetime) -> None:
    child = make.pupil("Milo Finch")
    make.enrolment(child, place(cast, "wren_hill"))
    tomorrow = clock.today() + dt.timedelta(days=1)
    make_attendance.away(child, place(cast, "wren_hill"), account(cast.own_teacher), ends_on=tomorrow)
    db.session.commit()
    client.sign_in(cast.head_of_year).get("/home", 302)
    assert client.response.location == "/school"
    client.get("/school")
    words = client.words()
    assert "Ellie Marsh" in words and "Marlbridge College" in words
    assert "Milo F." in client.words("section[aria-labelledby=soon]")


URLS = {
    "/not-here": ("head", 12, 6.0, 400),
    "/school": ("head_of_year", 30, 8.0, 500),
    "/registers": ("dani", 14, 6.0, 400),
    "/away/new": ("head_of_year", 8, 8.0, 400),
    "/i-answer": ("own_teacher", 5, 5.0, 300),
}


@pytest.mark.parametrize("url", URLS)
def test_pages_keep_to_their_budget(
    url: str, cast: Cast, client: Client, programme: Pupil, morning: dt.datetime
) -> None:
    who, queries, kilobytes, nodes = URLS[url]
    keeps_to(client.sign_in(getattr(cast, who)), url, queries=queries, kilobytes=kilobytes, nodes=nodes)


@pytest.mark.parametrize("url", [*URLS, "register", "pupil"])
def test_a_hundred_pupils_cost_no_more_questions_than_ten(
    url: str, cast: Cast, client: Client, client_of: ClientOf, programme: Pupil, college: Organisation,
    morning: dt.datetime,
) -> None:  # fmt: skip
    numbers = iter(range(1000))
    who = URLS[url][0] if url in URLS else "lead"
    client.sign_in(getattr(cast, who))
    if url == "register":
        client.post("/registers/copy", {"organisation_id": college.id, "session": "am"}, 200)
        url = client.words(".once-shown").removeprefix("http://localhost")
        client.sign_out()
    if url == "pupil":
        url = f"/pupils/{programme.id}/attendance"
    stays_flat(client, url, lambda: one_more(cast, college, next(numbers)))
