"""After two school days the network's teachers of the subject are asked, who learn nothing of the pupil."""

import datetime as dt
import html
import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make_asking, make_attendance, make_calendar, make_safeguarding
from tests.asking.conftest import TUESDAY, Around, Hold, at
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.asking import actions, jobs, queries, telling
from virtual_school.asking.models import RequestState, Teaches, WorkReply, WorkRequest
from virtual_school.asking.queries import setting
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.jobs import Job, Later, Run
from virtual_school.core.leaving import Sending
from virtual_school.learning.models import Answerer, Assignment
from virtual_school.library.models import Lesson
from virtual_school.network.viewer import Viewer
from virtual_school.notices.following import Told, may_go
from virtual_school.notices.models import Notice
from virtual_school.pupils.models import Away, CareLink, Programme

ClientOf = Callable[[Person], Client]
THURSDAY = TUESDAY + dt.timedelta(days=2)


@pytest.fixture
def asked(cast: Cast, client: Client, around: Around) -> WorkRequest:
    """Music, asked of Mr Hale by Dani on a Tuesday at half past nine; Ms Lunt teaches music at Ashfold."""
    make_asking.teaches(around.account(cast.lunt), around.place("ashfold"), around.subject)
    db.session.commit()
    client.sign_in(cast.dani).post(f"/pupils/{around.ellie.id}/ask", around.asked())
    return around.request()


def test_two_school_days_later_and_not_before(asked: WorkRequest, cast: Cast, around: Around, hold: Hold) -> None:
    assert telling.due(asked) == at(9, 30, THURSDAY)
    job = [one for one in db.session.scalars(sa.select(Job)) if one.payload.get("request") == str(asked.id)]
    assert len(job) == 1
    hold(at(9, 29, THURSDAY))
    assert around.goes_on() == at(9, 30, THURSDAY)
    assert around.request().state is RequestState.WITH_TEACHER and around.told("request.network") == set()
    hold(at(9, 30, THURSDAY))
    assert around.goes_on() is None
    assert around.request().state is RequestState.WITH_NETWORK
    assert around.told("request.network") == {"lunt"} and around.told("request.passed_on") == {"dani"}
    assert around.goes_on() is None, "run twice it tells nobody twice"


def test_a_day_of_snow_is_no_school_day(asked: WorkRequest, around: Around, hold: Hold) -> None:
    make_calendar.closure(around.place("wren_hill"), TUESDAY + dt.timedelta(days=1))
    hold(at(9, 30, THURSDAY))
    friday = THURSDAY + dt.timedelta(days=1)
    assert around.goes_on() == at(9, 30, friday)
    hold(at(9, 30, friday))
    assert around.goes_on() is None and around.request().state is RequestState.WITH_NETWORK


def test_the_job_waits_for_the_day(asked: WorkRequest, cast: Cast, around: Around, hold: Hold) -> None:
    def run() -> None:
        db.session.commit()
        here, rule = cast.larkdale.network_id, telling.GOES_ON
        viewer = Viewer.system(rule, here)
        jobs.pass_on(Run(asked.id, rule, {"request": str(asked.id)}, 1, here, None, rule, "test", lambda _run: viewer))

    with pytest.raises(Later):
        run()
    hold(at(9, 30, THURSDAY))
    run()
    assert around.request().state is RequestState.WITH_NETWORK


def test_who_is_back_needs_nothing_any_more(cast: Cast, client: Client, around: Around, hold: Hold) -> None:
    """Opened for a pupil of the school's own, with neither mentor nor programme."""
    from_wren_hill = make_asking.request(
        around.ellie,
        around.subject,
        around.place("wren_hill"),
        around.account(cast.dani),
        around.account(cast.own_teacher),
    )
    assert from_wren_hill.state is RequestState.WITH_TEACHER
    db.session.execute(sa.text("UPDATE care_link SET ended_at = starts_on WHERE kind = 'mentor'"))
    db.session.execute(sa.text("UPDATE away SET ended_at = starts_on"))
    db.session.execute(sa.text("UPDATE programme SET ended_at = starts_on"))
    hold(at(9, 30, THURSDAY + dt.timedelta(days=5)))
    assert around.goes_on() is None
    assert around.request().state is RequestState.WITHDRAWN


def everything_sent(client: Client) -> str:
    return html.unescape(client.response.get_data(as_text=True) + str(client.response.headers))


