"""Noting, completing, taking back; and who reads what of it."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_mentoring
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.mentoring import changes
from virtual_school.mentoring.models import ContactKind, ContactNote, MentorTask, Observation, ObservationKind, TaskKind
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil

Acting = Callable[[Person], Viewer]
ClientOf = Callable[[Person], Client]


def pupil_url(cast: Cast, page: str) -> str:
    return f"/pupils/{cast.ellie.pupil_id}/{page}"


def notes_of(cast: Cast) -> list[ContactNote]:
    db.session.expire_all()
    question = sa.select(ContactNote).where(ContactNote.pupil_id == cast.ellie.pupil_id).order_by(ContactNote.id)
    return list(db.session.scalars(question))


def seen_of(cast: Cast) -> list[Observation]:
    db.session.expire_all()
    question = sa.select(Observation).where(Observation.pupil_id == cast.ellie.pupil_id).order_by(Observation.id)
    return list(db.session.scalars(question))


def second_pupil(cast: Cast, name: str = "Josh Ward") -> Pupil:
    child = make.pupil(name)
    make.care_link(db.session.get_one(Account, cast.dani.account_id), child)
    db.session.commit()
    return child


# Contacts -------------------------------------------------------------------------------------------------------------


def test_one_tap_saves_it_with_the_time_now_and_once(client: Client, cast: Cast) -> None:
    client.sign_in(cast.dani).get(pupil_url(cast, "note"))
    form = client.one("form.quick__form[action$=contacts]")
    data = {box.get("name"): box.get("value") for box in form.cssselect("input")} | {"kind": "home"}
    before = len(notes_of(cast))
    client.post(form.get("action"), data)
    first = client.response.location
    client.post(form.get("action"), data)
    assert client.response.location == first
    *_earlier, made = notes_of(cast)
    assert len(notes_of(cast)) == before + 1
    assert made.kind is ContactKind.HOME and made.words is None and made.account_id == cast.dani.account_id
    assert abs(made.at - clock.now()) < dt.timedelta(minutes=1)
    client.follow()
    client.submit("form[action$=undo]")
    assert notes_of(cast)[-1].withdrawn_because == "Undone at once"


def test_words_come_after_and_are_never_replaced(client: Client, cast: Cast) -> None:
    url = f"/contacts/{cast.larkdale.ids['contact of ellie']}"
    client.sign_in(cast.dani).get(url)
    client.put(f"{url}/draft", {"key": "tab", "base": 0, "seq": 1, "text": "All is"})
    client.get(url)
    assert client.one("textarea").text == "All is"
    client.submit("form.quick__form", words="All is well.", minutes="15", draft_key="tab")
    row = db.session.get_one(ContactNote, cast.larkdale.ids["contact of ellie"])
    assert (row.words, row.minutes) == ("All is well.", 15)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 0
    client.post(url, {"words": "All is well.", "minutes": "15"})  # pressed twice
    client.post(url, {"words": "Something else."}, 409)
    assert "Something else." in client.words()
    client.get(url)
    assert not client.select("textarea")


def test_words_of_another_tab_are_shown_beside_ones_own(client: Client, cast: Cast) -> None:
    url = f"/contacts/{cast.larkdale.ids['contact of ellie']}"
    client.sign_in(cast.dani).put(f"{url}/draft", {"key": "phone", "base": 0, "seq": 1, "text": "From the phone"})
    client.post(url, {"words": "From the laptop", "draft_key": "laptop", "draft_version": "0"}, 409)
    assert "From the phone" in client.words() and "From the laptop" in (client.one("textarea").text or "")
    client.submit("form.quick__form")
    assert db.session.get_one(ContactNote, cast.larkdale.ids["contact of ellie"]).words == "From the laptop"


@pytest.mark.parametrize("said", ["Sat with josh.", "JOSH'S idea"])
def test_words_that_name_another_pupil_are_refused_with_a_tick(client: Client, cast: Cast, said: str) -> None:
    second_pupil(cast)
    url = f"/contacts/{cast.larkdale.ids['contact of ellie']}"
    client.sign_in(cast.dani).post(url, {"words": said}, 422)
    assert "Josh is also one of your pupils" in client.words("#words-error")
    client.submit("form.quick__form", somebody_else="y")
    assert db.session.get_one(ContactNote, cast.larkdale.ids["contact of ellie"]).words == said


def test_whom_one_does_not_reach_is_not_told_of(client: Client, cast: Cast) -> None:
    url = f"/contacts/{cast.larkdale.ids['contact of ellie']}"
    client.sign_in(cast.dani).post(url, {"words": "Sat with Tariq."})


def test_a_withdrawn_note_is_nowhere(client: Client, cast: Cast) -> None:
    note_id = cast.larkdale.ids["worded_contact of ellie"]
    client.sign_in(cast.dani).get(pupil_url(cast, "notes"))
    assert "We walked round the lake." in client.words()
    client.post(f"/contacts/{note_id}/withdraw", {"because": ""}, 422)
    client.post(f"/contacts/{note_id}/withdraw", {"because": "Entered on the wrong child."})
    for person in (cast.dani, cast.lead, cast.safeguarding_lead):
        client.sign_in(person).get(pupil_url(cast, "notes"))
        assert "We walked round the lake." not in client.words()
    client.sign_in(cast.dani).get(f"/contacts/{note_id}", 404)
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "contact.withdrawn")).one()
    assert event.because == "Entered on the wrong child." and event.data == {}


# Observations ---------------------------------------------------------------------------------------------------------


def test_the_family_reads_praise_and_nothing_else(client: Client, cast: Cast) -> None:
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    dani = db.session.get_one(Account, cast.dani.account_id)
    make_mentoring.observation(ellie, dani, ObservationKind.SEEN, words="Stood by the gate.")
    for person in (cast.ellie, cast.mum):
        client.sign_in(person).get(pupil_url(cast, "behaviour"))
        assert "Helped with the chairs." in client.words()
        assert "Left the room" not in client.words() and "gate" not in client.words()
        assert "ard moment" not in client.response.get_data(as_text=True)
    for person in (cast.dani, cast.lead, cast.head_of_year):
        client.sign_in(person).get(pupil_url(cast, "behaviour"))
        assert "Left the room before the end." in client.words()


def test_nothing_of_another_child_is_in_either_list(client: Client, cast: Cast) -> None:
    child = second_pupil(cast)
    dani = db.session.get_one(Account, cast.dani.account_id)
    make_mentoring.contact(child, dani, words="About the trip to the mill.")
    make_mentoring.observation(child, dani, words="Sang at the mill.")
    client.sign_in(cast.dani)
    for page in ("notes", "behaviour"):
        client.get(pupil_url(cast, page))
        assert "mill" not in client.words() and "Josh" not in client.words()


def test_an_observation_is_a_kind_and_a_sentence(client: Client, cast: Cast) -> None:
    client.sign_in(cast.dani).post(pupil_url(cast, "observations"), {"kind": "praise", "words": " "}, 422)
    client.post(pupil_url(cast, "observations"), {"kind": "good", "words": "Came early."}, 422)
    assert client.one("input[name=words]").get("value") == "Came early."
    yesterday = clock.today() - dt.timedelta(days=1)
    client.submit("form[id^=observe]", kind="praise", day=yesterday.isoformat(), time="09:30")
    made = seen_of(cast)[-1]
    assert (made.kind, made.words) == (ObservationKind.PRAISE, "Came early.")
    assert clock.local(made.at).date() == yesterday and f"{clock.local(made.at):%H:%M}" == "09:30"


@pytest.mark.parametrize("day", ["2031-01-01", "2020-01-01"])
def test_it_was_neither_in_the_future_nor_long_ago(client: Client, cast: Cast, day: str) -> None:
    data = {"kind": "praise", "words": "Came early.", "day": day}
    client.sign_in(cast.dani).post(pupil_url(cast, "observations"), data, 422)
    assert client.words("#day-error")


def test_lists_have_pages(client: Client, cast: Cast) -> None:
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    dani = db.session.get_one(Account, cast.dani.account_id)
    for _number in range(60):
        make_mentoring.contact(ellie, dani)
        make_mentoring.observation(ellie, dani)
    client.sign_in(cast.dani)
    for page in ("notes", "behaviour"):
        client.get(pupil_url(cast, page))
        assert len(client.select("ul.rows > li")) == 50
        client.get(client.one(".pager a[rel=next]").get("href"))
        assert 10 <= len(client.select("ul.rows > li")) < 50
        assert client.queries <= 6


# First tasks ----------------------------------------------------------------------------------------------------------


def tasks_of(pupil: Pupil) -> dict[TaskKind, MentorTask]:
    rows = db.session.scalars(
        sa.select(MentorTask).where(MentorTask.pupil_id == pupil.id, MentorTask.done_at.is_(None))
    )
    return {row.kind: row for row in rows}


def test_first_tasks_are_given_once_and_fall_on_school_days(cast: Cast, acting: Acting) -> None:
    child = second_pupil(cast)
    dani = acting(cast.dani)
    starts_on = dt.date(2026, 11, 26)  # a Thursday
    changes.give_task(dani, pupil_id=child.id, kind=TaskKind.MEET, starts_on=starts_on)
    assert len(changes.first_tasks(dani, pupil_id=child.id, starts_on=starts_on)) == 4
    assert changes.first_tasks(dani, pupil_id=child.id, starts_on=starts_on) == []
    tasks = tasks_of(child)
    assert set(tasks) == set(TaskKind) and all(task.due_on.isoweekday() <= 5 for task in tasks.values())
    assert tasks[TaskKind.MEET].due_on == dt.date(2026, 11, 30)


def test_who_met_the_pupil_is_not_asked_to_meet_them_again(cast: Cast, acting: Acting) -> None:
    child = second_pupil(cast)
    dani = acting(cast.dani)
    met = changes.give_task(dani, pupil_id=child.id, kind=TaskKind.MEET, starts_on=clock.today())
    assert met is not None
    changes.do_task(dani, met)
    given = changes.first_tasks(dani, pupil_id=child.id, starts_on=clock.today())
    assert TaskKind.MEET not in {task.kind for task in given}


def test_a_task_is_done_in_one_tap_and_undone(client: Client, cast: Cast) -> None:
    task_id = cast.larkdale.ids["task of ellie"]
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}")
    client.submit(f"form[action='/mentor-tasks/{task_id}/done']")
    assert db.session.get_one(MentorTask, task_id).done_by == cast.dani.account_id
    client.follow()
    client.submit("form[data-undo]")
    db.session.expire_all()
    assert db.session.get_one(MentorTask, task_id).done_at is None
