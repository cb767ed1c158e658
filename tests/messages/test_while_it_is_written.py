"""Nobody writes under a line that is not true any more; what comes along stays; what a child takes back is noticed."""

import io
import uuid

import pytest
import sqlalchemy as sa

from tests import make
from tests import make_messages as made
from tests.cast import Cast
from tests.client import Client
from tests.messages.conftest import Around
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.files.models import Upload
from virtual_school.core.files.states import UploadState
from virtual_school.messages.models import Message, Seat
from virtual_school.pupils.models import CareLink


def said(text: str) -> list[Message]:
    return list(db.session.scalars(sa.select(Message).where(Message.text == text)))


def test_who_reads_it_now_is_said_before_it_goes_to_somebody_else(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.ellie).get(around.url())
    assert "You and Dani" in client.words("#seen")
    db.session.get_one(CareLink, around.id("mentor of ellie")).ended_at = clock.now()
    make.care_link(around.account(cast.sam), around.ellie)
    db.session.commit()
    client.submit("#message-form", 422, text="Only for Dani.")
    assert "Who reads this has changed" in client.words() and "You and Sam" in client.words("#seen")
    assert client.one("#text").text.strip() == "Only for Dani." and said("Only for Dani.") == []
    client.submit("#message-form", text="For Sam, then.")
    assert len(said("For Sam, then.")) == 1


@pytest.fixture
def upload(cast: Cast) -> uuid.UUID:
    stored = make.stored_file(b"a song\n", "song.txt")
    row = Upload(
        account_id=cast.ellie.account_id,
        filename="song.txt",
        length=7,
        state=UploadState.FINISHED,
        stored_file_id=stored.id,
    )
    row.offset = 7
    db.session.add(row)
    db.session.commit()
    return row.id


def test_what_was_uploaded_stays_with_the_words_until_they_go(
    client: Client, cast: Cast, around: Around, upload: uuid.UUID
) -> None:
    client.sign_in(cast.ellie).get(around.url())
    version = client.one("#message-form input[name=draft_version]").get("value")
    client.put(f"{around.url()}/draft", {"key": "other", "base": 0, "seq": 1, "text": "Elsewhere"})
    sent = {"text": "Here", "upload": str(upload), "draft_key": "tab", "draft_version": version}
    client.post(around.url(), sent, 409)
    assert client.one("#message-form input[name=upload]").get("value") == str(upload)
    assert "song.txt" in client.words("#message-form")
    client.submit("#message-form")
    client.follow()
    assert "song.txt" in client.words(".messages")


def test_nobody_elses_upload_is_named(client: Client, cast: Cast, around: Around, upload: uuid.UUID) -> None:
    client.sign_in(cast.dani).post(around.url(), {"text": "x" * 20_001, "upload": str(upload)}, 422)
    assert "song.txt" not in client.response.get_data(as_text=True)


def test_without_script_they_are_asked_for_again(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.ellie)
    sent = {"text": "x" * 20_001, "files": (io.BytesIO(b"a song"), "song.txt")}
    client.post(around.url(), sent, 422, content_type="multipart/form-data")
    assert "Choose your files again" in client.words("#message-form")


def test_that_a_child_took_something_back_every_adult_there_sees(client: Client, cast: Cast, around: Around) -> None:
    """Somebody may have stood beside them. Not what it was: for that a lead needs a reason."""
    row = made.message(around.thread(), around.account(cast.ellie), "He locks the door.", Seat.PUPIL)
    db.session.commit()
    client.sign_in(cast.ellie).get(f"/messages/{row.id}/withdraw")
    assert "The adults see that you took something back, not what it was." in client.words("main")
    client.submit(because="Not true")
    client.sign_in(cast.dani).get(around.url())
    assert "This message was withdrawn." in client.words(".messages")
    assert "He locks" not in client.response.get_data(as_text=True)
