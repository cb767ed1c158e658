"""Files taken in: bytes first, then the row, once."""

import hashlib
import io
import threading

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage

from tests.core.filed import (
    ELSEWHERE,
    HERE,
    again,
    blobs,
    heic,
    jpeg,
    kept,
    png,
    run_jobs,
    small_app,
    webp,
    zipped,
)
from virtual_school.core import files
from virtual_school.core.db import db, enter_network, writing
from virtual_school.core.files.kinds import kind_of

PDF = b"%PDF-1.4\n1 0 obj << >> endobj\n%%EOF"
HTML = b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def app(request, tmp_path):
    with small_app(request, tmp_path) as app, app.app_context():
        enter_network(HERE)
        yield app
        db.session.rollback()


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
