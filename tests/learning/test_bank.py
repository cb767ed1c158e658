"""Words that an answerer keeps: their own alone, put beside every answer, said otherwise, taken away."""

from collections.abc import Callable

from tests.cast import Cast, Person
from tests.cast_hearing_back import KEPT
from tests.client import Client
from virtual_school.learning.policy import MOST_KEPT, can_keep_words

ClientOf = Callable[[Person], Client]


def test_kept_said_otherwise_and_taken_away(client_of: ClientOf, cast: Cast) -> None:
    lunt, bell = client_of(cast.lunt), client_of(cast.bell)
    at = f"/to-answer/{cast.larkdale.work['in'].hand_in_id}"
    lunt.get(at)
    lunt.submit("#bank-form", comment=" ", status=422)
    lunt.submit("#bank-form", comment="Say which number you began with.")
    lunt.follow()
    put = lunt.select("#bank [data-put]")
    assert put[-1].get("data-put") == "Say which number you began with."
    lunt.get(at, fragment="bank")
    lunt.get("/to-answer/words")
    lunt.submit("main form[action$='/words']", comment="Look at the sign.")
    lunt.get("/to-answer/words")
    first = lunt.select(".bank a")[-2].get("href")
    lunt.get(first)
    lunt.submit(comment="Which number did you begin with?")
    lunt.post(first, {"comment": "From an older window", "version": "1"}, 409)
    assert "From an older window" in lunt.words() and "Which number did you begin with?" in lunt.words(".both")
    for path in ("/to-answer/words", first):
        bell.get(path, 200 if path != first else 404)
        assert "Which number" not in bell.response.get_data(as_text=True)
    lunt.get("/to-answer/words")
    lunt.submit(".bank li:nth-last-child(2) form")
    lunt.get("/to-answer/words")
    assert [one.text for one in lunt.select(".bank .as-written")] == [KEPT, "Look at the sign."]
    lunt.get(first, 404)


def test_there_is_room_for_so_many() -> None:
    assert can_keep_words(there=MOST_KEPT - 1) and not can_keep_words(there=MOST_KEPT)
