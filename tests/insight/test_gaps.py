"""The gap map: what there is, what is needed and what nobody has; and no number that singles anybody out."""

import datetime as dt
import uuid
from collections.abc import Callable

from tests import make, make_attendance
from tests.budgets import keeps_to, stays_flat
from tests.cast import Cast, Person
from tests.client import Client
from tests.inspector import words
from virtual_school.asking.models import RequestState, SubjectTeacher, WorkRequest
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.few import few
from virtual_school.identity.models import Account
from virtual_school.insight.gaps import Cell, Prepared, drawn
from virtual_school.library.models import LessonState
from virtual_school.network.models import Organisation, Term
from virtual_school.pupils.models import Pupil

ClientOf = Callable[[Person], Client]


def test_fewer_than_five_are_never_counted_out() -> None:
    assert [few(number) for number in (0, 1, 4, 5, 12)] == ["0", "fewer than 5", "fewer than 5", "5", "12"]


def test_a_gap_is_where_something_is_needed_and_nothing_there() -> None:
    assert Cell(lessons=0, pupils=1).is_gap and Cell(lessons=0, asked=1).is_gap
    assert not Cell(lessons=1, pupils=9).is_gap and not Cell().is_gap


def test_the_map_has_every_year_in_which_there_is_anything() -> None:
    found = drawn([("m", "Maths"), ("a", "Art")], {("m", 13): 2, ("a", 3): 0}, {("a", 9): 6}, {})
    assert found.years == (7, 8, 9, 10, 11, 13)
    assert [row.subject for row in found.rows] == ["Maths", "Art"]
    assert found.gaps == 1 and found.most == 2 and found.rows[1].gaps == 1


def test_what_a_lesson_prepares_for_is_said_in_one_line() -> None:
    assert Prepared(10, "AQA", "8461", "Higher", 3, 2).words == "AQA · 8461 · Higher"
    assert Prepared(8, "", "", "", 3, 2).words == ""


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def place(cast: Cast, key: str) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations[key])


def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


