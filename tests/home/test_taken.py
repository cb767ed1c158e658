"""A list that is large or sensitive leaves with a reason alone; whoever leads is told; the file says whose it is."""

import csv
import io
import uuid
import zipfile
from urllib.parse import urlsplit

import pypdf
import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import taking
from virtual_school.core.app import App
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.notes import Note
from virtual_school.core.taking.models import Taking

WHY, ASKED = "For the governors, 3 November.", "Why do you take this out?"
SENSITIVE = "/not-here?as={}"


def asks_why(client: Client, who: Person, url: str) -> bool:
    client.sign_in(who).get(url)
    return client.words("h1") == ASKED


def taken(client: Client, who: Person, url: str, because: str = WHY) -> bytes:
    """The file, with this reason given on the page that asks for it."""
    assert asks_why(client, who, url)
    client.submit("main form", because=because)
    client.follow()
    assert "attachment" in client.response.headers["Content-Disposition"]
    return client.response.get_data()


def test_a_large_list_is_asked_why_and_a_small_one_is_not(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(cast.lead).get("/pupils?as=csv")
    face, _headings, *rows = client.response.get_data(as_text=True).splitlines()
    assert "Taken by" in face and rows, "a small list leaves at once, and says whose it is too"
    monkeypatch.setattr(taking, "LARGE", len(rows))
    assert asks_why(client, cast.lead, "/pupils?as=csv") and asks_why(client, cast.lead, "/pupils?as=xlsx")
    monkeypatch.setattr(taking, "LARGE", len(rows) + 1)
    client.get("/pupils?as=csv")
    assert client.response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("because", ["", "  \n ", "\u200b", "x" * 500])
def test_without_a_reason_it_is_refused_beside_the_box_and_what_was_typed_stays(
    because: str, cast: Cast, client: Client
) -> None:
    assert asks_why(client, cast.head, SENSITIVE.format("csv"))
    client.submit("main form", 422, because=because)
    assert client.words("h1") == ASKED and client.words("#because-error")
    box = client.one("#because")
    assert box.get("aria-invalid") == "true" and "because-error" in (box.get("aria-describedby") or "")
    assert (box.text or "").strip() == because.strip()
    assert not db.session.scalars(sa.select(Taking)).all()
    assert not db.session.scalars(sa.select(Note).where(Note.kind == "exported")).all()
    client.submit("main form", because=WHY)
    client.follow()
    assert client.response.headers["Content-Disposition"].startswith("attachment"), "the list itself was kept too"


def test_a_csv_says_on_its_face_who_took_it_when_and_why(cast: Cast, client: Client) -> None:
    rows = list(csv.reader(io.StringIO(taken(client, cast.head, SENSITIVE.format("csv")).decode("utf-8-sig"))))
    is_whole(rows[0][0], cast.head)
    assert len(rows[0]) == 1 and rows[1][0] == "Name"


def test_an_xlsx_says_so_too(cast: Cast, client: Client) -> None:
    content = taken(client, cast.head, SENSITIVE.format("xlsx"))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    first = sheet.split('<row r="1"')[1].split("</row>")[0]
    is_whole(first, cast.head)


def is_whole(face: str, who: Person) -> None:
    moment = db.session.scalars(sa.select(Taking.at)).one()
    assert who.name in face and "Headteacher" in face and WHY in face
    assert f"{moment:%Y}" in face and ":" in face


def test_a_paper_says_who_took_it_and_when(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).post("/papers", {"kind": "plan", "about": str(cast.larkdale.ids["plan of ellie"])})
    url = client.response.location
    db.session.commit()
    work_off(app)
    client.get(f"{url}/file")
    read = pypdf.PdfReader(io.BytesIO(client.response.get_data()))
    words = " ".join(" ".join(page.extract_text().split()) for page in read.pages)
    assert f"Taken by {cast.dani.name}" in words and "Why:" in words and "@@" not in words


def test_a_reason_of_several_lines_is_one_line_on_the_file_and_no_formula(cast: Cast, client: Client) -> None:
    content = taken(client, cast.head, SENSITIVE.format("csv"), "=1+1\nand so\n\nmore").decode("utf-8-sig")
    first = content.splitlines()[0]
    assert first.strip('"').startswith("Taken by") and "=1+1 and so more" in first


def test_whoever_leads_the_school_and_the_network_begin_their_day_with_it(cast: Cast, client: Client) -> None:
    taken(client, cast.attendance_officer, SENSITIVE.format("csv"))
    for who, start in ((cast.head, "/school"), (cast.lead, "/waiting")):
        client.sign_in(who).get(start)
        said = client.words("main")
        assert "Took a list out as a file" in said and cast.attendance_officer.name in said, who.key
        client.get("/taken-out")
        assert WHY in client.words("main") and cast.attendance_officer.name in client.words("main")
    client.sign_in(cast.auditor).get("/taken-out")
    assert WHY in client.words("main")


def test_it_is_nobody_elses_to_read(cast: Cast, client: Client) -> None:
    taken(client, cast.attendance_officer, SENSITIVE.format("csv"))
    client.inspects = False
    for who in (cast.dani, cast.head_of_year, cast.attendance_officer, cast.ellie, cast.mum, cast.stranger_lead):
        for url in ("/taken-out", "/waiting", "/school", "/home"):
            assert WHY not in client.sign_in(who).open("GET", url, None).get_data(as_text=True), f"{who.key}: {url}"


def test_the_audit_and_a_note_hold_that_it_was_and_how_much(cast: Cast, client: Client) -> None:
    taken(client, cast.head, SENSITIVE.format("csv"))
    row = db.session.scalars(sa.select(Taking)).one()
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "list.asked_for")).one()
    note = db.session.scalars(sa.select(Note).where(Note.kind == "exported")).one()
    assert event.object_id == row.id == note.object_id and event.account_id == cast.head.account_id
    assert WHY not in str(event.data) and note.data["rows"] >= 0 and note.data["list"] == "not-here"


def test_a_reason_is_no_key_for_somebody_else_another_list_or_later(cast: Cast, client: Client) -> None:
    taken(client, cast.head, SENSITIVE.format("csv"))
    row = db.session.scalars(sa.select(Taking)).one()
    for who, url in (
        (cast.attendance_officer, f"/not-here?as=csv&taking={row.id}"),
        (cast.head, f"/looks?as=csv&taking={row.id}"),
        (cast.head, f"/not-here?as=csv&taking={uuid.uuid4()}"),
        (cast.head, "/not-here?as=csv&taking=x"),
    ):
        assert asks_why(client, who, url), f"{who.key} at {url}"
    assert urlsplit(row.address).path == "/not-here"
