"""Every cell of the access table is called: each endpoint and verb, as everyone of the cast, at each kind of thing."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Stage
from tests.inspector import Wrong
from tests.whole_app.access import Row, cells, things
from tests.whole_app.access_table import TABLE
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network

SAFE = {"GET", "HEAD", "OPTIONS"}


def endpoints(app: Flask) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        for verb in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield verb, rule.endpoint


def test_every_route_has_its_row_and_every_row_its_route(app: App) -> None:
    routes, rows = {f"{verb} {endpoint}" for verb, endpoint in endpoints(app)}, [row.name for row in TABLE]
    assert sorted(routes - set(rows)) == [], "routes without a row: add each to tests/whole_app/access_table.py"
    assert sorted(set(rows) - routes) == [], "rows without a route"
    assert len(rows) == len(set(rows)), "a row twice"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_everyone_is_answered_as_the_table_says(row: Row, stage: Stage, app: App, cast: Cast) -> None:
    if (row.verb, row.endpoint) not in set(endpoints(app)):
        pytest.fail("there is no such route")
    wrong = []
    for person, target, expected in cells(row, cast):
        said = answered(row, Client(app, stage.statements).sign_in(person), address(app, row, cast, target), expected)
        if said != str(expected):
            wrong.append(f"{person.key} at {target}: {said}, not {expected}")
        if row.verb not in SAFE:
            afresh(stage)
    assert not wrong, "\n  ".join([row.name, *wrong])


@pytest.mark.parametrize("row", [row for row in TABLE if row.knock is not None], ids=lambda row: row.name)
def test_who_is_not_signed_in_is_sent_to_sign_in(row: Row, app: App, client: Client, cast: Cast) -> None:
    url = address(app, row, cast, "own")
    client.open(row.verb, url, 303)
    assert client.response.location.startswith("/sign-in")
    client.open(row.verb, url, 401, fragment="anything")


@pytest.mark.parametrize("row", [row for row in TABLE if row.knock is None], ids=lambda row: row.name)
def test_public_pages_are_for_anyone(row: Row, app: App, client: Client, cast: Cast) -> None:
    client.open(row.verb, address(app, row, cast, "own"), row.ok, **sent(row))


def afresh(stage: Stage) -> None:
    """What the last cell changed is not there for the next."""
    db.session.remove()
    if stage.statements.wrote:
        stage.put_back()
    enter_network(stage.cast.larkdale.network_id)


def address(app: Flask, row: Row, cast: Cast, target: str) -> str:
    """The address of the thing. What belongs to no thing of the cast is given as it stands, after '='."""
    known = things(cast)[target]
    values = {name: of.removeprefix("=") if of.startswith("=") else known[of] for name, of in row.of.items()}
    assert None not in values.values(), f"{row.name}: the cast has no {row.of}"
    return app.url_map.bind("localhost").build(row.endpoint, values)


def answered(row: Row, client: Client, url: str, expected: int) -> str:
    """The status, or what is wrong with the page."""
    client.inspects = expected == 200
    try:
        status = client.open(row.verb, url, None, **sent(row)).status_code
    except (Wrong, AssertionError) as wrong:
        return str(wrong)
    return str(status)


def sent(row: Row) -> dict[str, object]:
    if row.verb in SAFE or not row.send:
        return {}
    return {"json": dict(row.send)} if row.verb in {"PUT", "PATCH"} else {"data": dict(row.send)}
