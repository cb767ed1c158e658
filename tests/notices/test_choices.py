"""How I am told: what may be chosen by whom, and what may not."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.notices.told import MOBILE
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.notices.choosing import row_of
from virtual_school.notices.models import NoticeChoices

Clients = Callable[[Person], Client]
FORM = "main form"


def choose(client: Client, status: int = 303, **fields: Any) -> None:
    client.get("/notices/choices")
    client.submit(FORM, status, **fields)


def chosen(person: Person) -> NoticeChoices:
    db.session.expire_all()
    row = row_of(person.account_id)
    assert row is not None
    return row


def test_what_is_chosen_is_kept_and_shown(client_of: Clients, cast: Cast) -> None:
    sam = client_of(cast.sam)
    choose(sam, letter_at="420", quiet_from="1140", quiet_until="360", phone="07700 900123", urgent_text="y")
    row = chosen(cast.sam)
    assert (row.letter, row.letter_at, row.quiet_from, row.quiet_until) == (True, 420, 1140, 360)
    assert (row.phone, row.urgent_text, row.urgent_email) == (MOBILE, True, True)
    sam.follow()
    assert sam.one("#phone").get("value") == "07700 900123"
    choose(sam, phone="07700 900124")
    assert chosen(cast.sam).phone == "+447700900124"
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.event == "notices.chosen")) == 2


def test_who_wants_to_be_rung_may_have_a_landline(client_of: Clients, cast: Cast) -> None:
    sam = client_of(cast.sam)
    choose(sam, phone="020 7946 0018", ring_me="y")
    assert (chosen(cast.sam).phone, chosen(cast.sam).ring_me) == ("+442079460018", True)
    sam.follow()
    assert sam.one("#phone").get("value") == "020 7946 0018"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"urgent_email": []}, "A child may need you"),
        ({"phone": "0207 946 0000", "urgent_text": "y"}, "is a landline, and cannot get texts"),
        ({"phone": "ring me"}, "Type a phone number"),
        ({"phone": "ring me", "urgent_text": "y"}, "Type a phone number"),
        ({"urgent_text": "y"}, "Type your number first"),
        ({"ring_me": "y"}, "Type the number first"),
        ({"quiet_from": "600", "quiet_until": "720"}, "outside the school day"),
        ({"quiet_from": "900", "quiet_until": "420", "letter_at": "480"}, "outside the school day"),
        ({"quiet_from": "1200", "quiet_until": "480", "letter_at": "420"}, "in your quiet hours"),
        ({"letter_at": "61"}, "Choose one of these"),
    ],
)
def test_what_may_not_be_chosen_says_so(fields: dict[str, Any], said: str, client_of: Clients, cast: Cast) -> None:
    sam = client_of(cast.sam)
    choose(sam, 422, **fields)
    assert said in sam.words()
    assert row_of(cast.sam.account_id) is None


def test_a_carer_may_be_quiet_in_the_school_day_and_be_told_of_nothing_by_email(client_of: Clients, cast: Cast) -> None:
    mum = client_of(cast.mum)
    choose(mum, urgent_email=[], letter=[], soon=[], quiet_from="540", quiet_until="900", letter_at="960")
    row = chosen(cast.mum)
    assert (row.urgent_email, row.letter, row.soon) == (False, False, False)


def test_a_pupil_chooses_a_number_and_nothing_else(client_of: Clients, cast: Cast) -> None:
    child = client_of(cast.ellie)
    child.get("/notices/choices")
    assert {box.get("name") for box in child.select(f"{FORM} input")} == {"csrf_token", "phone", "urgent_text"}
    choose(child, phone="07700 900123", urgent_text="y")
    row = chosen(cast.ellie)
    assert (row.phone, row.urgent_text, row.letter) == (MOBILE, True, True)
    child.post("/notices/choices", {"phone": "07700 900123", "ring_me": "y", "letter_at": "60"})
    assert chosen(cast.ellie).ring_me is False and chosen(cast.ellie).letter_at is None


def test_nobody_chooses_for_another(client_of: Clients, cast: Cast) -> None:
    client_of(cast.administrator).post(
        "/notices/choices",
        {"account_id": str(cast.sam.account_id), "urgent_email": "y", "letter_at": "420", "quiet_from": "0"}
        | {"quiet_until": "0"},
    )
    assert row_of(cast.sam.account_id) is None
