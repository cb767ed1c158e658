"""Who answers, and by when: said yes to, promised, reminded of, passed on, given back, named anew."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.asking.conftest import TUESDAY, Hold, at, hold, said
from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, set_to_ellie
from virtual_school.core.db import db
from virtual_school.identity.models import Off
from virtual_school.learning import promising
from virtual_school.learning.models import AnswerOffer, AnswerPromise
from virtual_school.learning.queries import promised
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Notice
from virtual_school.pupils.models import Window
from virtual_school.safeguarding.actions import raise_concern

__all__ = ["hold"]
Handed = tuple[uuid.UUID, uuid.UUID]
ClientOf = Callable[[Person], Client]
THURSDAY = TUESDAY + dt.timedelta(days=2)
WORDS = "I looked at each number in turn."


def told(cast: Cast, kind: str) -> set[str]:
    db.session.expire_all()
    found = set(
        db.session.scalars(sa.select(Notice.account_id).where(Notice.kind == kind, Notice.settled_at.is_(None)))
    )
    return {person.key for person in cast if person.account_id in found}


def look(cast: Cast) -> None:
    """As the job does it, under its rule."""
    db.session.commit()
    for promise_id in promised.due():
        promising.look(Viewer.system("answers.promised", cast.larkdale.network_id), promise_id)
    db.session.commit()


def keep_only(hand_in_id: uuid.UUID) -> AnswerPromise:
    return db.session.scalars(sa.select(AnswerPromise).where(AnswerPromise.hand_in_id == hand_in_id)).one()


@pytest.fixture
def handed_in(cast: Cast, client_of: ClientOf, hold: Hold) -> Handed:
    """Set to Ellie, with Ms Lunt to answer; handed in on a Tuesday at ten."""
    hold(at(10))
    work = set_to_ellie(client_of(cast.dani), cast)
    return work, hand_in(client_of(cast.ellie), work, WORDS)


def test_the_pupil_is_told_by_when_and_the_promise_goes_further(
    handed_in: Handed, cast: Cast, client_of: ClientOf, hold: Hold
) -> None:
    work, hand_in_id = handed_in
    ellie, lead, lunt = client_of(cast.ellie), client_of(cast.lead), client_of(cast.lunt)
    assert f"Ms Lunt answers by {said(THURSDAY)}." in ellie.get(f"/my-work/{work}").text
    assert f"Ms Lunt answers by {said(THURSDAY)}." in ellie.get(f"/my-work/{work}/receipt/{hand_in_id}").text
    hold(at(15, 0))
    look(cast)
    assert (told(cast, "answer.due"), told(cast, "answer.late")) == (set(), set())
    hold(at(9, 45, THURSDAY))
    look(cast)
    look(cast)
    assert (told(cast, "answer.due"), told(cast, "answer.late")) == ({"lunt"}, set())
    assert "Nobody waits too long" in lead.get("/late-answers").text
    hold(at(10, 1, THURSDAY))
    look(cast)
    look(cast)
    assert told(cast, "answer.late") == {"lead", "dani"}  # who leads, and who set it
    assert "Ms Lunt has not answered in time" in lead.get("/late-answers").text
    assert "taking longer than we promised" in ellie.get(f"/my-work/{work}").text
    assert "Nobody waits too long" in client_of(cast.stranger_lead).get("/late-answers").text
    # The lead names Mr Hale: Ms Lunt sees it no more, and the two days begin anew.
    lead.get(f"/assignments/{work}/answerer")
    lead.submit("main form", answerer=str(cast.larkdale.ids["membership of own_teacher"]), because="She is ill.")
    lunt.get(f"/to-answer/{hand_in_id}", 404)
    hale = client_of(cast.own_teacher)
    assert WORDS in hale.get(f"/to-answer/{hand_in_id}").text
    assert "Nobody waits too long" in lead.get("/late-answers").text
    assert (told(cast, "answer.due"), told(cast, "answer.late")) == (set(), set())
    assert "Mr Hale has this now, and answers by" in ellie.get(f"/my-work/{work}").text
    give_back(hale, hand_in_id, "You showed how you know.", "done")
    promise = keep_only(hand_in_id)
    assert promise.promised_at == at(10, 0, THURSDAY) < promise.due_at
    hold(at(10, 0, THURSDAY + dt.timedelta(days=20)))
    look(cast)
    assert told(cast, "answer.late") == set()


def test_what_is_held_back_is_told_to_nobody(
    handed_in: Handed, cast: Cast, client_of: ClientOf, acting: Callable[[Person], Viewer], hold: Hold
) -> None:
    ellie_id = cast.larkdale.people["ellie"].pupil_id
    assert ellie_id
    raise_concern(acting(cast.dani), pupil_id=ellie_id, about=("hand_in", handed_in[1]), copy="c", words="w")
    hold(at(12, 0, THURSDAY))
    look(cast)
    assert told(cast, "answer.due") | told(cast, "answer.late") == set()
    assert "Nobody waits too long" in client_of(cast.lead).get("/late-answers").text


def test_who_is_away_when_it_is_due_is_not_waited_for(
    handed_in: Handed, cast: Cast, client_of: ClientOf, hold: Hold
) -> None:
    off = Off(account_id=cast.lunt.account_id, set_by=cast.lead.account_id, set_at=at(10), starts_on=TUESDAY)
    off.ends_on = TUESDAY + dt.timedelta(days=1)
    db.session.add(off)
    look(cast)
    assert told(cast, "answer.late") == set()  # back in time
    off.ends_on = THURSDAY
    look(cast)
    assert told(cast, "answer.late") == {"lead", "dani"}
    assert "Ms Lunt is away" in client_of(cast.lead).get("/late-answers").text
    assert "Ms Lunt cannot answer this after all." in client_of(cast.ellie).get(f"/my-work/{handed_in[0]}").text


def test_work_is_given_back_with_a_reason_and_stays_somebodys(
    handed_in: Handed, cast: Cast, client_of: ClientOf
) -> None:
    work, hand_in_id = handed_in
    lunt, lead = client_of(cast.lunt), client_of(cast.lead)
    lunt.get(f"/to-answer/{hand_in_id}/give-back")
    lunt.submit("main form", because="I am away from Friday.")
    assert "I am away from Friday." in lead.get("/late-answers").text
    assert told(cast, "answer.given_back") == {"lead", "dani"}
    lunt.get(f"/to-answer/{hand_in_id}")  # it is theirs until somebody else is named
    lead.get(f"/assignments/{work}/answerer")
    lead.submit("main form", answerer=str(cast.larkdale.ids["membership of dani"]))
    assert told(cast, "answer.given_back") == set()
    lunt.get(f"/to-answer/{hand_in_id}", 404)
    windows = db.session.scalars(sa.select(Window).where(Window.about_id == work)).all()
    assert [window.ended_at is not None for window in windows] == [True]


def test_nobody_is_named_who_did_not_say_yes_nor_beyond_their_number(
    cast: Cast, client_of: ClientOf, hold: Hold
) -> None:
    hold(at(10))
    dani, bell = client_of(cast.dani), client_of(cast.bell)
    lesson = cast.larkdale.lessons["ashfold"].lesson_id
    page = f"/pupils/{cast.ellie.pupil_id}/set?lesson={lesson}"
    bell.get("/i-can-answer")
    bell.submit("form[action$=end]", what="keep")
    key = str(cast.larkdale.ids["membership of bell"])
    assert key not in dani.get(page).text  # by default nobody of another school
    bell.get("/i-can-answer")
    bell.submit("form[action$=answer]", 422, a_week="0", ends_on=str(TUESDAY + dt.timedelta(days=8)))
    subject = str(cast.larkdale.ids["subject"])
    bell.submit("form[action$=answer]", a_week="1", subjects=subject, ends_on=str(TUESDAY + dt.timedelta(days=8)))
    assert "Ms Bell, teacher · 0 of 1 this week" in dani.get(page).text
    dani.submit("main form[action$=set]", answerer=key)
    assert key not in dani.get(page).text
    assert "Ms Bell (1 of 1 this week)" in dani.words()
    dani.submit("main form[action$=set]", 422, answerer=key)
    hold(at(10, 0, TUESDAY + dt.timedelta(days=7)))
    assert "Ms Bell, teacher · 0 of 1 this week" in dani.get(page).text
    hold(at(10, 0, TUESDAY + dt.timedelta(days=9)))
    assert key not in dani.get(page).text  # the day until which it was said


def test_ending_it_gives_back_what_they_have(handed_in: Handed, cast: Cast, client_of: ClientOf) -> None:
    lunt, lead = client_of(cast.lunt), client_of(cast.lead)
    lunt.get("/i-can-answer")
    lunt.submit("form[action$=end]", 422, what="give_back")
    lunt.submit("form[action$=end]", what="give_back", because="A new timetable.")
    assert lead.get("/late-answers").text.count("A new timetable.") >= 2
    assert db.session.scalar(sa.select(AnswerOffer.ended_at).where(AnswerOffer.account_id == cast.lunt.account_id))
