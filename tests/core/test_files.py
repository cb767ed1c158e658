"""Files taken in, kept once, prepared, claimed, given out, and swept."""

import hashlib
import io
import os
import threading
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Response
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from tests.core.filed import (
    DANI,
    ELLIE,
    ELSEWHERE,
    HERE,
    again,
    blobs,
    bomb,
    heic,
    jpeg,
    kept,
    make_app,
    png,
    run_jobs,
    webp,
    zipped,
)
from virtual_school.core import clock, files
from virtual_school.core.db import Base, db, enter_network, writing
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.files import preparing
from virtual_school.core.files.kinds import kind_of
from virtual_school.core.files.models import Upload
from virtual_school.core.files.states import FileState, RefusedBecause, UploadState
from virtual_school.core.files.uploads import MOST_UNFINISHED
from virtual_school.core.jobs import Job

PDF = b"%PDF-1.4\n1 0 obj << >> endobj\n%%EOF"
HTML = b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def app(tmp_path):
    app = make_app(tmp_path)
    with app.app_context():
        enter_network(HERE)
        yield app
        db.session.rollback()


@pytest.fixture
def answer(app):
    """What `send` answers to a request with the given headers."""

    def ask(
        stored: files.StoredFile, name: str = "work.bin", headers: dict[str, str] | None = None, **how: bool
    ) -> Response:
        with app.test_request_context("/", headers=headers):
            answered.append(files.send(stored, name, **how))
        return answered[-1]

    answered: list[Response] = []
    yield ask
    for one in answered:
        one.close()


# Taking in ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PDF, "application/pdf"),
        (HTML, "text/html"),
        (b"<!-- hello --><html></html>", "text/html"),
        (SVG, "image/svg+xml"),
        (b"<svg onload=alert(1)>", "image/svg+xml"),
        (b"<?xml version='1.0'?><a/>", "text/xml"),
        ("Ein Gedicht über Bäume\n".encode(), "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"MZ\x90\x00" + bytes(60), "application/x-msdownload"),
        (zipped("Index/Document.iwa", "preview.jpg"), "application/zip"),
        (
            zipped("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (jpeg(), "image/jpeg"),
        (png(), "image/png"),
        (webp(), "image/webp"),
        (heic(), "image/heic"),
    ],
)
def test_a_kind_is_told_by_content(data, media_type):
    assert kind_of(data[:8192]) == media_type


def test_text_may_be_cut_within_a_letter():
    assert kind_of(b"a" * 8191 + "ü".encode()[:1]) == "text/plain"
    assert kind_of(b"\xff" * 20) == "application/octet-stream"


def test_bytes_come_before_the_row(app):
    received = files.receive(io.BytesIO(PDF), "C:\\Users\\ellie\\Desktop\\my plan.pdf")
    assert received.name == "my plan.pdf"
    assert (received.size, received.digest) == (len(PDF), hashlib.sha256(PDF).digest())
    assert blobs() == [received.key]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(files.StoredFile)) == 0


def test_nothing_arrives_under_the_lock(app):
    with writing(), pytest.raises(RuntimeError, match="before the transaction"):
        files.receive(io.BytesIO(PDF), "plan.pdf")


def test_an_empty_file_is_refused_in_words(app):
    with pytest.raises(files.Empty) as refused:
        files.receive(io.BytesIO(b""), "essay.docx")
    assert "essay.docx" in refused.value.because
    assert not blobs() and not list(files.filing().arriving.iterdir())


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(app):
    with pytest.raises(files.TooLarge):
        files.receive(io.BytesIO(b"x" * 11), "big.bin", limit=10)
    assert not blobs() and not list(files.filing().arriving.iterdir())


def test_a_plain_form_brings_several_and_may_leave_fields_empty(app):
    sent = [
        FileStorage(io.BytesIO(PDF), "a.pdf"),
        FileStorage(io.BytesIO(b""), ""),
        FileStorage(io.BytesIO(b"b"), "b.txt"),
    ]
    assert [one.name for one in files.receive_form(sent)] == ["a.pdf", "b.txt"]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("", "file"),
        (None, "file"),
        ("...", "file"),
        ("e" * 500 + ".docx", "e" * 195 + ".docx"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
    ],
)
def test_names_are_made_harmless(app, sent, shown):
    assert files.display_name(sent) == shown


