"""What would harm whoever opens it, or nobody could open, is refused in words, and nothing of it is kept."""

import io
import struct
import zipfile

import pytest

from tests.core.filed import HERE, blobs, create, kept, offset_of, patch, small_app
from tests.library import made
from virtual_school.core import files
from virtual_school.core.db import db, enter_network
from virtual_school.core.files import looking

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.fixture
def app(request, tmp_path):
    with small_app(request, tmp_path) as app, app.app_context():
        enter_network(HERE)
        yield app
        db.session.rollback()


def many() -> bytes:
    sent = io.BytesIO()
    with zipfile.ZipFile(sent, "w") as archive:
        for number in range(looking.MOST_INSIDE + 1):
            archive.writestr(f"{number}", "")
    return sent.getvalue()


def lies() -> bytes:
    """A small zip whose list says that its file unpacks to three gigabytes."""
    sent = bytearray(made.zipped({"small.txt": "small"}))
    at = sent.index(b"PK\x01\x02") + 24
    sent[at : at + 4] = struct.pack("<I", 3 << 30)
    return bytes(sent)


REFUSED = {
    "a zip that unpacks to far more": (made.bomb(), "Ciphers.zip", "unpacks to far more"),
    "a zip that says so": (lies(), "Ciphers.zip", "unpacks to far more"),
    "a zip of too many files": (many(), "Ciphers.zip", "unpacks to far more"),
    "a zip with a password": (made.locked(), "Ciphers.zip", "locked with a password"),
    "a document with a macro": (made.docx("x", **{"word/vbaProject.bin": b"x"}), "Plan.docm", "holds a macro"),
    "one that is called otherwise": (made.docx("x", **{"word/vbaProject.bin": b"x"}), "Plan.docx", "holds a macro"),
    "an open document with a macro": (
        made.odt("x", "y", **{"Basic/M.xml": b"x"}),
        "Plan.odt",
        "holds a macro",
    ),
    "an old document with a macro": (OLD + "_VBA_PROJECT".encode("utf-16-le"), "Plan.doc", "holds a macro"),
    "nothing": (b"", "Plan.docx", "is empty"),
}


@pytest.mark.parametrize(("data", "name", "words"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_words_and_leaves_nothing(app, data, name, words):
    with pytest.raises(files.NotTaken) as refused:
        files.receive(io.BytesIO(data), name)
    assert refused.value.status == 422
    assert name in refused.value.because and words in refused.value.because
    assert not blobs() and not list(files.filing().arriving.iterdir())


TAKEN = {
    "a document": made.docx("An ordinary one"),
    "an open document": made.odt("A heading", "words"),
    "a zip whose folder is called Basic": made.zipped({"Basic/lesson.txt": "x", "Scripts/play.txt": "y"}),
    "an old document": OLD,
    "a broken zip": b"PK\x03\x04" + bytes(100),
    "a zip in which nothing is": made.zipped({}),
    "much of the same, yet small": made.zipped({"zeroes": bytes(5 << 20)}),
}


@pytest.mark.parametrize("data", TAKEN.values(), ids=TAKEN)
def test_what_is_harmless_is_taken(app, data):
    assert kept(data).size == len(data)


def test_one_that_was_uploaded_in_pieces_goes_with_its_upload(app):
    client, data = app.test_client(), made.locked()
    where = create(client, length=len(data), name="Ciphers.zip").location
    patch(client, where, 0, data[:50])
    assert offset_of(client, where) == 50
    answer = patch(client, where, 50, data[50:])
    assert answer.status_code == 422 and "locked with a password" in answer.json["because"]
    assert not blobs() and not list(files.filing().arriving.iterdir())
    assert client.head(where, headers={"Tus-Resumable": "1.0.0", "X-Account": "0" * 31 + "1"}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "shown"),
    [("🙈" * 255, "🙈" * 200), ("🙈" * 255 + ".docx", "🙈" * 195 + ".docx"), ("C:\\Users\\x\\Plan.pdf", "Plan.pdf")],
)
def test_a_name_of_any_length_is_a_name(app, sent, shown):
    assert files.display_name(sent) == shown
