"""What was handed in is had back until somebody opens it, and nothing of it is lost or doubled."""

from collections.abc import Callable

import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, hand_ins_of, set_to_ellie, state_of, write
from virtual_school.core.db import db
from virtual_school.learning.models import AssignmentState, HandIn

ClientOf = Callable[[Person], Client]


def box(client: Client) -> str:
    return (client.one("#work-form textarea").text or "").strip()


def test_had_back_changed_and_handed_in_again(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt = client_of(cast.ellie), client_of(cast.lunt)
    write(ellie, work, "Too soon")
    ellie.get(f"/my-work/{work}")
    pressed = {"text": "Too soon.", "number": "1", "once": "one-key", "draft_key": "phone", "draft_version": "1"}
    first = ellie.post(f"/my-work/{work}/hand-in", pressed).location
    lunt.get("/to-answer")
    assert "Nothing" not in lunt.words(".rows")
    ellie.get(first)
    ellie.submit("#take-back")
    ellie.follow()
    assert box(ellie) == "Too soon." and state_of(work) is AssignmentState.STARTED and not hand_ins_of(work)
    assert ellie.get(first, 302).location.endswith(f"/my-work/{work}")
    lunt.get(f"/to-answer/{first.rsplit('/', 1)[1]}", 404)
    # What was still on its way says nothing new; an old tab overwrites nothing.
    assert ellie.post(f"/my-work/{work}/hand-in", pressed).location == first and not hand_ins_of(work)
    ellie.put(f"/my-work/{work}/draft", {"key": "phone", "base": 1, "seq": 9, "text": "Old tab"}, 409)
    ellie.post(f"/my-work/{work}/hand-in", {**pressed, "text": "Other words."}, 409)
    assert box(ellie) == "Other words." and "Too soon." in ellie.words(".both")
    again = hand_in(ellie, work, "Now it is whole.")
    assert [row.text for row in hand_ins_of(work)] == ["Now it is whole."]
    kept = db.session.scalars(sa.select(HandIn).where(HandIn.taken_back_at.is_not(None))).one()
    assert kept.text == "Too soon."
    give_back(lunt, again, "Yes.", "another_go")
    assert state_of(work) is AssignmentState.ANOTHER_GO


def test_once_it_is_opened_it_stays(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt = client_of(cast.ellie), client_of(cast.lunt)
    handed_in = hand_in(ellie, work, "Here it is.")
    ellie.get(f"/my-work/{work}")
    take_back = ellie.one("#take-back").get("action")
    lunt.get(f"/to-answer/{handed_in}")
    ellie.post(take_back, {}, 403)
    assert "Ms Lunt has opened it already" in ellie.words()
    ellie.get(f"/my-work/{work}")
    assert not ellie.select("#take-back") and hand_ins_of(work)
