"""A fragment opens to nobody to whom its page is shut, and shows its reader nothing that the page does not."""

import ast
import sys

import pytest

from tests import inspector
from tests.cast import Cast
from tests.client import Client
from tests.whole_app.access import Row, things
from tests.whole_app.access_table import TABLE
from tests.whole_app.positions import address, doer
from tests.whole_app.source import modules
from virtual_school.core.app import App

# What a fragment holds is decided in templates and routes, whatever is underneath.
pytestmark = pytest.mark.only_on("sqlite")

PAGES = [row for row in TABLE if row.verb == "GET" and row.knock and row.own]


def fragments_of(app: App, row: Row) -> list[str]:
    """The ids of fragments that the file of a route names: 'pile' of `{"pile": "learning/_pile.html"}`."""
    path = sys.modules[app.view_functions[row.endpoint].__module__].__file__
    found: set[str] = set()
    for module in modules():
        if str(module.path) == path:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Dict):
                    pairs = zip(map(word, node.keys), map(word, node.values), strict=True)
                    found |= {name for name, template in pairs if name and template.endswith(".html")}
    return sorted(found)


def word(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_there_are_fragments(app: App) -> None:
    assert len({name for row in PAGES for name in fragments_of(app, row)}) >= 5


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_a_fragment_is_shut_where_its_page_is(row: Row, app: App, cast: Cast, client: Client) -> None:
    client.inspects = False
    url = address(app, row, things(cast)["own"])
    outside = sorted((row.knock or frozenset()) - row.own)[:2]
    for key in outside:
        client.sign_in(getattr(cast, key))
        for name in fragments_of(app, row):
            assert client.get(url, None, fragment=name).status_code in {403, 404}, f"{key}: #{name} of {url}"


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_a_fragment_says_no_more_than_its_page(row: Row, app: App, cast: Cast, client: Client) -> None:
    person, names = doer(row, cast), fragments_of(app, row)
    if person is None or not names:
        pytest.skip("it has none")
    client.inspects = False
    url = address(app, row, things(cast)["own"])
    whole = client.sign_in(person).get(url, row.ok).get_data(as_text=True)
    for name in names:
        part = client.get(url, row.ok, fragment=name).get_data(as_text=True)
        if "<html" not in part[:400]:
            assert set(spoken(part)) <= set(spoken(whole)), f"#{name} of {url}"


def spoken(html: str) -> list[str]:
    """The words of a page or a fragment, each for itself."""
    tree = inspector.parse_page(html)[0] if "<html" in html[:400] else inspector.parse_fragment(html)[0]
    return inspector.words(tree).split()