# Keeping --------------------------------------------------------------------------------------------------------------


def test_the_same_content_is_kept_once_a_network(app):
    first, second = kept(PDF, "a.pdf"), kept(PDF, "b.pdf")
    assert first.id == second.id
    assert len(blobs()) == 2
    assert run_jobs() == ["files.erase"]
    assert blobs() == [again(first).key]
    enter_network(ELSEWHERE)
    assert kept(PDF).id != first.id


def test_the_same_content_at_the_same_moment_is_one_row(app):
    found, faults = [], []

    def send_it() -> None:
        with app.app_context():
            enter_network(HERE)
            try:
                found.append(kept(PDF).id)
            except Exception as error:
                faults.append(error)

    threads = [threading.Thread(target=send_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert len(found) == 6 and len(set(found)) == 1
    assert run_jobs() == ["files.erase"] * 5
    assert len(blobs()) == 1


def test_a_transaction_that_fails_keeps_nothing(app):
    received = files.receive(io.BytesIO(jpeg()), "photo.jpg")
    with pytest.raises(ZeroDivisionError), writing():
        files.keep(received)
        1 / 0  # noqa: B018
    assert db.session.scalar(sa.select(sa.func.count()).select_from(files.StoredFile)) == 0
    assert run_jobs() == []


# Pictures -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [jpeg, png, webp, heic])
def test_a_picture_is_prepared_and_its_original_erased(app, make, answer):
    sent = make()
    stored = kept(sent, "IMG_5195.HEIC")
    assert stored.state is FileState.PREPARING and stored.words and not stored.is_picture
    original = stored.key
    with pytest.raises(WrongState):
        answer(stored)
    with pytest.raises(WrongState):
        files.read(stored)
    assert run_jobs() == ["files.prepare"]
    stored = again(stored)
    assert stored.state is FileState.READY and stored.is_picture and stored.original_key is None and not stored.words
    assert blobs() == [stored.key] != [original]
    with files.read(stored) as opened:
        shown = opened.read()
    assert len(shown) == stored.shown_size and shown != sent
    assert stored.digest == hashlib.sha256(sent).digest() and stored.size == len(sent)


def test_preparing_twice_changes_nothing(app):
    stored = kept(jpeg(6))
    preparing.prepare_stored(stored.id)
    first = again(stored).key
    preparing.prepare_stored(stored.id)
    assert again(stored).key == first and blobs() == [first]


def test_two_workers_at_one_picture_leave_one(app, monkeypatch):
    stored = kept(jpeg())
    real = preparing.pictures.prepare

    def slower(data: bytes) -> object:
        monkeypatch.setattr(preparing.pictures, "prepare", real)
        preparing.prepare_stored(stored.id)  # the other worker, start to end
        return real(data)

    monkeypatch.setattr(preparing.pictures, "prepare", slower)
    preparing.prepare_stored(stored.id)
    assert blobs() == [again(stored).key]


def test_a_worker_killed_before_erasing_erases_when_run_again(app, monkeypatch):
    stored = kept(jpeg())
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(preparing, "erase_original", _killed)
        preparing.prepare_stored(stored.id)
    assert len(blobs()) == 2 and again(stored).original_key
    preparing.prepare_stored(stored.id)
    assert blobs() == [again(stored).key]


def _killed(*_anything: object) -> None:
    raise KeyboardInterrupt


def test_a_prepared_picture_sent_again_is_recognised_and_the_copy_erased(app):
    stored = kept(jpeg())
    run_jobs()
    assert kept(jpeg()).id == stored.id
    assert run_jobs() == ["files.erase"]
    assert blobs() == [again(stored).key]


@pytest.mark.parametrize(
    ("data", "because"),
    [(jpeg()[:200], RefusedBecause.UNREADABLE), (bomb(), RefusedBecause.TOO_MANY_PIXELS)],
)
def test_a_picture_that_cannot_be_shown_is_kept_for_its_sender_alone(app, answer, data, because):
    stored = kept(data, "photo.jpg")
    run_jobs()
    stored = again(stored)
    assert stored.state is FileState.REFUSED and stored.refused_because is because and stored.words
    assert blobs() == [stored.key]
    with pytest.raises(WrongState) as refused:
        answer(stored)
    assert refused.value.because == stored.words
    back = answer(stored, "photo.jpg", to_sender=True, inline=True)
    assert back.mimetype == "application/octet-stream"
    assert back.headers["Content-Disposition"].startswith("attachment")


def test_a_picture_that_kills_its_workers_is_refused_in_the_end(app):
    stored = kept(jpeg())
    preparing.prepare_stored(stored.id, last_try=True)
    assert again(stored).state is FileState.REFUSED


def test_a_page_dressed_as_a_photograph_is_neither_shown_nor_run(app, answer):
    stored = kept(HTML, "photo.jpg")
    sent = answer(stored, "photo.jpg", inline=True)
    assert sent.mimetype == "application/octet-stream"
    assert sent.headers["Content-Disposition"].startswith("attachment")
    stored = kept(jpeg(comment=HTML), "photo.jpg")
    run_jobs()
    with files.read(again(stored)) as opened:
        assert b"<script" not in opened.read()


# Giving out -----------------------------------------------------------------------------------------------------------


def test_a_download_is_sandboxed(app, answer):
    sent = answer(kept(PDF), "plan.pdf", inline=True)
    assert b"".join(sent.iter_encoded()) == PDF
    assert sent.mimetype == "application/pdf" and sent.content_length == len(PDF)
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert "default-src 'none'" in sent.headers["Content-Security-Policy"]
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Cache-Control"] == "private, no-store"


def test_a_prepared_picture_may_stand_in_a_page(app, answer):
    stored = kept(heic(), "IMG_5195.HEIC")
    run_jobs()
    sent = answer(again(stored), "IMG_5195.HEIC", inline=True)
    assert sent.mimetype == "image/webp"
    assert sent.headers["Content-Disposition"].startswith('inline; filename="IMG_5195.webp"')


@pytest.mark.parametrize("data", [HTML, SVG, b"<?xml version='1.0'?><a/>"])
def test_what_could_run_is_sent_as_bytes_of_no_kind(app, answer, data):
    assert answer(kept(data), "x.html", inline=True).mimetype == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ('a";b.pdf', "attachment; filename=\"a__b.pdf\"; filename*=UTF-8''a%22%3Bb.pdf"),
        ("Übung 1.pdf", "attachment; filename=\"_bung 1.pdf\"; filename*=UTF-8''%C3%9Cbung%201.pdf"),
        (
            "x\r\nSet-Cookie: a=b.pdf",
            "attachment; filename=\"x Set-Cookie: a=b.pdf\"; filename*=UTF-8''x%20Set-Cookie%3A%20a%3Db.pdf",
        ),
        ("../../x.pdf", "attachment; filename=\"x.pdf\"; filename*=UTF-8''x.pdf"),
    ],
)
def test_a_hostile_name_stays_a_name(app, answer, name, header):
    assert answer(kept(PDF), name).headers["Content-Disposition"] == header


