"""What the log of looks costs: one insert for a page that opens a record, and a search that reads no whole log."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.ids import uuid7
from virtual_school.core.notes import Note
from virtual_school.pupils.looking import KIND

MANY = 50_000
BUDGET = 9
PAGES = ("", "/plan", "/week", "/work", "/behaviour", "/notes", "/attendance")


def noted(client: Client) -> list[str]:
    return [said for said in client.statements.heard if said.lstrip().upper().startswith("INSERT INTO NOTE")]


@pytest.mark.parametrize("part", PAGES)
def test_a_page_that_opens_a_record_writes_one_row_and_asks_nothing_for_it(
    part: str, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"/pupils/{cast.ellie.pupil_id}{part}"
    client.sign_in(cast.dani).get(url)
    client.get(url)
    with_it, wrote = client.queries, noted(client)
    assert len(wrote) == 1 and client.statements.writes == []
    monkeypatch.setattr("virtual_school.pupils.looking.KIND", "refused")
    monkeypatch.setattr("virtual_school.pupils.looking._was_read", lambda _response: False)
    client.get(url)
    assert noted(client) == [] and client.queries == with_it, "noting a look asks the database nothing"


def test_a_page_of_several_pupils_is_one_insert_too(cast: Cast, client: Client) -> None:
    """What was opened of several is written together."""
    before = looks()
    client.sign_in(cast.dani).get(f"/assignments/{cast.larkdale.work['in'].assignment_id}")
    assert len(noted(client)) == 1 and looks() == before + 1


def looks() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(Note.kind == KIND)) or 0


@pytest.fixture
def full(cast: Cast) -> None:
    """Fifty thousand looks in the last four weeks, and as many notes of other kinds."""
    now, side = clock.now(), cast.larkdale
    people = (cast.dani, cast.kit, cast.head_of_year, cast.lead)
    pupils = (cast.ellie.pupil_id, cast.tariq.pupil_id)
    parts = ("plan", "week", "work", "notes")
    rows = []
    for number in range(MANY):
        who = people[number % 4]
        data = {"page": "plan", "part": parts[number % 3], "by": "mentor", "hat": who.role.value}
        data["at"] = str(side.organisations["larkdale"])
        at = now - dt.timedelta(minutes=(MANY - number) * 28 * 1440 / MANY)
        row = {"id": uuid7(), "network_id": side.network_id, "at": at, "account_id": who.account_id}
        rows.append(row | {"kind": KIND, "pupil_id": pupils[number % 2], "data": data})
        rows.append(row | {"id": uuid7(), "kind": "refused", "pupil_id": None, "data": {}})
    db.session.execute(sa.insert(Note), rows)
    db.session.commit()


SEARCHES: tuple[tuple[str, str], ...] = (
    ("lead", "/looks"),
    ("lead", "/looks?person=dani"),
    ("lead", "/looks?pupil=ellie&part=week"),
    ("lead", "/looks?page=40"),
    ("head", "/looks"),
    ("safeguarding_lead", "/looks?pupil=ellie"),
    ("auditor", "/looks?pupil=Ellie+Marsh"),
)


def test_the_log_of_fifty_thousand_is_searched_within_the_pages_budget(
    full: None, cast: Cast, client: Client, engine: str
) -> None:
    for key, url in SEARCHES:
        who: Person = getattr(cast, key)
        client.sign_in(who).get(url)
        with heard() as asked:
            client.get(url)
        assert client.queries <= BUDGET, f"{key} at {url}: {client.queries} queries"
        assert len(client.select("main tbody tr")) == 50, f"{key} at {url}"
        for statement, given in asked:
            plan = explained(engine, statement, given)
            # The partitions of years to come are empty, and read as they lie.
            whole = ("SCAN note", "Seq Scan on note note", f"Seq Scan on note_p{clock.today().year}")
            assert not [scan for scan in whole if scan in plan], f"{key} at {url}:\n{statement}\n{plan}"


Asked = list[tuple[str, Any]]


@contextmanager
def heard() -> Iterator[Asked]:
    """What is asked of the notes meanwhile."""
    asked: Asked = []

    def hear(_connection: Any, _cursor: Any, statement: str, given: Any, *_more: Any) -> None:
        if statement.lstrip().startswith("SELECT") and "note" in statement:
            asked.append((statement, given))

    sa.event.listen(db.engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", hear)


def explained(engine: str, statement: str, given: Any) -> str:
    """How the engine goes about it, in its own words."""
    connection = db.session.connection()
    if engine == "sqlite":
        return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given))
    return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", given))
