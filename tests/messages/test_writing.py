"""Writing: begun, sent once, told of, read, taken back."""

import datetime as dt
import io
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_safeguarding
from tests import make_messages as made
from tests.cast import Cast, Person
from tests.client import Client
from tests.messages.conftest import Around
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.leaving import Sending
from virtual_school.messages import telling
from virtual_school.messages.models import Message, MessageFile, Thread, ThreadKind
from virtual_school.notices.following import Told
from virtual_school.notices.models import Notice
from virtual_school.pupils.models import CareKind, CareLink


def waiting(person: Person) -> list[Notice]:
    """What somebody is told of and has not found yet."""
    question = sa.select(Notice).where(
        Notice.account_id == person.account_id, Notice.kind == "message.new", Notice.settled_at.is_(None)
    )
    return list(db.session.scalars(question))


def said(text: str) -> Message:
    return db.session.scalars(sa.select(Message).where(Message.text == text)).one()


def test_what_is_sent_is_found_by_the_other_who_is_told_of_it(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.ellie).get(around.url())
    client.submit("#message-form", text="Can we talk?")
    client.follow()
    assert "Can we talk?" in client.words(".messages")
    notices = waiting(cast.dani)
    assert [(one.path, one.about_id) for one in notices] == [(around.url(), around.ellie.id)]
    assert waiting(cast.ellie) == []
    client.submit("#message-form", text="Please.")
    assert len(waiting(cast.dani)) == 1, "once a thread, as long as it is not read"


def test_what_is_sent_twice_stands_there_once(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.ellie).get(around.url())
    sent = {"text": "Only once", "once": client.one("#message-form input[name=once]").get("value")}
    client.post(around.url(), sent)
    client.post(around.url(), sent)
    assert said("Only once")


def test_nothing_at_all_is_not_sent(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.ellie).get(around.url())
    client.submit("#message-form", 422, text="  ")
    assert "Write something first" in client.words()


def test_words_are_kept_while_they_are_typed_and_spent_when_sent(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.ellie)
    client.put(f"{around.url()}/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Half a se"})
    client.get(around.url())
    assert client.one("#text").text.strip() == "Half a se"
    client.submit("#message-form", text="Half a sentence")
    client.follow()
    assert not (client.one("#text").text or "").strip()


def test_words_from_another_tab_are_both_kept(
    client: Client, client_of: Callable[[Person], Client], cast: Cast, around: Around
) -> None:
    client.sign_in(cast.ellie).get(around.url())
    elsewhere = {"key": "other", "base": 0, "seq": 1, "text": "Elsewhere"}
    client_of(cast.ellie).put(f"{around.url()}/draft", elsewhere)
    client.submit("#message-form", 409, text="Here")
    assert "Elsewhere" in client.words() and "Here" in client.one("#text").text


def test_a_file_comes_along_for_who_reads_the_message(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.ellie).get(around.url())
    token = client.one("#message-form input[name=once]").get("value")
    sent = {"text": "", "once": token, "files": (io.BytesIO(b"a song of mine"), "song.txt")}
    client.post(around.url(), sent, content_type="multipart/form-data")
    kept = db.session.scalars(sa.select(MessageFile).where(MessageFile.name == "song.txt")).one()
    url = f"/messages/{kept.message_id}/files/{kept.id}/song.txt"
    assert client.sign_in(cast.dani).get(url).get_data() == b"a song of mine"
    client.sign_in(cast.key_adult).get(url, 404)
    client.sign_in(cast.mum).get(url, 404)


def test_what_lay_open_is_read_and_its_writer_is_told_so(client: Client, cast: Cast, around: Around) -> None:
    made.message(around.thread(), around.account(cast.dani), "Half past ten?")
    waits = f".thread-row--new a[href='{around.url()}']"
    client.sign_in(cast.ellie).get("/messages")
    assert client.select(waits)
    client.get(around.url())
    client.submit("form[data-read]")
    client.follow()
    assert not client.select("form[data-read]")
    client.sign_in(cast.dani).get(around.url())
    assert "has read this" in client.words(".messages")
    client.sign_in(cast.ellie).get("/messages")
    assert not client.select(waits)


