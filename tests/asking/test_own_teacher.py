"""Their own teacher is asked first: named once, told, answers once; the pupil has it, and whoever asked is told."""

import datetime as dt
import io
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_safeguarding
from tests.asking.conftest import TUESDAY, Around, Hold, at
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.asking.models import RequestState, SubjectTeacher, WorkReply, WorkRequest
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.learning.models import Answerer, Assignment, AssignmentState
from virtual_school.pupils.models import Enrolment

ClientOf = Callable[[Person], Client]
MONDAY = TUESDAY + dt.timedelta(days=6)


def ask(client: Client, around: Around, by: Person, **other: object) -> WorkRequest:
    client.sign_in(by).post(f"/pupils/{around.ellie.id}/ask", around.asked(**other))
    return around.request()


def reply_of(row: WorkRequest) -> WorkReply:
    return db.session.scalars(sa.select(WorkReply).where(WorkReply.request_id == row.id)).one()


def test_a_teacher_is_named_once_and_told(cast: Cast, client: Client, around: Around) -> None:
    row = ask(client, around, cast.dani)
    assert (row.state, row.teacher_id) == (RequestState.WITH_TEACHER, cast.own_teacher.account_id)
    assert around.told("request.new") == {"own_teacher"}
    client.get(f"/pupils/{around.ellie.id}/ask")
    assert "Music: Mr Hale" in client.words("fieldset") and "Mr Hale was asked on" in client.words()
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "request.asked")).one()
    assert event.pupil_id == around.ellie.id and "song" not in str(event.data)
    client.sign_in(cast.own_teacher).get(f"/requests/{row.id}/answer")
    assert "Work for Ellie M." in client.words("h1") and "A song to sing" in client.words()


def test_asked_again_in_the_same_subject_it_says_so(cast: Cast, client: Client, around: Around) -> None:
    ask(client, around, cast.dani)
    client.post(f"/pupils/{around.ellie.id}/ask", around.asked(), 422)
    assert "asked in that subject already" in client.words(".govuk-error-summary")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"words": ""}, "Say in a line"),
        ({"words": "Ellie needs a song"}, "Leave out their name"),
        ({"words": "A song, as at Wren Hill School"}, "Leave out their name"),
        ({"subject_id": ""}, "Choose the subject"),
        ({"teacher_id": ""}, "Choose who teaches it"),
        ({"subject_id": "", "teacher_id": ""}, "Choose at least one"),
    ],
)
def test_what_is_wrong_stands_beside_it(
    cast: Cast, client: Client, around: Around, other: dict[str, object], said: str
) -> None:
    client.sign_in(cast.dani).post(f"/pupils/{around.ellie.id}/ask", around.asked(**other), 422)
    assert said in client.words(".govuk-error-summary")
    assert not db.session.scalars(sa.select(WorkRequest).where(WorkRequest.subject_id == around.music)).all()


def test_a_teacher_of_another_school_is_nobodys_own(cast: Cast, client: Client, around: Around) -> None:
    sent = around.asked(teacher_id=cast.lunt.account_id)
    client.sign_in(cast.dani).post(f"/pupils/{around.ellie.id}/ask", sent, 422)
    assert not db.session.scalars(sa.select(SubjectTeacher).where(SubjectTeacher.subject_id == around.music)).all()


def test_an_adult_from_whom_the_pupil_is_kept_is_not_asked(cast: Cast, client: Client, around: Around) -> None:
    lead = cast.safeguarding_lead.account_id
    make_safeguarding.keep_apart(around.ellie, lead, account_id=cast.own_teacher.account_id)
    db.session.commit()
    client.sign_in(cast.dani).post(f"/pupils/{around.ellie.id}/ask", around.asked(), 422)
    assert "Ask the safeguarding lead" in client.words() and "Hale" not in client.words(".govuk-error-summary")
    client.sign_in(cast.own_teacher).get(f"/requests/{around.id('request of ellie')}/answer", 404)


def test_a_link_is_the_pupils_at_once_and_whoever_asked_is_told(
    cast: Cast, client: Client, around: Around, client_of: ClientOf
) -> None:
    row = ask(client, around, cast.dani)
    hale = client_of(cast.own_teacher)
    url = f"/requests/{row.id}/answer"
    hale.post(url, {"kind": "link"}, 422)
    hale.post(url, {"kind": "link", "link": "javascript:alert(1)"}, 422)
    hale.post(url, {"kind": "link", "link": "https://songs.example.org/one", "words": "The second verse."})
    hale.follow()
    assert "You answered on" in hale.words()
    assert around.told("request.answered") == {"dani"} and around.told("request.new") == set()
    client.sign_in(cast.ellie).get("/from-teachers")
    assert "Mr Hale" in client.words() and "The second verse." in client.words()
    assert client.select("main a[href='https://songs.example.org/one']")
    client.sign_in(cast.tariq).get("/from-teachers")
    assert "Mr Hale" not in client.words()


