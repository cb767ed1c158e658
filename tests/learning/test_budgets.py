"""How much a page asks of the database: the same for few rows and for many."""

from collections.abc import Callable

import pytest

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.learning.models import AssignmentState, Outcome
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil

ClientOf = Callable[[Person], Client]
VIEWER = 2  # who asks, and their hats


def fill(cast: Cast, many: int) -> None:
    """So many pieces of work for Ellie: half of them handed in, half of those with new feedback."""
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    dani, lunt = (db.session.get_one(Account, person.account_id) for person in (cast.dani, cast.lunt))
    ashfold = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
    revision = db.session.get_one(LessonRevision, cast.larkdale.lessons["ashfold"].revision_id)
    states = [AssignmentState.STARTED, AssignmentState.HANDED_IN, AssignmentState.DONE, AssignmentState.HANDED_IN]
    for number in range(many):
        state = states[number % 4]
        work = make.assignment(ellie, revision, dani, state=state)
        make.marker(work, ellie, lunt, ashfold)
        attempt = make.attempt(work)
        if state is AssignmentState.STARTED:
            continue
        handed_in = make.hand_in(attempt)
        if state is AssignmentState.DONE:
            make.feedback(handed_in, lunt, outcome=Outcome.DONE)


@pytest.mark.parametrize("many", [10, 100])
def test_lists_ask_the_same_for_few_and_for_many(client_of: ClientOf, cast: Cast, many: int) -> None:
    fill(cast, many)
    ellie, lunt, dani = client_of(cast.ellie), client_of(cast.lunt), client_of(cast.dani)
    ellie.get("/my-people")  # the first request of all also learns the networks' host names
    asked = {}
    for name, client, url in (
        ("my work", ellie, "/my-work"),
        ("today", ellie, "/today"),
        ("pile", lunt, "/to-answer"),
        ("record", dani, f"/pupils/{cast.ellie.pupil_id}/work"),
    ):
        client.get(url)
        asked[name] = client.queries - VIEWER
    # Today says, beside what there is to do, whether the mentor is off and who stands in: one more.
    assert asked == {"my work": 2, "today": 6, "pile": 4, "record": 2}


def test_one_piece_of_work_asks_a_few_questions(client_of: ClientOf, cast: Cast) -> None:
    client = client_of(cast.ellie)
    client.get("/my-work")  # one of them asks who reads what is written there
    # Beside the lesson: its files, its steps with them, and the questions where a step holds some; what was changed
    # about the work, and what makes it fair; links, and what an adult wrote down; whether they were stuck,
    # which step they are at and what they answered; what was said of parts of it.
    for state, most in (("new", 9), ("started", 15), ("in", 12), ("returned", 14)):
        client.get(f"/my-work/{cast.larkdale.work[state].assignment_id}")
        assert client.queries - VIEWER <= most, state


def test_one_hand_in_asks_at_most_fifteen(client_of: ClientOf, cast: Cast) -> None:
    """What is looked for and could be, the words that somebody keeps and what they said aloud are one each."""
    client = client_of(cast.lunt)
    client.get("/to-answer")
    client.get(f"/to-answer/{cast.larkdale.work['in'].hand_in_id}")
    assert client.queries - VIEWER <= 15


def test_a_long_list_has_pages(client_of: ClientOf, cast: Cast) -> None:
    fill(cast, 120)
    ellie = client_of(cast.ellie)
    ellie.get("/my-work")
    assert len(ellie.select("#work-rows > li")) == 50
    ellie.get(ellie.one(".pager a[rel=next]").get("href"))
    ellie.get(ellie.one(".pager a[rel=next]").get("href"))
    assert not ellie.select(".pager a[rel=next]")
    lunt = client_of(cast.lunt)
    lunt.get("/to-answer?as=csv")
    assert len(lunt.response.get_data(as_text=True).splitlines()) == 2 + 61, (
        "who took it, the names of the columns, and each row"
    )
    lunt.response.close()