def test_they_learn_the_subject_the_year_and_the_line_and_nothing_else(
    asked: WorkRequest, cast: Cast, client: Client, around: Around, hold: Hold
) -> None:
    client.sign_in(cast.lunt).get(f"/asked/{asked.id}", 404)  # not before it went on
    hold(at(9, 30, THURSDAY))
    around.goes_on()
    pages = ("/asked", f"/asked/{asked.id}", f"/worried/work_request/{asked.id}")
    for url in pages:
        client.get(url)
        assert "A song to sing alone" in client.words()
        told = re.sub(r"<select.*?</select>", "", everything_sent(client), flags=re.DOTALL)  # every school is in it
        for secret in ("Ellie", "Marsh", "Wren Hill", "Mr Hale", "Dani", "Okafor", str(around.ellie.id)):
            assert secret not in told, f"{url} says {secret}"
    client.get("/asked")
    assert "Music for Year 10" in client.words()
    client.get(f"/requests/{asked.id}/answer", 404)
    client.get(f"/requests/{asked.id}", 403)
    client.get(f"/pupils/{around.ellie.id}/ask", 403)


def test_nothing_of_the_pupil_is_even_read_for_them(
    asked: WorkRequest, cast: Cast, client: Client, around: Around, hold: Hold
) -> None:
    hold(at(9, 30, THURSDAY))
    around.goes_on()
    client.sign_in(cast.lunt).get(f"/asked/{asked.id}")
    assert not [one for one in client.statements.queries if "known_as" in one or "family_name" in one]


def test_one_answer_goes_to_whoever_asked_and_an_adult_hands_it_on(
    asked: WorkRequest, cast: Cast, client: Client, around: Around, client_of: ClientOf, hold: Hold
) -> None:
    hold(at(9, 30, THURSDAY))
    around.goes_on()
    lunt, bell = client_of(cast.lunt), client_of(cast.bell)
    bell.get(f"/asked/{asked.id}", 404)  # teaches no music
    bell.post("/asked/subjects", {"subjects": [around.music, around.id("geography")]})
    bell.get(f"/asked/{asked.id}")
    lesson = cast.larkdale.lessons["stonegate"].lesson_id
    lunt.post(f"/asked/{asked.id}", {"kind": "lesson", "lesson_id": lesson, "named": "Searching", "words": "Try it."})
    bell.post(f"/asked/{asked.id}", {"kind": "library"}, 422)
    assert "answered this already" in bell.words()
    assert around.told("request.answered") == {"dani"} and around.told("request.network") == set()
    client.sign_in(cast.ellie).get("/from-teachers")
    assert "Try it." not in client.words(), "a stranger's answer is an adult's first"
    dani = client_of(cast.dani)
    dani.get(f"/requests/{asked.id}")
    assert "Ms Lunt, Ashfold School" in dani.words() and "does not have it yet" in dani.words()
    dani.post(f"/requests/{asked.id}/hand-on")
    dani.post(f"/requests/{asked.id}/hand-on")
    reply = db.session.scalars(sa.select(WorkReply).where(WorkReply.request_id == asked.id)).one()
    work = db.session.get_one(Assignment, reply.assignment_id)
    named = db.session.scalars(sa.select(Answerer).where(Answerer.assignment_id == work.id)).one()
    who = setting.who_answers(around.ellie.id)
    assert who and named.account_id == who.account_id != cast.lunt.account_id, "answering gives nobody marking"
    client.get("/from-teachers")
    assert "Try it." in client.words() and "Lunt" not in client.words()


def test_asked_of_nobody_it_goes_to_the_network_at_once(cast: Cast, client: Client, around: Around) -> None:
    make_asking.teaches(around.account(cast.lunt), around.place("ashfold"), around.subject)
    db.session.commit()
    client.sign_in(cast.dani).post(f"/pupils/{around.ellie.id}/ask", around.asked(teacher_id="nobody"))
    assert around.request().state is RequestState.WITH_NETWORK and around.told("request.network") == {"lunt"}


def test_who_posted_a_lesson_of_it_teaches_it(cast: Cast, around: Around, acting: Callable[[Person], Viewer]) -> None:
    """And who said so and says so no more does not."""
    asked = make_asking.request(around.ellie, db.session.get_one(type(around.subject), around.id("subject")),
        around.place("wren_hill"), around.account(cast.dani), None)  # fmt: skip
    assert asked.id in {one.id for one in queries.asked_of_us(acting(cast.bell))}
    assert asked.id not in {one.id for one in queries.asked_of_us(acting(cast.own_teacher))}
    geography = around.id("asked of ellie")
    assert geography in {one.id for one in queries.asked_of_us(acting(cast.bell))}
    db.session.execute(sa.update(Teaches).values(ended_at=clock.now()))
    assert geography not in {one.id for one in queries.asked_of_us(acting(cast.bell))}
    there = {one.id for one in queries.asked_of_us(acting(cast.stranger_teacher))}
    assert not there & {geography, asked.id}, "another network's"