@pytest.mark.parametrize(("asked", "body"), [("bytes=0-3", PDF[:4]), ("bytes=5-", PDF[5:]), ("bytes=-4", PDF[-4:])])
def test_a_part_can_be_asked_for(app, answer, asked, body):
    sent = answer(kept(PDF), headers={"Range": asked})
    assert sent.status_code == 206
    assert b"".join(sent.iter_encoded()) == body
    assert sent.headers["Content-Security-Policy"]


def test_a_part_that_is_not_there_is_refused(app, answer):
    with pytest.raises(RequestedRangeNotSatisfiable):
        answer(kept(PDF), headers={"Range": "bytes=900-"})


def test_bytes_that_are_gone_are_a_fault_that_is_said(app, answer, caplog):
    stored = kept(PDF)
    files.filing().store.erase(stored.key)
    with pytest.raises(Exception, match="cannot be reached"):
        answer(stored)
    assert stored.key in caplog.text


# Claiming -------------------------------------------------------------------------------------------------------------


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


# Sweeping -------------------------------------------------------------------------------------------------------------


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
    here = {"network", "stored_file", "upload", "job", "owner"}
    tables = [table for table in Base.metadata.sorted_tables if table.name in here]
    monkeypatch.setattr("virtual_school.core.files.sweeping.tables", lambda: tables)
    return owners


def a_day_later() -> object:
    return clock.freeze(clock.now() + timedelta(hours=25))


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
