"""Files that nobody should send: by every door they are refused or made safe, in words, and nothing typed is lost."""

import errno
import io
import uuid
from collections.abc import Callable
from functools import cache

import pytest

from tests.client import Client
from tests.library import made
from tests.library.conftest import lesson_of
from tests.library.test_documents import worked_off
from tests.library.test_library_files import body, names_of, upload
from virtual_school.core import files
from virtual_school.core.app import App
from virtual_school.core.files.store import FolderStore

Begin = Callable[..., uuid.UUID]

MACRO = {"word/vbaProject.bin": b"x"}
REFUSED = {
    "a zip bomb": ("Ciphers.zip", cache(made.bomb), "“Ciphers.zip” unpacks to far more than it should"),
    "a zip with a password": ("Ciphers.zip", made.locked, "“Ciphers.zip” is locked with a password"),
    "a macro": ("Plan.docm", lambda: made.docx("x", **MACRO), "“Plan.docm” holds a macro"),
    "a macro under another name": ("Plan.docx", lambda: made.docx("x", **MACRO), "“Plan.docx” holds a macro"),
    "a locked document": ("Plan.docx", made.locked_document, "“Plan.docx” is locked with a password"),
    "a locked PDF": ("Plan.pdf", cache(lambda: made.locked_pdf("secret")), "“Plan.pdf” is locked with a password"),
    "a macro of a sheet": (
        "Marks.xlsx",
        lambda: made.zipped({"xl/macrosheets/sheet1.xml": "x"}),
        "“Marks.xlsx” holds a macro",
    ),
    "an empty file": ("Plan.docx", bytes, "“Plan.docx” is empty"),
}
SAFE = {
    "a PDF that may only be printed": ("Plan.pdf", cache(lambda: made.locked_pdf(""))),
    "a PDF that only says so": ("Plan.pdf", lambda: b"%PDF-1.4 /Encrypt"),
    "a page with script": ("page.html", lambda: b"<html><script>alert(1)</script></html>"),
    "a drawing with script": ("drawing.svg", lambda: b"<svg xmlns='x' onload='alert(1)'></svg>"),
    "a zip that leads outside": ("Ciphers.zip", lambda: made.zipped({"../../etc/passwd": "x", "C:\\boot.ini": "y"})),
    "a picture of 50,000 by 50,000": ("wheel.png", made.huge_picture),
    "a name of 255 emoji": ("🙈" * 255 + ".docx", lambda: made.docx("x")),
}
Bad = tuple[str, Callable[[], bytes], str]
Kept = tuple[str, Callable[[], bytes]]


@pytest.fixture(params=REFUSED.values(), ids=REFUSED)
def refused(request: pytest.FixtureRequest) -> Bad:
    found: Bad = request.param
    return found


@pytest.fixture(params=SAFE.values(), ids=SAFE)
def safe(request: pytest.FixtureRequest) -> Kept:
    found: Kept = request.param
    return found


def with_files(client: Client, url: str, form: dict[str, str], *files: tuple[str, bytes], status: int = 303) -> None:
    sent = [(io.BytesIO(data), name) for name, data in files]
    client.post(url, {**form, "files": sent}, status, content_type="multipart/form-data")


def test_with_a_new_lesson_the_words_and_the_other_files_are_kept(
    lunt: Client, typed: dict[str, str], refused: Bad
) -> None:
    name, make, words = refused
    with_files(lunt, "/lessons/new", {**typed, "once": "a"}, (name, make()), ("Sheet.txt", b"a sheet"))
    lesson_id = uuid.UUID(lunt.response.location.split("/")[-2])
    lunt.follow()
    assert words in lunt.words("main")
    assert lesson_of(lesson_id).instructions == typed["instructions"]
    assert list(names_of(lesson_id)) == ["Sheet.txt"]


def test_beside_a_lesson_being_changed_the_words_are_saved(
    lunt: Client, begin: Begin, typed: dict[str, str], refused: Bad
) -> None:
    name, make, words = refused
    lesson_id = begin(lunt)
    changed = {**typed, "instructions": "Other words.", "version": str(lesson_of(lesson_id).version)}
    with_files(lunt, f"/lessons/{lesson_id}/files", changed, (name, make()))
    lunt.follow()
    assert words in lunt.words("main") and lunt.words("#instructions").strip() == "Other words."
    assert not names_of(lesson_id)


