"""One walk of the whole cast over everything about Ellie that opens to them: pages, lists as files, drawn papers.

Who reads a thing is what the walk finds, of no rule of ours: the words as they stand in the database are looked for in
what each person was answered.
"""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import sqlalchemy as sa
from lxml import html

from tests.cast import Cast, Person
from tests.client import Client
from tests.conftest import Stage
from tests.inspector import words
from tests.whole_app.access import things
from tests.whole_app.access_table import TABLE
from tests.whole_app.test_access import address, sent
from virtual_school.core.app import App
from virtual_school.core.db import Base, db

# Shorter than this, words may stand on a page by chance.
LONG_ENOUGH = 12

# A note that few read.
ONE = "Zebrafinch"
WORDS = f"{ONE}: what her aunt said about the weekend."

# Tables of words about a pupil that lead to the pupil by another: table -> that one.
BY = {
    "answer": "contribution",
    "decision": "meeting_case",
    "feedback": "hand_in",
    "goal": "plan_version",
    "message": "thread",
    "message_translation": "message",
    "oversight_look": "thread",
    "hand_in": "attempt",
    "attempt": "assignment",
    "meeting_case": "referral",
    "plan_version": "plan",
    "plan_words": "plan_version",
    "reply": "feedback",
    "return_step": "lesson_out",
    "slot": "week_pattern",
    "work_remark": "hand_in",
    "criterion_mark": "hand_in",
    "feedback_voice": "hand_in",
    "work_reply": "work_request",
}


@dataclass(slots=True)
class Page:
    """What somebody was answered somewhere: every letter of it, and beside each box the line of who can see it."""

    person: Person
    endpoint: str
    said: str
    lines: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Walked:
    pages: list[Page]
    words: dict[str, set[str]]


_kept: dict[int, Walked] = {}


def walked(app: App, stage: Stage, cast: Cast) -> Walked:
    """Once for all tests of a process. Of Ellie there is also a note that Dani has restricted, for nobody else."""
    if id(stage) not in _kept:
        note_id = noted(Client(app, stage.statements), cast)
        assert cast.ellie.pupil_id
        words_ = words_about(cast.ellie.pupil_id)
        found = Walked(_walk(app, stage, cast, note_id), words_)
        _kept.clear()
        _kept[id(stage)] = found
    return _kept[id(stage)]


def noted(client: Client, cast: Cast, *readers: Person) -> uuid.UUID:
    """A restricted note about Ellie by Dani, for these: typed and kept as a draft first, then saved."""
    client.sign_in(cast.dani).post(f"/pupils/{cast.ellie.pupil_id}/contacts", {"kind": "home"})
    url = client.response.location.partition("?")[0]
    client.put(f"{url}/draft", {"key": "tab", "base": 0, "seq": 1, "text": WORDS})
    named = [str(one.account_id) for one in readers]
    form: dict[str, Any] = {"words": WORDS, "restricted": "y", "readers": named}
    client.post(url, {**form, "draft_key": "tab", "draft_version": "1"})
    return uuid.UUID(url.rpartition("/")[2])


def _walk(app: App, stage: Stage, cast: Cast, note_id: uuid.UUID) -> list[Page]:
    known = things(cast)["own"]
    rows = [row for row in TABLE if row.verb == "GET" and row.knock is not None]
    pages: list[Page] = []
    for person in cast:
        client = Client(app, stage.statements, inspects=False).sign_in(person)
        for row in rows:
            if row.expected(person, "own") == 200:
                pages += _opened(client, person, row.endpoint, address(app, row, known), sent(row, known))
            if "contact" in row.of.values():
                pages += _opened(client, person, row.endpoint, address(app, row, known | {"contact": note_id}), {})
    return pages


def _opened(client: Client, person: Person, endpoint: str, url: str, how: dict[str, Any]) -> Iterator[Page]:
    client.open("GET", url, None, **how)
    said = text_of(client.response.get_data())
    lines = (
        dict(_lines(client.response.get_data(as_text=True)))
        if client.response.mimetype == "text/html" and "who-can-see" in said
        else {}
    )
    yield Page(person, endpoint, said, lines)
    for kind in ("csv", "xlsx"):  # the same list as a file, where the page offers it
        if f"as={kind}" in said:
            client.open("GET", f"{url}{'&' if '?' in url else '?'}as={kind}", None, **how)
            yield Page(person, f"{endpoint} as {kind}", text_of(client.response.get_data()))


def text_of(data: bytes) -> str:
    """Everything that can be read in an answer, a spreadsheet's sheets too."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b"\n".join(parts.read(name) for name in parts.namelist())
    return re.sub(r"\s+", " ", unescape(data.decode("utf-8", "replace")))


def _lines(said: str) -> Iterator[tuple[str, str]]:
    page = html.fromstring(said)
    lines = {one.get("id"): words(one) for one in page.find_class("who-can-see")}
    for box in page.iter("textarea", "input", "select"):
        beside = [lines[name] for name in (box.get("aria-describedby") or "").split() if name in lines]
        if beside:
            yield re.sub(r"\d+", "%d", box.get("name") or ""), " ".join(beside)


def words_about(pupil_id: uuid.UUID) -> dict[str, set[str]]:
    """What stands written about a pupil, by table and column: only words that stand in one column alone."""
    found: dict[str, set[str]] = {}
    for table in Base.metadata.sorted_tables:
        own = _of_pupil(table, pupil_id)
        columns = [one for one in table.columns if type(one.type).__name__ in ("LineType", "TextType", "MarkdownType")]
        if own is None:
            continue
        for column in columns:
            said = {re.sub(r"\s+", " ", one) for one in db.session.scalars(sa.select(column).where(own)) if one}
            found[f"{table.name}.{column.name}"] = {one for one in said if len(one) >= LONG_ENOUGH}
    return {name: said - _said_elsewhere(name, said, found) for name, said in found.items()}


def _said_elsewhere(name: str, said: set[str], found: dict[str, set[str]]) -> set[str]:
    others = [one for other, more in found.items() if other != name for one in more]
    return {one for one in said if any(one in other for other in others)}


def _of_pupil(table: sa.Table, pupil_id: uuid.UUID) -> sa.ColumnElement[bool] | None:
    if "pupil_id" in table.columns:
        return table.c.pupil_id == pupil_id
    if table.name not in BY:
        return None
    parent = Base.metadata.tables[BY[table.name]]
    key = next(one for one in table.columns if any(fk.column.table is parent for fk in one.foreign_keys))
    inner = _of_pupil(parent, pupil_id)
    assert inner is not None
    return key.in_(sa.select(parent.c.id).where(inner))
