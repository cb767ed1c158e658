"""Uploads that can be resumed."""

import fcntl
import io
import os
import threading
import uuid

import pytest
import sqlalchemy as sa
from werkzeug.exceptions import ClientDisconnected

from tests.core.filed import ALICE, BYTES, ELLIE, HERE, TUS, blobs, create, jpeg, offset_of, patch, run_jobs, small_app
from virtual_school.core import files
from virtual_school.core.db import begin, db, enter_network, writing
from virtual_school.core.files import tus, uploads
from virtual_school.core.files.models import Upload
from virtual_school.core.files.states import UploadState

WHOLE = os.urandom(700_000)


@pytest.fixture
def app(request, tmp_path):
    with small_app(request, tmp_path) as app:
        yield app


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def house(app):
    with app.app_context():
        enter_network(HERE)
        yield files.filing()
        db.session.rollback()


def row_of(where: str) -> Upload:
    begin(write=False)
    row = db.session.get(Upload, uuid.UUID(where.rpartition("/")[2]), populate_existing=True)
    assert row is not None
    return row


def test_what_the_server_can_do(client):
    answer = client.options("/uploads", headers=ALICE)
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,creation-defer-length,termination"
    assert answer.headers["Tus-Max-Size"] == str(4 * 1024 * 1024)


def test_a_file_in_one_piece_is_stored_and_claimed(client, house):
    made = create(client, name="Übung 1.bin")
    assert made.status_code == 201 and made.headers["Upload-Offset"] == "0"
    sent = patch(client, made.location, 0, WHOLE)
    assert (sent.status_code, sent.headers["Upload-Offset"]) == (204, str(len(WHOLE)))
    assert sent.headers["Tus-Resumable"] == "1.0.0" and sent.headers["Cache-Control"] == "no-store"
    with writing():
        stored, name = files.claim(ELLIE, uuid.UUID(made.location.rpartition("/")[2]))
    assert name == "Übung 1.bin"
    with files.read(stored) as opened:
        assert opened.read() == WHOLE
    assert not list(house.arriving.iterdir())


def test_a_file_in_pieces_is_the_same_file(client, house):
    where = create(client).location
    for start in range(0, len(WHOLE), 123_457):
        assert offset_of(client, where) == start
        assert patch(client, where, start, WHOLE[start : start + 123_457]).status_code == 204
    stored = db.session.get(files.StoredFile, row_of(where).stored_file_id)
    with files.read(stored) as opened:
        assert opened.read() == WHOLE
    assert offset_of(client, where) == len(WHOLE)
    assert patch(client, where, len(WHOLE), b"").status_code == 204


class Breaking(io.RawIOBase):
    """A line that breaks after some bytes."""

    def __init__(self, data: bytes, fault: BaseException) -> None:
        self._data, self._fault = io.BytesIO(data), fault

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        block = self._data.read(len(buffer))
        if not block:
            raise self._fault
        buffer[: len(block)] = block
        return len(block)


def over(client, where: str, line: io.RawIOBase):
    """The whole file announced, and sent over the line."""
    environ = {"wsgi.input": io.BufferedReader(line), "CONTENT_LENGTH": str(len(WHOLE))}
    return client.patch(where, headers={**BYTES, **ALICE, "Upload-Offset": "0"}, environ_overrides=environ)


@pytest.mark.parametrize("fault", [ClientDisconnected(), ConnectionResetError(), TimeoutError()])
def test_a_line_that_breaks_costs_nothing_that_came(client, house, fault):
    where = create(client).location
    answer = over(client, where, Breaking(WHOLE[:300_000], fault))
    assert answer.status_code == 204
    at = offset_of(client, where)
    assert at == int(answer.headers["Upload-Offset"]) > 250_000
    patch(client, where, at, WHOLE[at:])
    stored = db.session.get(files.StoredFile, row_of(where).stored_file_id)
    with files.read(stored) as opened:
        assert opened.read() == WHOLE


class Killed(BaseException):
    """As near to kill -9 as one process comes: nothing on the way handles it."""


