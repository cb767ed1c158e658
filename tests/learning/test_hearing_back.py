"""What is said of a part of the work: the answerer's alone until it is returned, then the pupil's to act on."""

import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests import make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, set_to_ellie
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.learning.models import Reply
from virtual_school.learning.queries.remarks import Remarked, stretches
from virtual_school.pupils.models import Pupil

ClientOf = Callable[[Person], Client]


def test_a_remark_is_read_when_it_is_returned_and_acted_on(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt, dani = client_of(cast.ellie), client_of(cast.lunt), client_of(cast.dani)
    handed_in = hand_in(ellie, work, "I looked at each number. I looked again.")
    lunt.get(f"/to-answer/{handed_in}")
    lunt.submit("#remark-form", quote="I guessed", words="Why?", status=422)
    assert "not in what was handed in" in lunt.words("#remark-form") and "Why?" in lunt.words("#remark-form")
    lunt.submit("#remark-form", quote="I looked", near="24", words="Say how.")
    lunt.follow()
    assert lunt.words(".pile__work mark") == "I looked" and "Say how." in lunt.words(".remarks")
    lunt.get(f"/to-answer/{handed_in}", fragment="handed-in")

    for other, path in ((ellie, f"/my-work/{work}"), (dani, f"/assignments/{work}")):
        other.get(path)
        assert "Say how." not in other.words()
    give_back(lunt, handed_in, "Nearly.", "another_go")
    ellie.get(f"/my-work/{work}")
    assert ellie.words(".card--feedback mark") == "I looked"
    ellie.submit(".remarks form")
    ellie.follow()
    assert "You have seen to this" in ellie.words(".remarks")
    for other, path in ((lunt, f"/to-answer/{handed_in}"), (dani, f"/assignments/{work}")):
        other.get(path)
        assert "has seen to this" in other.words(".remarks")
    assert not lunt.select("#remark-form"), "what was returned is not changed"


def test_whoever_answered_sees_what_was_done_with_it(client: Client, client_of: ClientOf, cast: Cast) -> None:
    """Another go, answered, seen to and handed in again; then done."""
    work = set_to_ellie(client, cast)
    ellie, lunt = client_of(cast.ellie), client_of(cast.lunt)
    first = hand_in(ellie, work, "I looked at each number.")
    lunt.get(f"/to-answer/{first}")
    lunt.submit("#remark-form", quote="each number", words="Which one first?")
    give_back(lunt, first, "Nearly.", "another_go")
    lunt.get("/to-answer")
    assert "not read yet" in lately(lunt, first)
    lunt.get("/notices")
    assert "wrote back" not in lunt.words() and "saw to" not in lunt.words()

    ellie.get(f"/my-work/{work}")
    ellie.submit(".remarks form")
    ellie.get(f"/my-work/{work}")
    ellie.submit("#reply-form", text="I began with the seven.")
    lunt.get("/to-answer")
    assert "Ellie answered you" in lately(lunt, first) and "saw to 1 of 1 remarks" in lately(lunt, first)
    lunt.get("/notices")
    assert "Somebody wrote back" in lunt.words() and "Somebody saw to" in lunt.words()
    assert "Ellie" not in lunt.words("li.row") and "seven" not in lunt.words()

    second = hand_in(ellie, work, "I began with the seven, then each number.")
    lunt.get(f"/to-answer/{second}")
    since = lunt.words("#since-then")
    assert "Saw to 1 of 1 remarks" in since and "I began with the seven." in since
    give_back(lunt, second, "That is it.", "done")
    ellie.get(f"/my-work/{work}")
    ellie.submit("#reply-form", text="Thank you for waiting.")
    lunt.get(f"/to-answer/{second}")
    assert "Thank you for waiting." in lunt.words("#answer")
    reply = db.session.scalars(sa.select(Reply).where(Reply.text == "Thank you for waiting.")).one()
    ellies, dani = db.session.get_one(Pupil, cast.ellie.pupil_id), db.session.get_one(Account, cast.dani.account_id)
    make_safeguarding.concern(ellies, dani, None, reply.id, about_kind="reply")
    lunt.get("/to-answer")
    assert "answered you" not in lately(lunt, second), "held back, it stands in no list"


def lately(lunt: Client, hand_in_id: uuid.UUID) -> str:
    return lunt.words(f'.row:has(a[href="/to-answer/{hand_in_id}"])')


def test_stretches_show_each_letter_once() -> None:
    said = [Remarked(uuid.uuid4(), 1, "", 0, 5, None), Remarked(uuid.uuid4(), 2, "", 3, 8, None)]
    cut = stretches("0123456789", said)
    assert "".join(one.text for one in cut) == "0123456789"
    assert [one.numbers for one in cut] == [(1,), (1, 2), (2,), ()]
    assert [one.ending for one in cut] == [(), (1,), (2,), ()]
