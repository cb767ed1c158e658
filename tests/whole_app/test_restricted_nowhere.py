"""A restricted note leaks through nothing: noted as a mentor does, then looked for wherever anybody can look."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.conftest import Stage
from tests.whole_app.source import ROOT
from tests.whole_app.walked import ONE, noted, walked
from virtual_school.core.app import App
from virtual_school.core.db import Base, db
from virtual_school.core.errors import Problem
from virtual_school.core.papers.registry import page_of_job
from virtual_school.network.viewer import Viewer
from virtual_school.referrals import papers as packs  # noqa: F401  the pack has its maker

Acting = Callable[[Person], Viewer]

# She wrote it for nobody else; the lead reads the other notes.
READERS = {"dani", "safeguarding_lead"}
# Where those find it, and on no other page, list, file or drawn paper of theirs.
PAGES = {"mentoring.notes", "mentoring.contact", "mentoring.withdraw_contact"}


@pytest.mark.xdist_group("walked")
def test_no_page_list_file_or_paper_of_anybody_else_holds_it(cast: Cast, app: App, stage: Stage) -> None:
    pages = walked(app, stage, cast).pages
    found = {(page.person.key, page.endpoint) for page in pages if ONE in page.said}
    assert {key for key, _where in found} == READERS
    assert {where for _key, where in found} == PAGES


@pytest.mark.parametrize(("kind", "about"), [("plan", "plan of ellie"), ("pack", "pack of ellie")])
def test_no_paper_that_is_drawn_holds_it(cast: Cast, client: Client, acting: Acting, kind: str, about: str) -> None:
    noted(client, cast)
    drawn = 0
    for person in (cast.dani, cast.lead, cast.safeguarding_lead, cast.head_of_year, cast.mum, cast.ellie, cast.chair):
        try:
            page = page_of_job(acting(person), kind, cast.larkdale.ids[about])
        except Problem:
            continue
        drawn += 1
        assert ONE not in page, f"the {kind} of {person.key}"
    assert drawn


def test_its_words_stand_in_one_column_of_the_database(cast: Cast, client: Client) -> None:
    """No letter, notice, queued job, hit of the search, draft, audit or log of looks has a word of it."""
    noted(client, cast, cast.lead)
    db.session.commit()
    assert _columns_with(ONE) == {"contact_note.words"}


def _columns_with(word: str) -> set[str]:
    found = set()
    # A partition is read through its table, by whoever may.
    tables = [name for name in sa.inspect(db.engine).get_table_names() if not re.search(r"_(p\d{4}|later)$", name)]
    for name in tables:
        for column in sa.inspect(db.engine).get_columns(name):
            quoted: sa.ColumnClause[Any] = sa.column(column["name"])
            same = sa.cast(quoted, sa.Text).like(f"%{word}%")
            if db.session.scalar(sa.select(sa.literal(1)).select_from(sa.table(name)).where(same).limit(1)):
                found.add(f"{name}.{column['name']}")
    assert len(tables) >= len(Base.metadata.tables)
    return found


def test_a_search_and_a_filter_do_not_find_it(cast: Cast, client: Client) -> None:
    note_id = noted(client, cast)
    for person in (cast.lead, cast.kit, cast.head_of_year, cast.auditor, cast.administrator):
        client.sign_in(person)
        client.inspects = False
        for path in ("/pupils", "/lessons", "/looks", "/changes", "/audit", "/waiting"):
            for asked in ("", f"?q={ONE}", f"?words={ONE}", f"?object={note_id}", f"?q={ONE}&as=csv"):
                client.open("GET", f"{path}{asked}", None)
                said = client.response.get_data(as_text=True)
                assert "aunt said" not in said, f"{person.key} at {path}{asked}"


# Who asks the table of the notes outside this package says which of them somebody reads.
ASKS = {"insight/queries/known.py": "readable(viewer, note)", "demo/bulk.py": "plain inserts"}

# What a worry is about is named by its table: no row of it is asked for there.
NAMES = {"safeguarding/words.py"}


def test_nothing_else_reads_the_table_of_the_notes() -> None:
    package = ROOT / "virtual_school"
    outside = {
        path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
        for path in package.rglob("*.py")
        if path.parts[len(package.parts)] != "mentoring"
    }
    asking = {name for name, said in outside.items() if re.search(r"\bContactNote\b|\bcontact_note\b", said)}
    assert asking - NAMES == set(ASKS)
    for name, holds in ASKS.items():
        assert holds in outside[name]


@pytest.mark.parametrize("key", ["lead", "kit", "mum", "ellie", "head_of_year", "agency"])
def test_the_desk_says_the_same_of_a_pupil_with_and_without(cast: Cast, client: Client, key: str) -> None:
    """A count, or the day of the last contact, would tell of one that is kept from its reader."""
    person = getattr(cast, key)
    paths = ("/", "/home", "/desk", "/waiting", f"/pupils/{cast.ellie.pupil_id}", f"/children/{cast.ellie.pupil_id}")
    before = _read(client, person, paths)
    noted(client, cast)
    assert _read(client, person, paths) == before


def _read(client: Client, person: Person, paths: tuple[str, ...]) -> list[str]:
    client.sign_in(person)
    client.inspects = False
    said = []
    for path in paths:
        client.open("GET", path, None)
        page = client.response.get_data(as_text=True)
        said.append(re.sub(r'(nonce|value|content|csrf[\w-]*)="[^"]*"', "", page))
    return said