def test_a_killed_server_said_no_more_than_it_kept(client, house, monkeypatch):
    monkeypatch.setattr(tus, "NOTED_EVERY", 0.0)
    where = create(client).location
    with pytest.raises(Killed):
        over(client, where, Breaking(WHOLE[:300_000], Killed()))
    at = offset_of(client, where)
    assert 200_000 < at <= 300_000
    part = house.part(row_of(where).id)
    with part.open("r+b") as torn:  # what was written after the last note may be anything
        torn.truncate(at)
        torn.seek(at)
        torn.write(b"torn" * 1000)
    assert patch(client, where, at, WHOLE[at:]).status_code == 204
    stored = db.session.get(files.StoredFile, row_of(where).stored_file_id)
    with files.read(stored) as opened:
        assert opened.read() == WHOLE


@pytest.mark.parametrize("step", ["receive", "keep"])
def test_killed_at_the_last_byte_it_can_be_sent_again(client, house, monkeypatch, step):
    where = create(client).location
    patch(client, where, 0, WHOLE[:600_000])
    with monkeypatch.context() as held, pytest.raises(Killed):
        held.setattr(uploads, step, _kill)
        patch(client, where, 600_000, WHOLE[600_000:])
    assert offset_of(client, where) == 600_000
    assert row_of(where).state is UploadState.OPEN
    assert patch(client, where, 600_000, WHOLE[600_000:]).status_code == 204
    assert row_of(where).state is UploadState.FINISHED


def _kill(*_anything: object) -> None:
    raise Killed


def test_bytes_that_are_lost_are_asked_for_from_the_beginning(client, house):
    where = create(client).location
    patch(client, where, 0, WHOLE[:1000])
    house.part(row_of(where).id).unlink()
    assert client.head(where, headers={**TUS, **ALICE}).status_code == 404


def test_no_transaction_is_held_while_bytes_arrive(client, house, app):
    seen = []

    class Watching(Breaking):
        def readinto(self, buffer) -> int:
            seen.append(db.session().in_transaction())
            return super().readinto(buffer)

    where = create(client).location
    over(client, where, Watching(WHOLE[:200_000], ClientDisconnected()))
    assert seen and not any(seen)


def test_two_at_one_upload(client, house):
    where = create(client).location
    with house.part(row_of(where).id).open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert patch(client, where, 0, WHOLE).status_code == 423
    assert patch(client, where, 0, WHOLE).status_code == 204


def test_two_threads_at_one_upload_leave_one_file(app, house):
    where = create(app.test_client()).location
    answers = []

    def send() -> None:
        answers.append(patch(app.test_client(), where, 0, WHOLE).status_code)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(204) == 1
    assert set(answers) <= {204, 409, 423}
    assert len(blobs()) == 1


def test_thrown_away_it_is_gone(client, house, monkeypatch):
    here = {"upload"}
    monkeypatch.setattr(
        "virtual_school.core.files.sweeping.tables",
        lambda: [table for table in files.Upload.metadata.sorted_tables if table.name in here],
    )
    for sent in (WHOLE[:1000], WHOLE):
        where = create(client).location
        patch(client, where, 0, sent)
        assert client.delete(where, headers={**TUS, **ALICE}).status_code == 204
        assert client.head(where, headers={**TUS, **ALICE}).status_code == 404
    begin(write=False)
    assert not blobs() and not list(house.arriving.iterdir())
    assert db.session.scalars(sa.select(files.StoredFile)).all() == []


def test_what_was_claimed_cannot_be_thrown_away(client, house):
    where = create(client, length=3).location
    patch(client, where, 0, b"abc")
    with writing():
        files.claim(ELLIE, row_of(where).id)
    assert client.delete(where, headers={**TUS, **ALICE}).status_code == 409
    assert len(blobs()) == 1


def test_a_photograph_is_prepared_while_its_sender_still_writes(client, house):
    photo = jpeg(6)
    where = create(client, length=len(photo), name="IMG_1.jpg").location
    patch(client, where, 0, photo)
    assert run_jobs() == ["files.prepare"]
    with writing():
        stored, _name = files.claim(ELLIE, row_of(where).id)
    assert stored.is_picture