def test_a_reader_is_settled_and_the_page_asks_again_for_next_to_nothing(
    client: Client, cast: Cast, around: Around
) -> None:
    client.sign_in(cast.ellie).get(around.url())
    client.submit("#message-form", text="Are you there?")
    client.sign_in(cast.dani).get(around.url())
    poll = client.one("#messages").get("hx-get")
    client.get(poll, 204, fragment="messages")
    assert client.queries <= 4
    client.post(f"{around.url()}/read", {"message": str(said("Are you there?").id)}, 204, fragment="messages")
    assert waiting(cast.dani) == []
    client.get(poll, 200, fragment="messages")
    assert "Are you there?" in client.words(".messages")


@pytest.mark.parametrize("held", ["pupil", "person"])
def test_what_is_told_waits_while_everything_is_stopped(held: str, client: Client, cast: Cast, around: Around) -> None:
    account_id = cast.dani.account_id if held == "person" else None
    make_safeguarding.hold(around.ellie, cast.lead.account_id, account_id=account_id)
    client.sign_in(cast.ellie).get(around.url())
    client.submit("#message-form", text="Is anybody there?")
    (notice,) = waiting(cast.dani)
    # A teacher is told of no pupil: the thread says whose it is.
    for about_id in (around.ellie.id, None):
        told = Told(cast.dani.account_id, "message.new", about_id, notice.object_id, around.url())
        assert telling.may_follow(told) is Sending.HOLD
    client.sign_in(cast.dani).get(around.url())
    assert "Is anybody there?" in client.words(".messages")


def test_who_lost_the_thread_is_not_told_any_more(client: Client, cast: Cast, around: Around) -> None:
    told = Told(cast.dani.account_id, "message.new", around.ellie.id, around.id("thread of ellie"), around.url())
    assert telling.may_follow(told) is Sending.YES
    db.session.get_one(CareLink, around.id("mentor of ellie")).ended_at = clock.now()
    db.session.flush()
    assert telling.may_follow(told) is Sending.NEVER


# Taking back ----------------------------------------------------------------------------------------------------------


def test_sent_to_the_wrong_child_it_is_gone_from_every_view_and_notice(
    client: Client, cast: Cast, around: Around
) -> None:
    made.read(db.session.get_one(Message, around.id("message of ellie")), around.account(cast.ellie))
    client.sign_in(cast.dani).get(around.url())
    client.submit("#message-form", text="About another child.")
    assert len(waiting(cast.ellie)) == 1
    client.sign_in(cast.ellie).get(around.url())
    assert "About another child." in client.words(".messages")
    wrong = said("About another child.").id
    client.sign_in(cast.dani).get(f"/messages/{wrong}/withdraw")
    client.submit(because="The wrong child.")
    client.sign_in(cast.ellie).get(around.url())
    assert "About another child." not in client.response.get_data(as_text=True)
    assert "withdrawn" not in client.words(".messages"), "who had not read it is not told that there was one"
    assert waiting(cast.ellie) == []
    assert db.session.get_one(Message, wrong).text == "About another child."
    client.sign_in(cast.dani).get(around.url())
    assert "This message was withdrawn." in client.words(".messages")


def test_who_had_read_it_sees_that_it_was_withdrawn(client: Client, cast: Cast, around: Around) -> None:
    row = made.message(around.thread(), around.account(cast.dani), "About another child.")
    made.read(row, around.account(cast.ellie))
    client.sign_in(cast.dani).get(f"/messages/{row.id}/withdraw")
    client.submit(because="The wrong child.")
    client.sign_in(cast.ellie).get(around.url())
    assert "This message was withdrawn." in client.words(".messages")
    assert "another child" not in client.response.get_data(as_text=True)


def test_the_writer_withdraws_within_the_hour_and_the_lead_at_any_time(
    client: Client, cast: Cast, around: Around
) -> None:
    long_ago = clock.now() - dt.timedelta(minutes=61)
    row = made.message(around.thread(), around.account(cast.dani), "Long ago", at=long_ago)
    client.sign_in(cast.dani).get(f"/messages/{row.id}/withdraw", 403)
    client.sign_in(cast.lead).get(f"/messages/{row.id}/withdraw")
    assert "Long ago" not in client.words(), "who withdraws it need not read it"
    client.submit(because="A call from the school.")
    client.sign_in(cast.ellie).get(around.url())
    assert "Long ago" not in client.response.get_data(as_text=True)


