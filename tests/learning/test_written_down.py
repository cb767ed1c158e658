"""What a pupil told or showed an adult stands with their work under the adult’s name, never instead of it."""

import io
from collections.abc import Callable

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import hand_in, hand_ins_of, set_to_ellie, write
from tests.learning.test_pieces import photo, pieces

ClientOf = Callable[[Person], Client]


def test_told_to_a_mentor_and_handed_in_for_her(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    dani, lunt, ellie = client_of(cast.dani), client_of(cast.lunt), client_of(cast.ellie)
    dani.get(f"/assignments/{work}/write-down")
    dani.submit("#write-down", 422, how="told", text=" ")
    assert "Write a few words first" in dani.words("#text-error")
    dani.submit("#write-down", how="told", text="She said it halves each time.", then="hand_in")
    made = hand_ins_of(work)[0]
    lunt.get(f"/to-answer/{made.id}")
    assert "halves each time" in lunt.words(".written-down") and "an adult who knows them" in lunt.words(
        ".written-down"
    )
    assert "Dani" not in lunt.words(".pile__work")
    ellie.get(f"/my-work/{work}")
    assert "You told Dani, who wrote this down for you." in ellie.words(".written-down")
    client.sign_in(cast.mum).get(f"/assignments/{work}")
    assert "Dani Okafor" in client.words(".written-down") or "They told" in client.words(".written-down")
    assert not client.select(".written-down a"), "it is Dani’s"
    dani.get(f"/assignments/{work}")
    dani.get(dani.one(".written-down a").get("href"))
    dani.submit("main form", 422, because=" ")
    dani.submit("main form", because="Somebody else told me.")
    for reader, page in ((ellie, f"/my-work/{work}"), (lunt, f"/to-answer/{made.id}"), (dani, f"/assignments/{work}")):
        reader.get(page)
        assert "halves each time" not in reader.words(), page


def test_what_she_began_is_handed_in_by_nobody_else(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    dani, ellie = client_of(cast.dani), client_of(cast.ellie)
    write(ellie, work, "My own words")
    dani.get(f"/assignments/{work}/write-down")
    form = {"how": "paper", "then": "hand_in", "once": "k", "files": [(io.BytesIO(photo()), "page.jpg")]}
    dani.post(f"/assignments/{work}/write-down", form)
    dani.follow()
    assert "has begun something here too" in dani.words() and "My own words" not in dani.words()
    assert not hand_ins_of(work) and pieces(work)[0].added_by == cast.dani.account_id
    ellie.get(f"/my-work/{work}")
    assert "Dani sent it for you" in ellie.words(".written-down") and "Sent by Dani" in ellie.words("#pieces")
    ellie.post(ellie.one(".written-down button").get("formaction"), {})
    ellie.get(f"/my-work/{work}")
    assert not ellie.select(".written-down")
    hand_in(ellie, work, "My own words, and the page.")
    dani.get(f"/assignments/{work}/write-down", 403)
