"""Uploads claimed once; what nobody came back for."""

import io
import os
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.core.filed import (
    DANI,
    ELLIE,
    ELSEWHERE,
    HERE,
    again,
    blobs,
    jpeg,
    kept,
    run_jobs,
    small_app,
)
from virtual_school.core import clock, files
from virtual_school.core.db import Base, db, enter_network, writing
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.files.models import Upload
from virtual_school.core.files.states import FileState, UploadState
from virtual_school.core.files.uploads import MOST_UNFINISHED
from virtual_school.core.jobs import Job

PDF = b"%PDF-1.4\n1 0 obj << >> endobj\n%%EOF"


@pytest.fixture
def app(request, tmp_path):
    with small_app(request, tmp_path) as app, app.app_context():
        enter_network(HERE)
        yield app
        db.session.rollback()


def uploaded(data: bytes = PDF, account=ELLIE, **columns: object) -> Upload:
    received = files.receive(io.BytesIO(data), "plan.pdf")
    with writing() as session:
        row = Upload(
            **{
                "account_id": account,
                "filename": "plan.pdf",
                "length": len(data),
                "offset": len(data),
                "state": UploadState.FINISHED,
                "stored_file_id": files.keep(received).id,
                **columns,
            }
        )
        session.add(row)
    return row


def test_an_upload_is_claimed_once_by_its_sender(app):
    upload = uploaded()
    with pytest.raises(NotVisible), writing():
        files.claim(DANI, upload.id)
    enter_network(ELSEWHERE)
    with pytest.raises(NotVisible), writing():
        files.claim(ELLIE, upload.id)
    enter_network(HERE)
    with writing():
        stored, name = files.claim(ELLIE, upload.id)
    assert (stored.id, name) == (upload.stored_file_id, "plan.pdf")
    with pytest.raises(WrongState, match="already"), writing():
        files.claim(ELLIE, upload.id)


def test_a_claim_that_is_rolled_back_can_be_made_again(app):
    upload = uploaded()
    with pytest.raises(ZeroDivisionError), writing():
        files.claim(ELLIE, upload.id)
        1 / 0  # noqa: B018
    with writing():
        assert files.claim(ELLIE, upload.id)


def test_an_upload_on_its_way_cannot_be_claimed(app):
    upload = uploaded(offset=3, state=UploadState.OPEN, stored_file_id=None)
    with pytest.raises(WrongState, match="not arrived"), writing():
        files.claim(ELLIE, upload.id)


@pytest.fixture
def owners(app):
    """A table above core's, whose rows own files."""
    table = sa.Table(
        "owner",
        Base.metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("stored_file_id", sa.ForeignKey("stored_file.id")),
    )
    table.create(db.engine)
    yield table
    Base.metadata.remove(table)


@pytest.fixture
def only_these_tables(owners, monkeypatch):
    """Tables of other packages are not in this small database."""
    here = {"network", "stored_file", "stored_text", "upload", "job", "owner"}
    tables = [table for table in Base.metadata.sorted_tables if table.name in here]
    monkeypatch.setattr("virtual_school.core.files.sweeping.tables", lambda: tables)
    return owners


def a_day_later() -> object:
    """A day on from the world's time, which is what the files themselves bear."""
    return clock.freeze(clock.now() + clock.BEHIND + timedelta(hours=25))


def test_an_upload_left_behind_goes_with_its_bytes(app, only_these_tables):
    upload = uploaded()
    files.sweep()
    assert db.session.get(Upload, upload.id, populate_existing=True)
    with a_day_later():
        files.sweep()
    db.session.rollback()
    assert db.session.scalars(sa.select(Upload)).all() == []
    assert db.session.scalars(sa.select(files.StoredFile)).all() == []
    assert blobs() == []


def test_what_a_row_owns_outlives_its_upload(app, only_these_tables):
    upload = uploaded()
    with writing() as session:
        session.execute(only_these_tables.insert().values(id=1, stored_file_id=upload.stored_file_id))
    with a_day_later():
        files.sweep()
    assert len(blobs()) == 1


def test_bytes_without_a_row_go_after_a_day(app, only_these_tables):
    mine = kept(b"mine")
    received = files.receive(io.BytesIO(b"nobody's"), "x.txt")
    enter_network(ELSEWHERE)
    theirs = kept(b"theirs")
    enter_network(HERE)
    files.sweep()
    assert blobs() == sorted([mine.key, received.key])
    with a_day_later():
        files.sweep()
    assert blobs() == [mine.key]
    enter_network(ELSEWHERE)
    with files.read(theirs) as opened:
        assert opened.read() == b"theirs"


def test_pieces_that_never_arrived_go_after_two_days(app, only_these_tables):
    old, new = (files.filing().arriving / name for name in ("old.new", "new.part"))
    for piece in (old, new):
        piece.write_bytes(b"half")
    two_days_ago = time.time() - 49 * 3600
    os.utime(old, (two_days_ago, two_days_ago))
    files.sweep()
    assert not old.exists() and new.exists()


def test_a_picture_whose_job_was_given_up_is_queued_again(app, only_these_tables):
    stored = kept(jpeg())
    with writing() as session:
        session.execute(sa.delete(Job))
    with a_day_later():
        files.sweep()
        assert run_jobs() == ["files.prepare"]
    assert again(stored).state is FileState.READY


def test_the_most_unfinished_uploads_are_more_than_a_lesson_has():
    assert MOST_UNFINISHED >= 30
