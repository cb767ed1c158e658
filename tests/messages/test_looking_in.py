"""Looking in: for a reason, or at a few; both sides know. And a message in another language."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from tests import make_messages as made
from tests.budgets import keeps_to, stays_flat
from tests.cast import Cast
from tests.client import Client
from tests.messages.conftest import Around
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.messages.models import MessageTranslation, Seat, TranslationState
from virtual_school.network.roles import Role
from virtual_school.pupils.models import HeldBack


def test_for_a_reason_a_lead_reads_it_and_those_who_write_there_see_it(
    client: Client, cast: Cast, around: Around
) -> None:
    client.sign_in(cast.lead).get(f"/messages/oversight/of/{around.ellie.id}")
    assert "inhaler" not in client.words()
    client.submit(thread=str(around.id("thread with mum")), reason="A call from the school.")
    client.follow()
    assert "She needs her inhaler on the trip." in client.words(".messages")
    assert not client.select("textarea")
    client.sign_in(cast.mum).get(around.url("thread with mum"))
    assert "The Virtual School lead read this, today" in client.words()


def test_without_a_reason_nothing_opens(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.lead).get(f"/messages/oversight/of/{around.ellie.id}")
    client.submit(thread=str(around.id("thread with mum")), reason=" ", status=422)
    client.get(around.url("thread with mum"), 403)


def test_a_safeguarding_leads_look_stands_nowhere(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.safeguarding_lead).get(f"/messages/oversight/of/{around.ellie.id}")
    client.submit(thread=str(around.id("thread with key adult")), reason="Something was said.")
    client.follow()
    assert "Can I sit with you at lunch?" in client.words(".messages")
    client.sign_in(cast.ellie).get(around.url("thread with key adult"))
    assert "read this, " not in client.words()


def test_what_is_held_back_from_the_family_stands_on_no_page_of_theirs(
    client: Client, cast: Cast, around: Around
) -> None:
    client.sign_in(cast.ellie).get(around.url())
    assert "The Virtual School lead read this" in client.words()
    row = HeldBack(
        pupil_id=around.ellie.id,
        account_id=cast.lead.account_id,
        from_pupil=True,
        reason="It is not safe.",
        review_on=clock.today(),
        set_by=cast.safeguarding_lead.account_id,
        set_at=clock.now(),
    )
    db.session.add(row)
    client.get(around.url())
    assert "The Virtual School lead read this" not in client.words()


def test_a_look_ends_by_itself_and_opens_nothing_in_another_hat(client: Client, cast: Cast, around: Around) -> None:
    over = {"at": clock.now() - dt.timedelta(hours=3), "until": clock.now() - dt.timedelta(hours=1)}
    larkdale = cast.larkdale.organisations["larkdale"]
    row = made.look(around.thread(), around.account(cast.lead), Role.VIRTUAL_SCHOOL_LEAD, larkdale, **over)
    client.sign_in(cast.lead).get(f"/messages/oversight/{row.id}", 404)
    client.sign_in(cast.safeguarding_lead).get(f"/messages/oversight/{around.id('look of ellie')}", 404)


def test_a_few_are_chosen_by_lot_and_none_twice(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.lead).post("/messages/oversight/sample")
    client.follow()
    assert client.words().count("to check") >= 3
    client.post("/messages/oversight/sample")
    client.post("/messages/oversight/sample")
    client.follow()
    assert "There is nothing new to check." in client.words()


# In another language --------------------------------------------------------------------------------------------------


def test_asked_by_a_parent_typed_by_a_person_checked_by_another(client: Client, cast: Cast, around: Around) -> None:
    row = made.message(around.thread("thread with mum"), around.account(cast.dani), "See you on Monday.")
    client.sign_in(cast.mum).get(f"/messages/{row.id}/translation")
    client.submit(language="Polish")
    client.follow()
    assert "Polish: asked for" in client.words(".messages")
    client.sign_in(cast.dani).get(f"/messages/{row.id}/translation")
    client.submit(language="Polish", text="", translated_by="", status=422)
    client.submit(language="Polish", text="Do zobaczenia.", translated_by="Ola Wren")
    client.follow()
    words = client.words(".messages")
    assert "See you on Monday." in words and "Do zobaczenia." in words
    assert "typed, not checked yet, by Ola Wren" in words
    made_id = db.session.scalars(around_translations(row.id)).one().id
    client.post(f"/messages/translations/{made_id}/check", status=403)
    client.sign_in(cast.mum).post(f"/messages/translations/{made_id}/check", status=403)


def around_translations(message_id: uuid.UUID) -> sa.Select[tuple[MessageTranslation]]:
    return sa.select(MessageTranslation).where(MessageTranslation.message_id == message_id)


def test_what_was_checked_is_not_replaced(client: Client, cast: Cast, around: Around) -> None:
    made_row = db.session.get_one(MessageTranslation, around.id("translation of ellie"))
    made_row.state, made_row.checked_by, made_row.checked_at = (
        TranslationState.CHECKED,
        cast.sam.account_id,
        clock.now(),
    )
    client.sign_in(cast.dani).get(f"/messages/{around.id('message of ellie')}/translation")
    client.submit(language="Polish", text="Nie.", translated_by="Ola Wren", status=422)


def test_typed_anew_the_one_before_is_kept_and_not_the_one_that_was_checked(
    client: Client, cast: Cast, around: Around
) -> None:
    """Who checks has read what stood there; not what was put in its place meanwhile."""
    row = made.message(around.thread("thread with teacher"), around.account(cast.own_teacher), "Page nine.")
    typed = {"text": "Strona dziewięć.", "translated_by": "Ola Wren"}
    client.sign_in(cast.own_teacher).post(f"/messages/{row.id}/translation", {"language": "Polish", **typed})
    client.sign_in(cast.dani).get(around.url("thread with teacher"))
    check = client.one("form[action$='/check']").get("action")
    client.sign_in(cast.own_teacher).post(
        f"/messages/{row.id}/translation", {"language": "polish", **typed, "text": "Zabierz go do domu."}
    )
    client.sign_in(cast.dani).post(check)
    client.follow()
    assert "typed anew since" in client.words("#notice") and "not checked yet" in client.words(".messages")
    words = client.words(".messages")
    assert "Zabierz go do domu." in words and "Strona" not in words
    kept = db.session.scalars(around_translations(row.id).order_by(MessageTranslation.id)).all()
    assert [(one.text, one.replaced_at is None, one.state.value) for one in kept] == [
        ("Strona dziewięć.", False, "typed"), ("Zabierz go do domu.", True, "typed"),
    ]  # fmt: skip


# Budgets --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "queries"), [("ellie", 15), ("dani", 10)])
def test_a_thread_keeps_to_its_budget(who: str, queries: int, client: Client, cast: Cast, around: Around) -> None:
    for number in range(40):
        made.message(around.thread(), around.account(cast.ellie), f"Line {number}", Seat.PUPIL)
    keeps_to(client.sign_in(getattr(cast, who)), around.url(), queries=queries, kilobytes=8, nodes=700)


def test_a_hundred_messages_cost_no_more_questions_than_ten(client: Client, cast: Cast, around: Around) -> None:
    thread, ellie = around.thread("thread with key adult"), around.account(cast.ellie)
    client.sign_in(cast.key_adult)
    for url in (around.url("thread with key adult"), "/messages"):
        stays_flat(client, url, lambda: made.message(thread, ellie, "More", Seat.PUPIL))


def test_earlier_messages_are_read_by_key(client: Client, cast: Cast, around: Around) -> None:
    for number in range(35):
        made.message(around.thread(), around.account(cast.ellie), f"Line number {number}.", Seat.PUPIL)
    client.sign_in(cast.dani).get(around.url())
    assert "Line number 34." in client.words(".messages") and "Line number 4." not in client.words(".messages")
    client.get(client.one("#messages > p a").get("href"))
    assert "Line number 4." in client.words(".messages") and "Line number 34." not in client.words(".messages")