def taught(cast: Cast, pupil: Pupil, subject_id: uuid.UUID) -> SubjectTeacher:
    row = SubjectTeacher(
        pupil_id=pupil.id,
        subject_id=subject_id,
        account_id=cast.own_teacher.account_id,
        organisation_id=cast.larkdale.organisations["wren_hill"],
        named_by=cast.head.account_id,
        starts_on=clock.today(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def asked(cast: Cast, pupil: Pupil, subject_id: uuid.UUID) -> WorkRequest:
    row = WorkRequest(
        pupil_id=pupil.id,
        organisation_id=cast.larkdale.organisations["wren_hill"],
        subject_id=subject_id,
        year=pupil.year,
        words="Anything on rivers",
        asked_by=cast.dani.account_id,
        asked_at=clock.now(),
        state=RequestState.WITH_NETWORK,
    )
    db.session.add(row)
    db.session.flush()
    return row


def cells(client: Client, subject: str) -> dict[str, str]:
    """What stands under each year in the row of a subject."""
    client.get("/library/gaps")
    years = [words(head) for head in client.select("thead th")]
    for row in client.select("tbody tr"):
        found = [words(cell) for cell in row]
        if found[0] == subject:
            return dict(zip(years, found, strict=True))
    raise AssertionError(f"no row {subject}")


def test_what_is_needed_and_nobody_has_is_said(cast: Cast, client_of: ClientOf) -> None:
    german, pupil = make.subject("German"), ellie(cast)
    make_attendance.away(pupil, place(cast, "wren_hill"), account(cast.own_teacher))
    taught(cast, pupil, german.id)
    asked(cast, pupil, german.id)
    db.session.commit()
    client = client_of(cast.own_teacher)
    year = f"Year {pupil.year}"
    assert cells(client, "German")[year] == "Nobody has it pupils: fewer than 5 asked for: fewer than 5"
    client.get(f"/library/gaps/{german.id}")
    assert f"{year} Nobody has it fewer than 5 fewer than 5" in client.words()
    lesson = make.lesson(account(cast.lunt), place(cast, "ashfold"), german, year=pupil.year, board="AQA")
    lesson.state = LessonState.POSTED
    make.revision(lesson)
    db.session.commit()
    assert cells(client, "German")[year].startswith("1 pupils")
    client.get(f"/library/gaps/{german.id}")
    assert f"{year} AQA 1 1 0" in client.words() and "Nobody has it" not in client.words()
    client.get(f"/library/gaps/{german.id}?as=csv")
    assert b"AQA" in client.response.data
    client.get("/library/gaps?as=csv")
    assert f"German,{pupil.year},1,fewer than 5,fewer than 5,".encode() in client.response.data


def test_who_is_in_lessons_needs_nothing_here(cast: Cast, client_of: ClientOf) -> None:
    german, pupil = make.subject("German"), ellie(cast)
    taught(cast, pupil, german.id)
    yesterday = clock.today() - dt.timedelta(days=1)
    away = make_attendance.away(pupil, place(cast, "wren_hill"), account(cast.own_teacher))
    away.starts_on, away.ends_on = yesterday, yesterday
    db.session.commit()
    assert cells(client_of(cast.lead), "German")[f"Year {pupil.year}"] == "0"


def test_a_withdrawn_lesson_and_a_draft_do_not_fill_a_gap(cast: Cast, client_of: ClientOf) -> None:
    subject = db.session.get_one(Term, cast.larkdale.ids["subject"])
    client = client_of(cast.broker)
    before = cells(client, subject.words)["Year 10"]
    make.lesson(account(cast.lunt), place(cast, "ashfold"), subject)
    gone = make.lesson(account(cast.lunt), place(cast, "ashfold"), subject)
    make.revision(gone)
    gone.state = LessonState.WITHDRAWN
    db.session.commit()
    assert cells(client, subject.words)["Year 10"] == before


def test_another_networks_lessons_and_pupils_are_not_in_it(cast: Cast, client_of: ClientOf) -> None:
    words_of_both = db.session.get_one(Term, cast.larkdale.ids["subject"]).words
    client = client_of(cast.stranger_teacher)
    client.get(f"/library/gaps/{cast.larkdale.ids['subject']}", 404)
    assert cells(client, words_of_both)["Year 10"].startswith("1")


def test_the_map_asks_as_much_for_many(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead)
    subject = db.session.get_one(Term, cast.larkdale.ids["subject"])
    lunt, ashfold = account(cast.lunt), place(cast, "ashfold")

    def more() -> None:
        lesson = make.lesson(lunt, ashfold, subject, state=LessonState.POSTED)
        make.revision(lesson)
        taught(cast, make.pupil(), subject.id)

    stays_flat(client, "/library/gaps", more)
    keeps_to(client, "/library/gaps", queries=10, kilobytes=4, nodes=300)


def test_of_a_specification_stands_how_many_were_set_it_lately(cast: Cast, client_of: ClientOf) -> None:
    german, lunt, ashfold = make.subject("German"), account(cast.lunt), place(cast, "ashfold")
    lesson = make.lesson(lunt, ashfold, german, year=10, board="AQA", specification="8661", state=LessonState.POSTED)
    revision, client = make.revision(lesson), client_of(cast.broker)
    for number in range(5):
        pupil = make.pupil(f"Pupil{number} Vale")
        make_attendance.away(pupil, place(cast, "wren_hill"), account(cast.own_teacher))
        work = make.assignment(pupil, revision, account(cast.dani))
        if number == 3:
            client.get(f"/library/gaps/{german.id}")
            assert "Year 10 AQA · 8661 1 1 fewer than 5" in client.words()
    client.get(f"/library/gaps/{german.id}?as=csv")
    assert b"8661,,1,1,5" in client.response.data
    # Long ago, and of somebody who is in lessons again.
    work.set_at = clock.now() - dt.timedelta(weeks=9)
    client.get(f"/library/gaps/{german.id}")
    assert "AQA · 8661 1 1 fewer than 5" in client.words()


def test_a_subject_asks_as_much_for_many(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead)
    subject = db.session.get_one(Term, cast.larkdale.ids["subject"])
    lunt, ashfold = account(cast.lunt), place(cast, "ashfold")

    def more() -> None:
        lesson = make.lesson(lunt, ashfold, subject, state=LessonState.POSTED, board="AQA")
        make.assignment(make.pupil(), make.revision(lesson), account(cast.dani))

    stays_flat(client, f"/library/gaps/{subject.id}", more)
    keeps_to(client, f"/library/gaps/{subject.id}", queries=10, kilobytes=4, nodes=300)