def test_a_lesson_is_set_and_the_teacher_answers_what_comes_back(
    cast: Cast, client: Client, around: Around, client_of: ClientOf
) -> None:
    row, lesson = ask(client, around, cast.dani), cast.larkdale.lessons["stonegate"]
    hale = client_of(cast.own_teacher)
    sent = {"kind": "lesson", "named": "Searching", "lesson_id": lesson.lesson_id}
    hale.post(f"/requests/{row.id}/answer", sent, 422)
    assert "Choose who answers" in hale.words(".govuk-error-summary")
    hale.post(f"/requests/{row.id}/answer", sent | {"answers": "me"})
    work = db.session.get_one(Assignment, reply_of(around.request()).assignment_id)
    named = db.session.scalars(sa.select(Answerer).where(Answerer.assignment_id == work.id)).one()
    assert work.pupil_id == around.ellie.id and named.account_id == cast.own_teacher.account_id
    client.sign_in(cast.ellie).get(f"/my-work/{work.id}")
    hale.post(f"/replies/{reply_of(around.request()).id}/take-back")
    db.session.expire_all()
    assert db.session.get_one(Assignment, work.id).state is AssignmentState.WITHDRAWN
    assert around.request().state is RequestState.WITH_TEACHER
    client.get(f"/my-work/{work.id}", 404)


def test_the_wrong_file_is_taken_back_from_everybody(
    cast: Cast, client: Client, around: Around, client_of: ClientOf
) -> None:
    row, hale = ask(client, around, cast.dani), client_of(cast.own_teacher)
    hale.post(f"/requests/{row.id}/answer", {"kind": "file"}, 422)
    sent = {"kind": "file", "files": (io.BytesIO(b"The class list\n"), "list.txt")}
    hale.post(f"/requests/{row.id}/answer", sent)
    reply = reply_of(around.request())
    url, theirs = f"/from-teachers/{reply.id}/list.txt", f"/replies/{reply.id}/list.txt"
    client.sign_in(cast.ellie).get(url)
    client_of(cast.dani).get(theirs)
    client_of(cast.lunt).get(theirs, 404)
    hale.get(theirs)
    hale.post(f"/replies/{reply.id}/take-back")
    hale.post(f"/replies/{reply.id}/take-back")
    assert around.told("request.taken_back") == {"dani"} and around.told("request.answered") == set()
    client.get(url, 404)
    client_of(cast.dani).get(theirs, 404)
    hale.get(theirs, 404)
    hale.post(f"/requests/{row.id}/answer", {"kind": "library", "words": "Anything with drums."})
    client.get("/from-teachers")
    assert "list.txt" not in client.words() and "Anything with drums." in client.words()


def test_pressed_twice_it_is_answered_once(cast: Cast, client: Client, around: Around) -> None:
    row = ask(client, around, cast.dani)
    sent = {"kind": "library", "once": "the-key"}
    client.sign_in(cast.own_teacher)
    client.post(f"/requests/{row.id}/answer", sent)
    client.post(f"/requests/{row.id}/answer", sent)
    client.post(f"/requests/{row.id}/answer", {"kind": "library"}, 422)
    assert "answered this already" in client.words()
    assert reply_of(row)


def test_who_left_the_school_is_asked_no_more(cast: Cast, client: Client, around: Around) -> None:
    """The pupil moves: the teacher of the old school has nothing of theirs any more."""
    row = ask(client, around, cast.dani)
    db.session.execute(
        sa.update(Enrolment).where(Enrolment.pupil_id == around.ellie.id).values(ended_at=at(9), because="Moved")
    )
    db.session.commit()
    client.sign_in(cast.own_teacher).get(f"/requests/{row.id}/answer", 404)
    client.get(f"/i-answer/{around.ellie.id}", 404)
    client.sign_in(cast.dani).get(f"/pupils/{around.ellie.id}/ask")
    assert "on no school’s roll" in client.words()


def test_the_school_asks_before_the_first_day(cast: Cast, client: Client, around: Around, hold: Hold) -> None:
    """Whoever opened an absence asks at once, though it begins next week; for nobody else of the roll."""
    child = make.pupil("Milo Finch")
    make.enrolment(child, around.place("wren_hill"))
    db.session.commit()
    client.sign_in(cast.head_of_year).get(f"/pupils/{child.id}/ask", 404)
    answers, days = (
        cast.own_teacher.account_id,
        {"starts_on": str(MONDAY), "ends_on": str(MONDAY + dt.timedelta(days=4))},
    )
    client.post("/away/new", {"pupil": child.id, "why": "injured", "answers_id": answers, **days})
    client.follow()
    assert "Ask their teachers for work" in client.words()
    client.post(f"/pupils/{child.id}/ask", around.asked())
    client.get(f"/requests/{around.request().id}")
    client.sign_in(cast.safeguarding_lead).get(f"/requests/{around.request().id}", 403)
    client.sign_in(cast.dani).get(f"/requests/{around.request().id}", 404)
    client.get(f"/requests/{uuid.uuid4()}", 404)


def test_where_it_is_kept_in_confidence_neither_school_nor_teacher_is_named(
    cast: Cast, client: Client, around: Around, client_of: ClientOf
) -> None:
    row = ask(client, around, cast.dani)
    client_of(cast.own_teacher).post(f"/requests/{row.id}/answer", {"kind": "library"})
    client.get(f"/requests/{row.id}")
    assert "Mr Hale, Wren Hill" in client.words("main")
    reply = reply_of(row).id
    make_safeguarding.confidential(around.ellie, cast.safeguarding_lead.account_id)
    db.session.commit()
    for url in (f"/requests/{row.id}", f"/pupils/{around.ellie.id}/ask"):
        client.get(url)
        assert "Wren Hill" not in client.words("main") and "Hale" not in client.words("main"), url
    assert "kept in confidence" in client.words() and not client.select("#words")
    client.get(f"/worried/work_reply/{reply}")
    assert "Hale" not in client.words("main")
