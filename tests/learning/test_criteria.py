"""What is looked for, in words: met or not yet, offered again with the next, read kindly once it is returned."""

from collections.abc import Callable

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, set_to_ellie

ClientOf = Callable[[Person], Client]
SHOWN = "Shows each step"


def test_met_or_not_yet_is_read_when_it_is_returned(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt, dani = client_of(cast.ellie), client_of(cast.lunt), client_of(cast.dani)
    handed_in = hand_in(ellie, work, "I looked at each number.")
    lunt.get(f"/to-answer/{handed_in}")
    outcome = lunt.select("#criteria .criterion p")[0].text or ""
    assert outcome, "what the lesson is for is offered"
    url = f"/to-answer/{handed_in}/criteria"
    lunt.post(url, {"looked_for": " ", "said": "met"}, 422)
    lunt.post(url, {"looked_for": SHOWN, "said": "nearly"}, 422)
    for words, said in ((outcome, "met"), (SHOWN, "met"), (SHOWN.upper(), "not-yet"), ("Takes this away", "met")):
        lunt.post(url, {"looked_for": words, "said": said})
    lunt.get(f"/to-answer/{handed_in}", fragment="criteria")
    pressed = [one.get("value") for one in lunt.select("#criteria [aria-pressed=true]")]
    assert pressed == ["met", "not-yet", "met"], "the same words again are the same thing"
    lunt.post(lunt.select("#criteria [data-take-away]")[-1].get("action"))
    for other, path in ((ellie, f"/my-work/{work}"), (dani, f"/assignments/{work}")):
        other.get(path)
        assert SHOWN not in other.words()
    give_back(lunt, handed_in, "Nearly.", "another_go")
    assert lunt.post(url, {"looked_for": "Too late", "said": "met"}, 409)
    ellie.get(f"/my-work/{work}")
    assert ellie.words(".looked-for") == f"You’ve got this {outcome} Not yet {SHOWN}"
    dani.get(f"/assignments/{work}")
    assert dani.words(".looked-for") == f"Met {outcome} Not yet {SHOWN}"

    again = hand_in(ellie, work, "I looked at each number, and wrote each step.")
    lunt.get(f"/to-answer/{again}")
    assert [one.text for one in lunt.select("#criteria .criterion p")][:2] == [outcome, SHOWN]
    assert "Takes this away" not in lunt.words("#criteria"), "not what was taken away"
