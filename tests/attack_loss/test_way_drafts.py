"""What a school writes of its pupil is on the server as it is typed, and is the writer's alone until it is sent."""

import uuid

import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.panels.steps import place
from tests.plans.steps import ClientOf
from virtual_school.core.db import db
from virtual_school.core.saving.models import Draft

LONG = "Zażółć <i>" + "gęślą" * 60 + "\r\nand a second line"


def save(client: Client, url: str, text: str, base: int = 0, seq: int = 1) -> None:
    client.put(url, {"key": f"tab-{base}-{seq}", "base": base, "seq": seq, "text": text})


def box(client: Client, name: str) -> str:
    return (client.one(f"textarea[name={name}]").text or "").strip()


def noa(cast: Cast) -> uuid.UUID:
    pupil = make.pupil("Noa Reed", year=10)
    make.enrolment(pupil, place(cast, "wren_hill"))
    db.session.commit()
    return pupil.id


def test_typed_on_one_computer_and_opened_on_another(client_of: ClientOf, cast: Cast) -> None:
    url = f"/referrals/new/{noa(cast)}"
    hoy, again, head = client_of(cast.head_of_year), client_of(cast.head_of_year), client_of(cast.head)
    save(hoy, f"{url}/drafts/why_now", LONG)
    head.get(url)
    assert box(head, "why_now") == ""
    again.get(url)
    assert box(again, "why_now").splitlines() == LONG.splitlines()
    again.submit("main form", 422, tried="")
    assert box(again, "why_now").splitlines() == LONG.splitlines()
    save(hoy, f"{url}/drafts/tried", "From the other computer.")
    again.submit("main form", tried="A quiet room.", stays="y", basis="public_task")
    again.follow()
    # What was sent is spent; what was typed elsewhere and never sent is not.
    left = db.session.scalars(sa.select(Draft.text).where(Draft.subject.startswith("school_words:"))).all()
    assert left == ["From the other computer."]
    head.put(f"{url}/drafts/words", {"key": "k", "base": 0, "seq": 1, "text": "x"}, 404)
    hoy.put(f"{url}/drafts/tried", {"text": 1}, 422)


def test_what_was_being_changed_stands_beside_what_is_saved(client_of: ClientOf, cast: Cast) -> None:
    here = f"/referrals/{cast.larkdale.ids['referral of ellie']}/words"
    hoy, head = client_of(cast.head_of_year), client_of(cast.head)
    save(hoy, f"{here}/drafts/tried", "Half a sentence")
    head.get(here)
    head.submit("main form", tried="What the head saved meanwhile.")
    hoy.get(here)
    assert box(hoy, "tried") == "Half a sentence" and "What the head saved meanwhile." in hoy.words()
    hoy.submit("main form", tried="Half a sentence and the rest.")
    hoy.get(here)
    assert box(hoy, "tried") == "Half a sentence and the rest." and "What is saved now" not in hoy.words()