def test_undone_within_a_minute_nothing_was_sent(client: Client, cast: Cast, around: Around) -> None:
    made.read(db.session.get_one(Message, around.id("message of ellie")), around.account(cast.dani))
    client.sign_in(cast.ellie).get(around.url())
    client.submit("#message-form", text="Too quick")
    client.follow()
    client.submit("form[data-undo]")
    client.sign_in(cast.dani).get(around.url())
    assert "Too quick" not in client.response.get_data(as_text=True)
    assert waiting(cast.dani) == []


@pytest.mark.parametrize("column", ["text", "at", "thread_id"])
def test_what_was_written_is_never_changed_nor_deleted(column: str, around: Around) -> None:
    changed = {"text": "Other words", "at": clock.now(), "thread_id": uuid.uuid4()}
    for change in (sa.update(Message).values({column: changed[column]}), sa.delete(Message)):
        with pytest.raises(sa.exc.DBAPIError), db.session.begin_nested():
            db.session.execute(change.where(Message.id == around.id("message of ellie")))


# Held back, beginning -------------------------------------------------------------------------------------------------


def test_what_a_concern_holds_back_stands_for_its_writer_alone(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.dani).get(f"/worried/message/{around.id('said of ellie')}")
    client.submit(words="She said it twice.")
    client.get(around.url())
    assert "The bus came" not in client.response.get_data(as_text=True)
    client.sign_in(cast.ellie).get(around.url())
    assert "The bus came at nine again." in client.words(".messages")
    look = around.id("look of ellie")
    client.sign_in(cast.lead).get(f"/messages/oversight/{look}")
    assert "The bus came" not in client.response.get_data(as_text=True)
    assert "we meet at the library" in client.words(".messages")


def test_without_the_role_a_link_makes_nobody_to_write_to(client: Client, cast: Cast, around: Around) -> None:
    db.session.get_one(CareLink, around.id("key_adult")).ended_at = clock.now()
    make.care_link(around.account(cast.head_of_year), around.ellie, CareKind.KEY_ADULT)
    client.sign_in(cast.ellie).get(f"/messages/about/{around.ellie.id}")
    assert "Priya" not in client.words() and "Tom" not in client.words()


def test_what_a_pupil_and_their_key_adult_have_goes_on(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.ellie).get(f"/messages/about/{around.ellie.id}/key_adult", 303)
    assert client.response.location.endswith(around.url("thread with key adult"))
    client.sign_in(cast.key_adult).get(f"/messages/about/{around.ellie.id}/key_adult", 303)
    client.sign_in(cast.dani).get(f"/messages/about/{around.ellie.id}/key_adult", 403)


def test_a_carer_begins_and_each_of_several_parents_reads_their_own(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.mum).get(f"/messages/about/{around.ellie.id}/family")
    assert "Ellie can’t read it." in client.words("#seen")
    client.submit("#message-form", text="He rang again.", subject="Sunday")
    thread = db.session.get_one(Thread, said("He rang again.").thread_id)
    assert thread.kind is ThreadKind.FAMILY
    client.sign_in(cast.dani).get(f"/messages/{thread.id}")
    for person in (cast.dad, cast.ellie, cast.key_adult, cast.lead):
        client.sign_in(person).get(f"/messages/{thread.id}", None)
        assert client.response.status_code in (403, 404)


def test_the_mentor_takes_the_pupil_in_when_they_say_so(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.dani).get(f"/messages/about/{around.ellie.id}/family")
    client.submit("#message-form", 422, text="To whom?")
    client.submit("#message-form", text="All of us", people=str(cast.mum.account_id), with_pupil="y")
    client.follow()
    assert "can’t read it" not in client.words("#seen")
    client.sign_in(cast.ellie).get(f"/messages/{said('All of us').thread_id}")


def test_who_must_not_meet_the_pupil_is_not_written_to(client: Client, cast: Cast, around: Around) -> None:
    make_safeguarding.keep_apart(around.ellie, cast.lead.account_id, account_id=cast.mum.account_id)
    client.sign_in(cast.dani).get(f"/messages/about/{around.ellie.id}/family", 403)
    client.sign_in(cast.mum).get(f"/messages/about/{around.ellie.id}")
    assert "Write to" not in client.words()
