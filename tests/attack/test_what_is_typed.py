"""Names, titles, reasons and file names are shown as they were typed, and nothing of them runs or leads elsewhere."""

import io

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.core.mail.models import Mail
from virtual_school.identity.models import Account
from virtual_school.learning.models import Piece
from virtual_school.library.models import Resource
from virtual_school.pupils.models import Pupil

NASTY = '"><img src=x onerror=alert(1)>{{7*7}}'


@pytest.fixture
def nasty(cast: Cast) -> None:
    child = db.session.get_one(Pupil, cast.ellie.pupil_id)
    child.known_as, child.given_name, child.family_name = NASTY, NASTY, f"<b>{NASTY}"
    for person in (cast.ellie, cast.lunt, cast.dani, cast.mum):
        db.session.get_one(Account, person.account_id).name = NASTY
    work, lesson = cast.larkdale.work["in"], cast.larkdale.lessons["ashfold"]
    db.session.get_one(Piece, work.piece_id).name = NASTY
    db.session.get_one(Resource, lesson.worksheet_id).name = NASTY
    db.session.commit()


def test_nothing_typed_becomes_part_of_a_page(cast: Cast, nasty: None, client: Client) -> None:
    work, pupil = cast.larkdale.work["in"], cast.ellie.pupil_id
    client.inspects = False
    pages = {
        cast.ellie: ["/today", "/my-work", f"/my-work/{work.assignment_id}", "/my-people", "/devices", "/who-can-see"],
        cast.dani: ["/desk", "/pupils", f"/pupils/{pupil}", f"/pupils/{pupil}/work", f"/pupils/{pupil}/set"],
        cast.lunt: ["/to-answer", f"/to-answer/{work.hand_in_id}", "/library"],
        cast.mum: [
            "/children",
            f"/children/{pupil}",
            f"/children/{pupil}/who-can-see",
            f"/assignments/{work.assignment_id}",
        ],
        cast.lead: ["/people", f"/people/{cast.dani.account_id}", f"/pupils/{pupil}/windows/new/agency"],
        cast.agency: ["/windows"],
        cast.auditor: ["/changes"],
    }
    for person, urls in pages.items():
        client.sign_in(person)
        for url in urls:
            html = client.get(url).get_data(as_text=True)
            assert "<img src=x" not in html and "{49}" not in html and "><img" not in html, url


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>1</script>",
        b"GIF89a<x",
    ],
)
def test_a_file_that_could_run_is_a_download_in_a_sandbox(cast: Cast, client: Client, content: bytes) -> None:
    work = cast.larkdale.work["new"].assignment_id
    name = 'a"\r\nSet-Cookie: x=y; .svg.html'
    client.sign_in(cast.ellie)
    client.post(f"/my-work/{work}/pieces", {"files": (io.BytesIO(content), name)}, content_type="multipart/form-data")
    piece = db.session.scalars(sa.select(Piece).order_by(Piece.id.desc())).first()
    assert piece is not None
    answer = client.get(f"/my-work/{work}/pieces/{piece.id}/../../x.html", None)
    answer = client.get(f"/my-work/{work}/pieces/{piece.id}/x.html")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Set-Cookie" not in answer.headers and "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.mimetype not in {"text/html", "image/svg+xml", "text/xml"}
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_letter_has_no_more_headers_than_ours(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead)
    client.post("/people/new", {"name": "A\r\nBcc: evil@x.example", "email": "a@x.example\r\nBcc: e@x.example"}, 422)
    client.post("/people/new", {"name": "A\r\nBcc: evil@x.example", "email": "a@x.example"})
    letter = db.session.scalars(sa.select(Mail)).one()
    assert "\n" not in letter.subject and "\n" not in letter.to


def test_a_formula_stays_words_in_a_file(cast: Cast, client: Client) -> None:
    make.account('=HYPERLINK("http://evil.example")', email="formula@larkdale.example")
    rows = client.sign_in(cast.lead).get("/people?as=csv").get_data(as_text=True)
    assert "'=HYPERLINK" in rows and ',"=HYPERLINK' not in rows
