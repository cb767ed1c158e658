"""A document is read where its lesson is: set work, the shelf, staff's own page; each only while that is open."""

import datetime as dt
import io
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import make_attendance
from tests.attendance.conftest import account, place, pupil
from tests.cast import Cast, Person
from tests.client import Client
from tests.core.test_files_documents import OFFICE
from tests.library import made
from tests.library.test_documents import worked_off
from tests.library.test_library_files import body, names_of
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.files.documents import copying
from virtual_school.pupils.models import Away

ClientOf = Callable[[Person], Client]
Begin = Callable[..., uuid.UUID]


@pytest.fixture
def away(cast: Cast) -> Away:
    row = make_attendance.away(pupil(cast.ellie), place(cast, "wren_hill"), account(cast.own_teacher))
    db.session.commit()
    return row


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in LibreOffice's place, which makes the same page of everything."""
    program = tmp_path / "soffice"
    program.write_text(OFFICE.format(python=sys.executable, pdf=made.pdf("As it is printed")))
    program.chmod(0o700)
    monkeypatch.setattr(copying, "program", lambda: str(program))


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "program", lambda: None)


def posted(app: App, client: Client, begin: Begin, *files: tuple[str, bytes]) -> uuid.UUID:
    lesson_id = begin(client)
    sent = [(io.BytesIO(data), name) for name, data in files]
    client.post(f"/lessons/{lesson_id}/files", {"files": sent}, content_type="multipart/form-data")
    client.post(f"/lessons/{lesson_id}/post")
    worked_off(app)
    return lesson_id


def test_on_the_shelf_while_it_is_open(cast: Cast, client_of: ClientOf, away: Away) -> None:
    ellie, ashfold = client_of(cast.ellie), cast.larkdale.lessons["ashfold"]
    here = f"/find-work/{ashfold.lesson_id}/read"
    ellie.get(f"{here}/{ashfold.worksheet_id}")
    assert ellie.words("h1") == "Worksheet.txt" and "Its words were not read here" in ellie.words("#reading")
    ellie.get(f"{here}/{ashfold.answers_id}", 404)
    ellie.get(f"{here}/{cast.larkdale.lessons['stonegate'].worksheet_id}", 404)
    client_of(cast.tariq).get(f"{here}/{ashfold.worksheet_id}", 403)
    away.ends_on = clock.today() - dt.timedelta(days=1)
    db.session.commit()
    ellie.get(f"{here}/{ashfold.worksheet_id}", 403)


def test_with_set_work_and_with_nobody_elses(cast: Cast, client_of: ClientOf) -> None:
    sheet, work = cast.larkdale.lessons["ashfold"].worksheet_id, cast.larkdale.work["new"].assignment_id
    client_of(cast.ellie).get(f"/my-work/{work}/read/{sheet}")
    for person in (cast.tariq, cast.stranger_pupil):
        client_of(person).get(f"/my-work/{work}/read/{sheet}", 404)


@pytest.mark.usefixtures("office")
def test_with_libreoffice_there_is_a_copy_for_phones(app: App, lunt: Client, begin: Begin) -> None:
    lesson_id = posted(app, lunt, begin, ("Sheet.docx", made.docx("Shift by three.")))
    lunt.get(f"/lessons/{lesson_id}/read/{names_of(lesson_id)['Sheet.docx'].id}")
    link = lunt.one("#reading a[href$='copy=1']")
    assert "As a PDF, which opens on every phone" in lunt.words("#reading")
    assert body(lunt, link.get("href")) == made.pdf("As it is printed")
    assert "Sheet.pdf" in lunt.response.headers["Content-Disposition"]


@pytest.mark.usefixtures("no_office")
def test_without_it_the_page_says_so_and_the_words_are_there(app: App, lunt: Client, begin: Begin) -> None:
    lesson_id = posted(app, lunt, begin, ("Sheet.docx", made.docx("Shift by three.")), ("Old.rtf", b"{\\rtf1 old}"))
    for name, words in (("Sheet.docx", "Shift by three."), ("Old.rtf", "Its words could not be read here.")):
        lunt.get(f"/lessons/{lesson_id}/read/{names_of(lesson_id)[name].id}")
        said = lunt.words("#reading")
        assert "the school’s computer has no LibreOffice" in said and words in said
        assert lunt.one("#reading").get("hx-get") is None
