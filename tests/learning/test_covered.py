"""Nobody waits for somebody who is not there: cover, leaving, a yes that ran out; and the days that count."""

import datetime as dt
import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests import make_calendar, make_hours
from tests.asking.conftest import TUESDAY, Hold, at, hold, said
from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, set_to_ellie
from tests.learning.test_who_answers import look, told
from virtual_school.core.db import db
from virtual_school.identity.models import Account, Membership
from virtual_school.learning.models import AnswerOffer, AnswerPromise, PassedOn
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import cover as covering
from virtual_school.pupils.models import Window

__all__ = ["hold"]
ClientOf = Callable[[Person], Client]
Acting = Callable[[Person], Viewer]
ONE = dt.timedelta(days=1)
WEDNESDAY, FRIDAY, MONDAY = TUESDAY + ONE, TUESDAY + 3 * ONE, TUESDAY + 6 * ONE
WORDS = "I looked at each number in turn."


def promise_of(hand_in_id: uuid.UUID) -> AnswerPromise:
    db.session.expire_all()
    return db.session.scalars(sa.select(AnswerPromise).where(AnswerPromise.hand_in_id == hand_in_id)).one()


def words_of(ellie: Client, work: uuid.UUID) -> str:
    ellie.get(f"/my-work/{work}")
    return ellie.words()


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def test_who_stands_in_answers_and_the_pupil_is_told(
    cast: Cast, client_of: ClientOf, acting: Acting, hold: Hold
) -> None:
    """Dani answers herself, is off from Wednesday to Friday, and Sam stands in. Sam keeps what is Sam's after that."""
    hold(at(10))
    work = set_to_ellie(client_of(cast.dani), cast, "dani")
    ellie, sam = client_of(cast.ellie), client_of(cast.sam)
    hand_in_id = hand_in(ellie, work, WORDS)
    days = {"starts_on": WEDNESDAY, "ends_on": FRIDAY}
    off = make_hours.off(acting(cast.lead), account(cast.dani), account(cast.sam), **days)
    look(cast)
    assert "Dani answers by" in ellie.get(f"/my-work/{work}").text  # who is here today still may
    sam.get(f"/to-answer/{hand_in_id}", 404)
    hold(at(8, 0, WEDNESDAY))
    look(cast)
    look(cast)
    assert f"Dani is away. Sam answers by {said(WEDNESDAY + ONE)}." in words_of(ellie, work)
    assert told(cast, "answer.late") == set() and "sam" in told(cast, "hand_in.new")
    assert WORDS in sam.get(f"/to-answer/{hand_in_id}").text
    client_of(cast.dani).get(f"/to-answer/{hand_in_id}", 404)
    opened = db.session.scalars(sa.select(Window).where(Window.about_id == work, Window.ended_at.is_(None))).all()
    assert [(one.account_id, one.opened_by) for one in opened] == [(cast.sam.account_id, cast.lead.account_id)]
    covering.end_off(acting(cast.lead), off)
    db.session.commit()
    sam.get(f"/pupils/{cast.ellie.pupil_id}", 404)  # Dani is back: of Ellie's record Sam sees nothing any more
    give_back(sam, hand_in_id, "You showed how you know.", "done")
    assert "You showed how you know." in ellie.get(f"/my-work/{work}").text


def test_who_left_is_not_waited_for_and_sees_nothing(cast: Cast, client_of: ClientOf, hold: Hold) -> None:
    hold(at(10))
    work = set_to_ellie(client_of(cast.dani), cast)
    later = set_to_ellie(client_of(cast.dani), cast)
    hand_in_id = hand_in(client_of(cast.ellie), work, WORDS)
    row = db.session.get_one(Membership, cast.larkdale.ids["membership of lunt"])
    row.ended_at = at(11)
    hold(at(11, 15))
    look(cast)
    assert promise_of(hand_in_id).passed_because is PassedOn.GONE
    left = sa.select(Window).where(Window.about_id == work, Window.ended_at.is_(None))
    assert not db.session.scalars(left).all()
    lead = client_of(cast.lead)
    assert lead.get("/late-answers").text.count("Ms Lunt is not there any more to answer it") >= 2
    assert f"/assignments/{later}/answerer" in lead.response.text  # what is not handed in yet, too
    # One press on the lead's first page hands it to the pupil's mentor.
    lead.get("/waiting")
    lead.submit(f"form[action='/assignments/{work}/answerer']")
    assert "Dani Okafor answers it now." in lead.follow().text
    assert f"/assignments/{work}/answerer" not in lead.response.text
    assert "Dani has this now, and answers by" in client_of(cast.ellie).get(f"/my-work/{work}").text
    give_back(client_of(cast.dani), hand_in_id, "You showed how you know.", "done")


def test_what_comes_after_the_last_day_of_a_yes_is_not_theirs(cast: Cast, client_of: ClientOf, hold: Hold) -> None:
    hold(at(10))
    before, after = (set_to_ellie(client_of(cast.dani), cast) for _each in range(2))
    first = hand_in(client_of(cast.ellie), before, WORDS)
    offers = sa.select(AnswerOffer).where(AnswerOffer.account_id == cast.lunt.account_id)
    db.session.scalars(offers).one().ends_on = TUESDAY
    hold(at(9, 0, WEDNESDAY))
    second = hand_in(client_of(cast.ellie), after, WORDS)
    look(cast)
    assert promise_of(first).passed_because is None
    assert promise_of(second).passed_because is PassedOn.SAID_UNTIL
    assert "until which Ms Lunt said yes" in client_of(cast.lead).get("/late-answers").text


def test_two_school_days_over_a_weekend_and_a_day_on_which_school_is_shut(
    cast: Cast, client_of: ClientOf, hold: Hold
) -> None:
    """Handed in on a Friday at two, with Monday shut: Tuesday is the first whole day, Wednesday at two is the end."""
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    make_calendar.closure(school, MONDAY)
    db.session.commit()
    hold(at(14, 0, FRIDAY))
    work = set_to_ellie(client_of(cast.dani), cast)
    ellie = client_of(cast.ellie)
    hand_in_id = hand_in(ellie, work, WORDS)
    next_tuesday, due_on = MONDAY + ONE, MONDAY + 2 * ONE
    assert f"Ms Lunt answers by {said(due_on)}." in ellie.get(f"/my-work/{work}").text
    assert promise_of(hand_in_id).due_at == at(14, 0, due_on)
    for moment in (at(20, 0, FRIDAY), at(12, 0, FRIDAY + ONE), at(12, 0, MONDAY), at(15, 0, next_tuesday)):
        hold(moment)
        look(cast)
        assert told(cast, "answer.due") | told(cast, "answer.late") == set(), moment
    hold(at(13, 45, due_on))
    look(cast)
    assert (told(cast, "answer.due"), told(cast, "answer.late")) == ({"lunt"}, set())
    hold(at(14, 0, due_on))
    look(cast)
    assert told(cast, "answer.late") == {"lead", "dani"}
    lead = client_of(cast.lead)
    assert "Name somebody else to answer" in lead.get("/waiting").text
    lead.get("/late-answers")
    lead.submit(f"form[action='/assignments/{work}/answerer']")
    assert "Nobody waits too long" in lead.follow().text
    assert told(cast, "answer.late") == set()
    assert f"Dani has this now, and answers by {said(due_on + 2 * ONE)}." in ellie.get(f"/my-work/{work}").text
