"""The line is true of who stands in, of who has no account, and of who may not know which school it is."""

import uuid

import pytest

from tests import make, make_safeguarding
from tests import make_messages as made
from tests.cast import Cast
from tests.client import Client
from tests.messages.conftest import Around
from virtual_school.core.db import db
from virtual_school.messages.models import Seat
from virtual_school.pupils.models import CareKind, CareLink


@pytest.mark.parametrize("begun", [True, False])
def test_who_stands_in_is_never_called_the_mentor(begun: bool, client: Client, cast: Cast, around: Around) -> None:
    """Amy stands before Dani in every list by name."""
    amy = around.account(cast.sam)
    amy.name, amy.sort_key = "Amy Abbott", "abbott amy"
    link = db.session.get_one(CareLink, around.id("mentor of ellie"))
    make.care_link(amy, around.ellie, CareKind.MENTOR, stands_in_for=link.id, id=uuid.UUID(int=1))
    db.session.commit()
    client.sign_in(cast.ellie)
    if not begun:
        client.get(f"/messages/about/{around.ellie.id}")
        assert "Write to Dani and Amy" in client.words("main")
        return
    client.get(around.url())
    assert "You and Dani (Amy, when Dani is off) can read this." in client.words("#seen")


def test_who_has_no_account_reads_nothing_and_the_line_says_so(client: Client, cast: Cast, around: Around) -> None:
    family = around.thread("thread with mum")
    made.sit(family, around.account(cast.dani), Seat.PUPIL)
    around.account(cast.ellie).closed_at = make.clock.now()
    db.session.commit()
    client.sign_in(cast.dani).get(around.url("thread with mum"))
    assert "Ellie M. can’t read it." in client.words("#seen")
    client.get(around.url("thread with teacher"))
    assert "Ellie" not in client.words("#seen").partition(".")[0]
    around.ellie.account_id = None
    db.session.commit()
    client.get(f"/messages/about/{around.ellie.id}")
    assert "and a teacher" not in client.words("main")
    client.get(f"/messages/about/{around.ellie.id}/family")
    assert not client.select("input[name=with_pupil]") and "Ellie M. can’t read it." in client.words("#seen")


@pytest.mark.parametrize("kept", ["right", "confidence"])
def test_a_key_adult_is_no_name_for_who_may_not_know_the_school(
    kept: str, client: Client, cast: Cast, around: Around
) -> None:
    client.sign_in(cast.key_adult).get(f"/messages/about/{around.ellie.id}/family")
    assert "Helen Marsh" in client.words("main")
    if kept == "right":
        db.session.get_one(CareLink, around.id("mum")).may_see_whereabouts = False
    else:
        make_safeguarding.confidential(around.ellie, cast.safeguarding_lead.account_id, cast.key_adult.account_id)
    db.session.commit()
    client.get(f"/messages/about/{around.ellie.id}/family", 403)
    client.post(f"/messages/about/{around.ellie.id}/family", {"text": "Hello", "people": str(cast.mum.account_id)}, 403)
    client.sign_in(cast.dani).get(f"/messages/about/{around.ellie.id}/family")
    assert "Helen Marsh" in client.words("main"), "the mentor is no name of a school"
