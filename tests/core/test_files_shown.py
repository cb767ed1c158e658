"""Pictures prepared and their originals erased; files given out."""

import hashlib

import pytest
from flask import Response
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from tests.core.filed import (
    HERE,
    again,
    blobs,
    bomb,
    heic,
    jpeg,
    kept,
    png,
    run_jobs,
    small_app,
    webp,
)
from virtual_school.core import files
from virtual_school.core.db import db, enter_network
from virtual_school.core.errors import WrongState
from virtual_school.core.files import preparing
from virtual_school.core.files.states import FileState, RefusedBecause

PDF = b"%PDF-1.4\n1 0 obj << >> endobj\n%%EOF"
HTML = b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def app(request, tmp_path):
    with small_app(request, tmp_path) as app, app.app_context():
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
            "x\r\nSet-Cookie: a=b",
            "attachment; filename=\"x Set-Cookie: a=b\"; filename*=UTF-8''x%20Set-Cookie%3A%20a%3Db",
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
