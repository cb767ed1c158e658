"""'Who can see this' stands beside every box in which somebody writes about a child, and every box of a child's.

Read in the templates, so that a new box without the line is found before anybody opens its page; and on the pages
themselves, as the first of each kind of person who may open each sees them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Stage
from tests.inspector import Tree, words
from tests.whole_app.access import Row, things
from tests.whole_app.access_table import TABLE
from tests.whole_app.test_access import address, reading, sent, targets_for
from virtual_school.core.app import App

TEMPLATES = Path(__file__).parents[2] / "templates"

# The packages whose pages are about children.
ABOUT_CHILDREN = (
    "asking",
    "attendance",
    "complaints",
    "learning",
    "letters",
    "mentoring",
    "messages",
    "plans",
    "pupils",
    "referrals",
    "safeguarding",
    "timetable",
)

# Fields that hold words of one's own: what somebody says, or why something is done.
SAID = re.compile(
    r"\w+(?:\.\w+)*?(?:\.|\[')(words|text|because|reason|instead|need|conditions|objection|answer|added|tried|why_now"
    r"|why|purpose|order_in_force|without_because|measure|words_%d|why_%d|detail_%d)\b(?!\.)"
)

# Template: field -> why no line stands beside it. Nothing else goes without.
WITHOUT: dict[tuple[str, str], str] = {
    ("pupils/away_new.html", "why"): "a choice among fixed words; the line stands beside the words under it",
    ("referrals/_confirm.html", "why_%d"): "a choice among fixed reasons; the line stands beside the words under it",
}


def calls(source: str) -> Iterator[str]:
    """The arguments of each `field(…)` of a template, brackets within them and all."""
    for found in re.finditer(r"(?<![\w.])field\(", source):
        depth, at = 1, found.end()
        while depth and at < len(source):
            depth += {"(": 1, ")": -1}.get(source[at], 0)
            at += 1
        yield source[found.end() : at - 1]


def boxes() -> Iterator[tuple[str, str, str]]:
    """Every box for words in the templates about children: template, field, the call that draws it."""
    for package in ABOUT_CHILDREN:
        for path in sorted((TEMPLATES / package).rglob("*.html")):
            for call in calls(path.read_text(encoding="utf-8")):
                said = SAID.match(call)
                if said:
                    yield path.relative_to(TEMPLATES).as_posix(), said[1], call


def test_every_box_about_a_child_has_the_line() -> None:
    found = list(boxes())
    assert len(found) > 25, "the boxes are drawn in another way now: this test finds them no more"
    bare = [f"{where}: {name}" for where, name, call in found if "seen=" not in call and (where, name) not in WITHOUT]
    assert bare == [], "boxes without who can see them"


def test_every_exception_is_a_box() -> None:
    assert set(WITHOUT) <= {(where, name) for where, name, _call in boxes()}


# On the pages ---------------------------------------------------------------------------------------------------------

PAGES = [row for row in TABLE if row.verb == "GET" and row.knock is not None]

# Endpoints with a long box that is about no child.
OF_NO_CHILD = {
    "library.new": "a lesson, for every pupil",
    "library.edit": "a lesson, for every pupil",
    "library.write": "a lesson, for every pupil",
}


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_every_long_box_of_a_page_is_read_out_with_its_line(row: Row, stage: Stage, app: App, cast: Cast) -> None:
    if row.endpoint.split(".")[0] in {"library", "network", "organisations", "imports"} or row.endpoint in OF_NO_CHILD:
        pytest.skip("of no child")
    known, seen = things(cast), set()
    for person in cast:
        client = Client(app, stage.statements, inspects=True).sign_in(person)
        for target in targets_for(row, person):
            expected = row.expected(person, target)
            if expected != 200 or reading(person, expected) in seen:
                continue
            seen.add(reading(person, expected))
            client.open("GET", address(app, row, known[target]), None, **sent(row, known[target]))
            if client.response.mimetype == "text/html":
                page = client.tree
                assert page is not None
                bare = [box.get("id") for box in page.iter("textarea") if not _line_of(page, box)]
                assert bare == [], f"{row.name} as {person.key}: boxes without who can see them"


def _line_of(page: Tree, box: Tree) -> str:
    """What is read out with the box of who can see it."""
    for name in (box.get("aria-describedby") or "").split():
        for there in page.iter():
            if there.get("id") == name and "who-can-see" in (there.get("class") or ""):
                return words(there)
    return ""
