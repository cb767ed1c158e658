"""The dictionary: one for the network, the lead's to change; what was entered keeps what it meant."""

import uuid

from tests.assessment.conftest import Acting
from tests.cast import Cast
from tests.client import Client
from virtual_school.assessment import changes
from virtual_school.assessment.queries.kinds import dictionary
from virtual_school.assessment.scale import Given, Scale
from virtual_school.core import clock
from virtual_school.core.db import db

EFFORT = {
    "words": "Effort",
    "definition": "How often they began by themself.",
    "scale": "numbers",
    "lowest": "1",
    "highest": "4",
    "who": ["mentor"],
    "entered_when": "On Fridays",
}


def test_a_scale_takes_what_is_on_it() -> None:
    steps, numbers = Scale(("Low", "High")), Scale((), -5, 100)
    assert steps.given(" high ") == Given("High", 1) and steps.given("middle") is None
    assert numbers.given("007") == Given("7", 7) and numbers.given("-5") == Given("-5", -5)
    assert [numbers.given(typed) for typed in ("", "-", "101", "5.5", "²", "1e1")] == [None] * 6


def test_changed_openly_and_never_for_what_was_entered(
    client: Client, cast: Cast, acting: Acting, weaving: uuid.UUID
) -> None:
    dani = acting(cast.dani)
    given = {cast.ellie.pupil_id: Given("Nearly always", 3)}
    changes.enter(dani, subject_id=weaving, key="effort", for_day=clock.today(), given=given)
    db.session.commit()
    client.sign_in(cast.lead)
    client.get("/marks/kinds/effort")
    client.post("/marks/kinds/effort", {**EFFORT, "version": "1", "highest": "1"}, status=422)
    client.post("/marks/kinds/effort", {**EFFORT, "version": "1"}, status=303)
    client.post("/marks/kinds/effort", {**EFFORT, "version": "1", "words": "Trying"}, status=409)
    assert client.one("input[name=words]").get("value") == "Trying"
    client.get("/marks/kinds/effort/before")
    assert "Nearly always" in client.words()
    client.get(f"/pupils/{cast.ellie.pupil_id}/progress")
    assert "on the days when they can" in client.words()

    client.post("/marks/kinds/new", EFFORT, status=422)  # there is one of that name
    client.post("/marks/kinds/new", {**EFFORT, "words": "Began alone"}, status=303)
    client.post("/marks/kinds/effort/retire", {}, status=303)
    client.sign_in(cast.ellie)
    client.get("/marks/kinds")
    assert "Began alone" in client.words() and "Not used any more" in client.words()
    keys = [kind.key for kind in dictionary(acting(cast.stranger)).in_use]
    assert "began_alone" not in keys and "effort" in keys
