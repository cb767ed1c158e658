"""Whoever answers from another school follows every link that they find: a first name, a year, the work, no way on."""

import io
import re
import uuid
import zipfile
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in
from virtual_school.core.db import db
from virtual_school.learning.models import HandIn
from virtual_school.notices.models import Notice

ClientOf = Callable[[Person], Client]
MOST = 150
# What is the pupil's own record, whatever it is called: nothing that a marker reads leads there.
PUPILS_OWN = re.compile(
    r"^/(pupils|assignments|plans|people|timetable|attendance|referrals|proud|my-|i-answer|windows/)"
)
# Elsewhere than a pupil's work: one's own account, and each lesson and file of the library.
ELSEWHERE = re.compile(r"^/(account|sign|hat|n/|static|lessons?/|library/|help|appearance|language)")
# The words of whoever knows Ellie, and of her school's own teacher who answered before.
KNOWN = ("Marsh", "Ellie M", "Hale")


def answered_before_by_her_own_teacher(cast: Cast, client_of: ClientOf) -> uuid.UUID:
    """Mr Hale gave it back for another go; then the lead named Ms Lunt, who is at another school."""
    work, lead = cast.larkdale.work["in"], client_of(cast.lead)
    for who in ("own_teacher", "lunt"):
        lead.get(f"/assignments/{work.assignment_id}/answerer")
        lead.submit("main form", answerer=str(cast.larkdale.ids[f"membership of {who}"]), because="She knows it.")
        if who == "own_teacher":
            first = db.session.scalars(sa.select(HandIn.id).where(HandIn.id == work.hand_in_id)).one()
            give_back(client_of(cast.own_teacher), first, "Say how you know.", "another_go")
    return hand_in(client_of(cast.ellie), work.assignment_id, "I looked at each in turn.")


def leads_to(lunt: Client, url: str) -> Iterator[tuple[str, str | None]]:
    """Every address in the page in hand, with the part of the page that it would be swapped into."""
    for link in lunt.select("main [href], main [src], main [action], main [hx-get], main [hx-post], main [poster]"):
        swapped = link.get("hx-target")
        for name in ("href", "src", "hx-get", "poster"):
            sent = urlsplit(link.get(name) or "")
            assert not PUPILS_OWN.match(sent.path), f"{url} leads to {sent.path}"
            if sent.path.startswith("/") and not sent.netloc and not ELSEWHERE.match(sent.path):
                yield f"{sent.path}?{sent.query}" if sent.query else sent.path, None
                if swapped and swapped.startswith("#"):
                    yield sent.path, swapped[1:]
        for name in ("action", "hx-post"):
            assert not PUPILS_OWN.match(urlsplit(link.get(name) or "").path), f"{url} sends to {link.get(name)}"


def words_in(came: bytes) -> str:
    """What came, as text; of a workbook what lies in it."""
    if not came.startswith(b"PK"):
        return came.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(came)) as parts:
        return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def says_no_more(text: str, ellie: uuid.UUID | None, url: str) -> None:
    for word in KNOWN if "/to-answer" in url or "/stuck" in url or "/worried" in url else KNOWN[:2]:
        assert word not in text, f"{url} says {word}"
    assert str(ellie) not in text, f"{url}: the pupil's own identifier"
    if not url.startswith("/worried"):  # which asks of every school of the network alike
        assert "Wren Hill" not in text or "Ellie" not in text, f"{url}: the school beside the name"


def test_no_page_file_or_fragment_says_more_or_leads_on(cast: Cast, client_of: ClientOf) -> None:
    latest, ellie = answered_before_by_her_own_teacher(cast, client_of), cast.ellie.pupil_id
    lunt = client_of(cast.lunt)
    told = db.session.scalars(sa.select(Notice.id).where(Notice.account_id == cast.lunt.account_id)).all()
    todo: list[tuple[str, str | None]] = [
        ("/to-answer", None),
        ("/to-answer", "answer-desk"),
        ("/to-answer?as=csv", None),
        ("/to-answer?as=xlsx", None),
        (f"/to-answer/{latest}", "answer-desk"),
        ("/notices", None),
        ("/notices/sent", None),
        *((f"/library?words={word}", None) for word in ("Ellie", "Marsh", "Ellie Marsh")),
    ]
    for notice in told:  # a notice is opened by pressing it, and leads to the page that it tells of
        todo.append((urlsplit(lunt.post(f"/notices/{notice}/open", None, None).location or "/to-answer").path, None))
    done = set[tuple[str, str | None]]()
    while todo and len(done) < MOST:
        url, part = todo.pop(0)
        if (url, part) in done:
            continue
        done.add((url, part))
        response = lunt.get(url, None, fragment=part)
        assert response.status_code in (200, 302, 303), (url, part, response.status_code)
        says_no_more(f"{response.headers} {words_in(response.get_data())}", ellie, url)
        if response.mimetype == "text/html" and part is None and response.status_code == 200:
            todo += leads_to(lunt, url)
    opened = {url for url, _part in done}
    assert f"/to-answer/{latest}" in opened and f"/worried/hand_in/{latest}" in opened, "no work, or no worry beside it"
    assert any("as=csv" in url for url in opened) and any("/pieces/" in url for url in opened)
    assert len(done) < MOST, "there is more than was looked at"
    page = lunt.get(f"/to-answer/{latest}").text
    assert "Year 10" in page and "Ellie" in page and "Say how you know." in page and "answered before" in page


def test_an_address_that_somebody_gave_them_opens_nothing(cast: Cast, client_of: ClientOf) -> None:
    lunt, ellie, work = client_of(cast.lunt), cast.ellie.pupil_id, cast.larkdale.work["in"]
    for path in (
        f"/pupils/{ellie}",
        f"/pupils/{ellie}/work",
        f"/pupils/{ellie}/proud",
        f"/assignments/{work.assignment_id}",
        f"/assignments/{work.assignment_id}/answerer",
        f"/assignments/{work.assignment_id}/pieces/{work.piece_id}/page.txt",
    ):
        assert lunt.get(path, None).status_code in (403, 404), path
