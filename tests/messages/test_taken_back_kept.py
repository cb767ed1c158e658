"""What was taken back is gone for those who write there, and what it is about too; a lead reads it for a reason."""

import pytest
import sqlalchemy as sa

from tests import make, make_safeguarding
from tests import make_messages as made
from tests.cast import Cast
from tests.client import Client
from tests.messages.conftest import Around
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.messages.models import Message, Seat, Thread, ThreadKind

WORDS = "Do not tell your mum, come to mine."


@pytest.fixture
def withdrawn(around: Around, cast: Cast) -> Message:
    dani = around.account(cast.dani)
    given = {"withdrawn_at": clock.now(), "withdrawn_by": dani.id, "withdrawn_because": "The wrong child."}
    row = made.message(around.thread(), dani, WORDS, **given)
    made.file(row, make.stored_file(b"a map to mine\n"), "mine.txt")
    db.session.commit()
    return row


def test_for_a_reason_a_lead_reads_what_was_withdrawn(
    client: Client, cast: Cast, around: Around, withdrawn: Message
) -> None:
    """Nobody writes to a child and has it gone for good."""
    client.sign_in(cast.safeguarding_lead).get(f"/messages/oversight/of/{around.ellie.id}")
    client.submit(thread=str(around.id("thread of ellie")), reason="Ellie told her form tutor of it.")
    client.follow()
    words = client.words(".messages")
    assert WORDS in words and "Withdrawn by Dani Okafor" in words and "The wrong child." in words
    client.get(client.one("a[href$='/mine.txt']").get("href"))
    assert client.response.get_data() == b"a map to mine\n"
    client.get(f"/worried/message/{withdrawn.id}")


def test_at_a_few_by_lot_only_that_it_was_withdrawn(
    client: Client, cast: Cast, around: Around, withdrawn: Message
) -> None:
    larkdale = cast.larkdale.organisations["larkdale"]
    role = made.Role.VIRTUAL_SCHOOL_LEAD
    row = made.look(around.thread(), around.account(cast.lead), role, larkdale, reason=None)
    db.session.commit()
    client.sign_in(cast.lead).get(f"/messages/oversight/{row.id}")
    assert "Withdrawn by Dani Okafor" in client.words(".messages")
    assert WORDS not in client.response.get_data(as_text=True) and "mine.txt" not in client.words()


def test_what_a_concern_holds_back_they_do_not_read_either(
    client: Client, cast: Cast, around: Around, withdrawn: Message
) -> None:
    school = db.session.get_one(make.Organisation, cast.larkdale.organisations["wren_hill"])
    keys = around.account(cast.key_adult)
    make_safeguarding.concern(around.ellie, keys, school, withdrawn.id, about_kind="message")
    db.session.commit()
    client.sign_in(cast.lead).get(f"/messages/oversight/{around.id('look of ellie')}")
    assert WORDS not in client.response.get_data(as_text=True)


@pytest.fixture
def wrong(around: Around, cast: Cast) -> Thread:
    """Begun about the wrong child, with what it is about."""
    dani = around.account(cast.dani)
    row = made.thread(around.ellie, dani, ThreadKind.FAMILY, subject="The police and Tariq")
    made.sit(row, dani, Seat.CARER, around.account(cast.mum))
    made.message(row, dani, "They came to the house.")
    db.session.commit()
    return row


def _first(row: Thread) -> Message:
    return db.session.scalars(sa.select(Message).where(Message.thread_id == row.id)).one()


def test_what_it_is_about_goes_with_the_first_message(client: Client, cast: Cast, wrong: Thread) -> None:
    client.sign_in(cast.mum).get(f"/messages/{wrong.id}")
    assert "The police and Tariq" in client.words("main")
    client.sign_in(cast.dani).get(f"/messages/{_first(wrong).id}/withdraw")
    client.submit(because="The wrong child.")
    for person in (cast.mum, cast.dani):
        for url in (f"/messages/{wrong.id}", "/messages", f"/messages/about/{wrong.pupil_id}"):
            client.sign_in(person).get(url)
            assert "Tariq" not in client.response.get_data(as_text=True), (person.key, url)


def test_and_is_held_back_and_handed_over_with_it(client: Client, cast: Cast, around: Around, wrong: Thread) -> None:
    said = made.message(wrong, around.account(cast.mum), "A later one.", Seat.CARER)
    db.session.commit()
    client.sign_in(cast.dani).get(f"/worried/message/{said.id}")
    assert "The police and Tariq" not in client.words("main")
    thread = made.thread(around.ellie, around.account(cast.mum), ThreadKind.FAMILY, subject="He hits her")
    made.sit(thread, around.account(cast.mum), Seat.CARER, around.account(cast.mum))
    first = made.message(thread, around.account(cast.mum), "Please ring me.", Seat.CARER)
    db.session.commit()
    client.get(f"/worried/message/{first.id}")
    assert "He hits her" in client.words("main")
    client.submit(words="She wrote this.")
    client.get("/messages")
    assert "He hits her" not in client.response.get_data(as_text=True)
    client.sign_in(cast.mum).get(f"/messages/{thread.id}")
    assert "He hits her" in client.words("main"), "what she wrote stands for herself"
