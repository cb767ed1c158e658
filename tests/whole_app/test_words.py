"""Every word that a user reads goes through gettext: told from the templates' source, and from the pages themselves."""

import calendar
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import sqlalchemy as sa
from babel.support import NullTranslations

from tests import inspector
from tests.cast import Cast, Person
from tests.client import Client
from tests.whole_app.source import ROOT
from virtual_school.core import templating
from virtual_school.core.app import App
from virtual_school.core.db import Base, db
from virtual_school.library.forms import BOARDS

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.S)
# What stands between tags and is read by nobody: styles, names of keys, blocks that fill an attribute.
ATTRIBUTE_BLOCK = r"\{%-?\s*block (?:\w*width|body_class|body_data)\s*%\}.*?\{%-?\s*endblock\s*-?%\}"
NO_WORDS = re.compile(rf"<style.*?</style>|<kbd.*?</kbd>|{ATTRIBUTE_BLOCK}", re.S)
READ_ALOUD = re.compile(r'\s(?:alt|title|placeholder|aria-label|label)="([^"{]*[A-Za-z][^"{]*)"')
LETTERS = re.compile(r"[^\W\d_]{2,}")
ENTITY = re.compile(r"&\w+;")

# Not words of any language; names of exam boards, which are what they are in every one.
SYMBOLS = {"kB", "MB", "PDF", "CSV", "XLSX", *LETTERS.findall(" ".join(BOARDS))}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_hold_no_bare_words(path: Path) -> None:
    source = JINJA.sub("", NO_WORDS.sub("", path.read_text()))
    bare = LETTERS.findall(ENTITY.sub("", TAG.sub(" ", source)))
    aloud = [words for words in READ_ALOUD.findall(source) if LETTERS.search(words)]
    assert not [word for word in bare if word not in SYMBOLS] + aloud, f"{path.name}: {bare} {aloud}"


class Marked(NullTranslations):
    """A language in which every message stands in brackets."""

    def ugettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    gettext = ugettext

    def ungettext(self, one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"

    ngettext = ungettext

    def upgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"

    pgettext = upgettext


@pytest.fixture
def bracketed() -> Iterator[None]:
    """Every message in brackets; what the process has kept of earlier translations stands aside."""
    marked = mock.patch.object(templating.Words, "get_translations", lambda self: Marked())
    with marked, mock.patch.dict(templating._translated, clear=True):
        yield


def data() -> set[str]:
    """Every word that somebody entered, and the calendar's."""
    held = {word for name in (*calendar.day_name, *calendar.month_name) for word in LETTERS.findall(name)}
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.c if _is_text(column)]
        for row in db.session.execute(sa.select(*columns)) if columns else ():
            held |= {word for value in row if value for word in LETTERS.findall(str(value))}
    return held | SYMBOLS


def _is_text(column: sa.Column[Any]) -> bool:
    kind = getattr(column.type, "impl", column.type)
    return isinstance(kind, sa.String | sa.JSON) and not isinstance(kind, sa.Enum)


def bare_words(tree: inspector.Tree, known: set[str]) -> list[str]:
    """What stands outside brackets and was entered by nobody."""
    for element in tree.cssselect("kbd, .avatar"):  # names of keys; initials
        element.text = ""
    text = inspector.words(tree.find("body"))
    while "⟦" in text:
        less = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        if less == text:
            break
        text = less
    return [word for word in LETTERS.findall(text) if word not in known]


PAGES: list[tuple[str, Callable[[Cast], Person], Callable[[Cast], str]]] = [
    ("today", lambda cast: cast.ellie, lambda cast: "/today"),
    ("my work", lambda cast: cast.ellie, lambda cast: "/my-work"),
    ("new work", lambda cast: cast.ellie, lambda cast: f"/my-work/{cast.larkdale.work['new'].assignment_id}"),
    ("returned", lambda cast: cast.ellie, lambda cast: f"/my-work/{cast.larkdale.work['returned'].assignment_id}"),
    ("my people", lambda cast: cast.ellie, lambda cast: "/my-people"),
    ("desk", lambda cast: cast.dani, lambda cast: "/desk"),
    ("pupil", lambda cast: cast.dani, lambda cast: f"/pupils/{cast.ellie.pupil_id}"),
    ("pile", lambda cast: cast.lunt, lambda cast: "/to-answer"),
    ("answer", lambda cast: cast.lunt, lambda cast: f"/to-answer/{cast.larkdale.work['in'].hand_in_id}"),
    ("library", lambda cast: cast.lunt, lambda cast: "/library"),
    ("edit", lambda cast: cast.lunt, lambda cast: f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}/edit"),
    ("people", lambda cast: cast.lead, lambda cast: "/people"),
    ("network", lambda cast: cast.lead, lambda cast: "/network"),
    ("window", lambda cast: cast.agency, lambda cast: f"/windows/{cast.larkdale.ids['window']}"),
    ("my week", lambda cast: cast.ellie, lambda cast: "/my-week"),
    ("week", lambda cast: cast.dani, lambda cast: f"/pupils/{cast.ellie.pupil_id}/week"),
    ("half day", lambda cast: cast.dani, lambda cast: f"/pupils/{cast.ellie.pupil_id}/week/1/am"),
    ("returns", lambda cast: cast.head_of_year, lambda cast: "/returns"),
    (
        "return",
        lambda cast: cast.head_of_year,
        lambda cast: f"/lessons-out/{cast.larkdale.ids['lesson_out of ellie']}/return",
    ),
    ("child", lambda cast: cast.mum, lambda cast: f"/children/{cast.ellie.pupil_id}"),
]


@pytest.mark.parametrize(("name", "who", "where"), PAGES, ids=[page[0] for page in PAGES])
def test_pages_hold_no_bare_words(
    name: str,
    who: Callable[[Cast], Person],
    where: Callable[[Cast], str],
    app: App,
    client: Client,
    cast: Cast,
    bracketed: None,
) -> None:
    client.inspects = False
    html = client.sign_in(who(cast)).get(where(cast)).get_data(as_text=True)
    assert "⟦" in html
    tree, _errors = inspector.parse_page(html)
    assert bare_words(tree, data()) == []