def test_an_adult_from_whom_the_pupil_is_kept_is_not_told_of_it(
    asked: WorkRequest, cast: Cast, client: Client, around: Around, hold: Hold
) -> None:
    make_safeguarding.keep_apart(around.ellie, cast.safeguarding_lead.account_id, account_id=cast.lunt.account_id)
    hold(at(9, 30, THURSDAY))
    around.goes_on()
    assert around.told("request.network") == set()
    client.sign_in(cast.lunt).get(f"/asked/{asked.id}", 404)
    client.get("/asked")
    assert "A song to sing" not in client.words()


def test_while_everything_is_stopped_nothing_goes_on(
    asked: WorkRequest, cast: Cast, client: Client, around: Around, hold: Hold
) -> None:
    held = make_safeguarding.hold(around.ellie, cast.safeguarding_lead.account_id)
    hold(at(9, 30, THURSDAY))
    again = around.goes_on()
    assert again is not None and again > clock.now()
    assert around.request().state is RequestState.WITH_TEACHER
    client.sign_in(cast.own_teacher).get("/i-answer")
    assert "Ellie" not in client.words()
    told = Told(cast.own_teacher.account_id, "request.new", None, asked.id, f"/requests/{asked.id}/answer")
    assert may_go(told) is Sending.HOLD
    held.ended_at = clock.now()
    db.session.commit()
    assert may_go(told) is Sending.YES
    assert around.goes_on() is None and around.request().state is RequestState.WITH_NETWORK


def test_withdrawn_it_waits_for_nobody(
    asked: WorkRequest, cast: Cast, client: Client, around: Around, client_of: ClientOf
) -> None:
    client.post(f"/requests/{asked.id}/withdraw", {"because": "She is back"})
    client_of(cast.own_teacher).get(f"/requests/{asked.id}/answer", 404)
    assert around.told("request.new") == set()
    assert around.goes_on() is None and around.request().state is RequestState.WITHDRAWN
    left = db.session.scalars(sa.select(Notice).where(Notice.object_id == asked.id, Notice.settled_at.is_(None)))
    assert left.all() == []


def test_when_they_are_back_nobody_is_asked_any_more(
    asked: WorkRequest, cast: Cast, client: Client, around: Around, hold: Hold
) -> None:
    row = make_attendance.away(around.ellie, around.place("wren_hill"), around.account(cast.own_teacher))
    hold(at(9, 30, THURSDAY))
    around.goes_on()
    viewer = Viewer.system("away.days", cast.larkdale.network_id)
    actions.ask_no_more(viewer, row.id)
    assert around.request().state is RequestState.WITH_NETWORK, "she has a mentor still"
    for link in (CareLink, Away, Programme):
        db.session.execute(sa.update(link).values(ended_at=clock.now()))
    db.session.commit()
    client.sign_in(cast.lunt).get("/asked")
    assert "A song to sing" not in client.words()
    actions.ask_no_more(viewer, row.id)
    assert around.request().state is RequestState.WITHDRAWN and around.told("request.network") == set()


def test_a_lesson_that_was_sent_is_called_as_it_was_posted(
    asked: WorkRequest, cast: Cast, client: Client, around: Around, client_of: ClientOf, hold: Hold
) -> None:
    """Its school writes it anew: nobody else reads a word of that before it is posted."""
    hold(at(9, 30, THURSDAY))
    around.goes_on()
    lunt, dani, lesson = client_of(cast.lunt), client_of(cast.dani), cast.larkdale.lessons["stonegate"].lesson_id
    lunt.post(f"/asked/{asked.id}", {"kind": "lesson", "lesson_id": lesson, "named": "Searching"})
    dani.post(f"/requests/{asked.id}/hand-on")
    row = db.session.get_one(Lesson, lesson)
    posted, row.title = row.title, "What Zebedee did"
    db.session.commit()
    places = {f"/asked/{asked.id}": lunt, f"/requests/{asked.id}": dani, "/from-teachers": client_of(cast.ellie)}
    for url, who in places.items():
        who.get(url)
        assert posted in who.words() and "Zebedee" not in who.response.text, url
