"""What is said of a part of the work: the answerer's alone until it is returned, then the pupil's to act on."""

import uuid
from collections.abc import Callable

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, set_to_ellie
from virtual_school.learning.queries.remarks import Remarked, stretches

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


def test_stretches_show_each_letter_once() -> None:
    said = [Remarked(uuid.uuid4(), 1, "", 0, 5, None), Remarked(uuid.uuid4(), 2, "", 3, 8, None)]
    cut = stretches("0123456789", said)
    assert "".join(one.text for one in cut) == "0123456789"
    assert [one.numbers for one in cut] == [(1,), (1, 2), (2,), ()]
    assert [one.ending for one in cut] == [(), (1,), (2,), ()]