def test_sent_by_script_it_is_told_beside_the_file(lunt: Client, refused: Bad) -> None:
    name, make, words = refused
    data = make()
    if not data:
        lunt.post("/uploads", None, 422, headers=made.tus(0, name))
    else:
        lunt.post("/uploads", None, 201, headers=made.tus(len(data), name))
        where = lunt.response.headers["Location"]
        head = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        lunt.patch(where, data, 422, headers={**head, "Accept": "application/json"})
    assert words in lunt.response.get_data(as_text=True) or words in str(lunt.response.json)


def test_what_is_missing_still_costs_no_file(lunt: Client, typed: dict[str, str], refused: Bad) -> None:
    """Without script a browser forgets the files of a form that comes back: they are here, and told of."""
    name, make, words = refused
    form = {**typed, "subject_id": "", "once": "a"}
    with_files(lunt, "/lessons/new", form, (name, make()), ("Sheet.txt", b"a sheet"), status=422)
    said = lunt.words("main")
    assert words in lunt.words("body") and "1 file that you sent is kept" in said
    assert lunt.one("#title").get("value") == typed["title"] and "Hide **one** word." in lunt.words("#instructions")
    held = lunt.one("input[name=upload]").get("value")
    lunt.post("/lessons/new", {**typed, "once": "a", "upload": held})
    assert list(names_of(uuid.UUID(lunt.response.location.split("/")[-2]))) == ["Sheet.txt"]


def test_a_zip_brought_too_early_is_kept_as_well(app: App, lunt: Client, typed: dict[str, str]) -> None:
    with_files(
        lunt, "/lessons/bring", {"year": "10", "once": "a"}, ("unit.zip", made.zipped({"a.txt": "x"})), status=422
    )
    assert "Your zip is here already" in lunt.words("main")
    held = lunt.one("input[name=upload]").get("value")
    form = {"year": "10", "subject_id": typed["subject_id"], "once": "a", "upload": held}
    lunt.post("/lessons/bring", form)
    address = lunt.response.location
    worked_off(app)
    lunt.get(address)
    assert "1 draft" in lunt.words("#brought")


def test_what_is_kept_is_given_as_bytes_and_harms_nobody(app: App, lunt: Client, begin: Begin, safe: Kept) -> None:
    name, make = safe
    lesson_id, data = begin(lunt), make()
    with_files(lunt, f"/lessons/{lesson_id}/files", {}, (name, data))
    worked_off(app)
    (resource,) = names_of(lesson_id).values()
    lunt.get(f"/lessons/{lesson_id}/edit")
    assert resource.name in lunt.words("#lesson-files")
    address = f"/lessons/{lesson_id}/resources/{resource.id}/{resource.name}"
    assert body(lunt, address) == data
    headers = lunt.response.headers
    assert headers["Content-Disposition"].startswith("attachment;") and "sandbox" in headers["Content-Security-Policy"]
    assert headers["Content-Type"] not in {"text/html", "image/svg+xml", "image/png"}


def test_a_name_of_emoji_keeps_its_ending(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    with_files(lunt, f"/lessons/{lesson_id}/files", {}, ("🙈" * 255 + ".docx", made.docx("x")))
    assert list(names_of(lesson_id)) == ["🙈" * 195 + ".docx"]


def test_two_that_are_bad_are_each_told(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    with_files(lunt, f"/lessons/{lesson_id}/files", {}, ("Plan.docm", made.docx("x", **MACRO)), ("Empty.txt", b""))
    lunt.follow()
    assert "“Plan.docm” holds a macro" in lunt.words("main") and "“Empty.txt” is empty" in lunt.words("main")


def test_an_upload_that_was_good_is_added_beside_one_that_was_bad(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    sent = upload(lunt, b"as the script sends it", "Sheet.txt")
    with_files(lunt, f"/lessons/{lesson_id}/files", {"upload": sent}, ("Empty.txt", b""))
    assert list(names_of(lesson_id)) == ["Sheet.txt"]


def test_a_full_disk_costs_the_file_and_no_word(
    lunt: Client, begin: Begin, typed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson_id = begin(lunt)

    def full(*_any: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    changed = {**typed, "instructions": "Other words.", "version": str(lesson_of(lesson_id).version)}
    monkeypatch.setattr(FolderStore, "put", full)
    with_files(lunt, f"/lessons/{lesson_id}/files", changed, ("Film.mp4", b"a film"))
    lunt.follow()
    assert "There is no room left on the school’s computer, so “Film.mp4” was not kept." in lunt.words("main")
    assert lesson_of(lesson_id).instructions == "Other words." and not names_of(lesson_id)
    assert not list(files.filing().arriving.iterdir())
