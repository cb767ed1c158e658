"""Every cell of the access table is called: each endpoint and verb, as everyone of the cast, at each kind of thing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.cast import Cast, Person
from tests.client import Client
from tests.conftest import Stage
from tests.inspector import Wrong
from tests.whole_app.access import Row, things
from tests.whole_app.access_table import TABLE
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network

SAFE = {"GET", "HEAD", "OPTIONS"}


def endpoints(app: Flask) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {"uploads.look", "uploads.options"}:  # these two speak to machines alone
            yield ("HEAD" if rule.endpoint == "uploads.look" else "OPTIONS"), rule.endpoint
        for verb in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield verb, rule.endpoint


def test_every_route_has_its_row_and_every_row_its_route(app: App) -> None:
    routes, rows = {f"{verb} {endpoint}" for verb, endpoint in endpoints(app)}, [row.name for row in TABLE]
    assert sorted(routes - set(rows)) == [], "routes without a row: add each to tests/whole_app/access_table.py"
    assert sorted(set(rows) - routes) == [], "rows without a route"
    assert len(rows) == len(set(rows)), "a row twice"


def test_no_two_routes_answer_one_address(app: App) -> None:
    """The first would answer for both, and the pages of the other be gone."""
    answers: dict[tuple[str, str], set[str]] = {}
    for rule in app.url_map.iter_rules():
        shape = re.sub(r"<(?:[^:<>]+:)?[^<>]+>", "<>", rule.rule)
        for verb in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answers.setdefault((verb, shape), set()).add(rule.endpoint)
    assert {where: found for where, found in answers.items() if len(found) > 1} == {}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_everyone_is_answered_as_the_table_says(row: Row, stage: Stage, app: App, cast: Cast) -> None:
    if (row.verb, row.endpoint) not in set(endpoints(app)):
        pytest.fail("there is no such route")
    known = things(cast)
    asked = {target: (address(app, row, known[target]), sent(row, known[target])) for target in row.targets}
    wrong, read = [], set()
    for person in cast:
        client = Client(app, stage.statements).sign_in(person)
        for target in targets_for(row, person):
            expected = row.expected(person, target)
            reader = reading(person, expected)
            client.inspects = reader not in read
            said = answered(client, row.verb, *asked[target], expected) + kept(row, client, person)
            if said != str(expected):
                wrong.append(f"{person.key} at {target}: {said}, not {expected}")
            if said == str(expected):
                read.add(reader)
            if row.verb not in SAFE and said[0] in "23":
                afresh(stage)
    assert not wrong, "\n  ".join([row.name, *wrong])


@pytest.mark.parametrize("row", [row for row in TABLE if row.knock is not None], ids=lambda row: row.name)
def test_who_is_not_signed_in_is_sent_to_sign_in(row: Row, app: App, client: Client, cast: Cast) -> None:
    url = address(app, row, things(cast)["own"])
    client.open(row.verb, url, 303)
    assert client.response.location.startswith("/sign-in")
    client.open(row.verb, url, 401, fragment="anything")


@pytest.mark.parametrize("row", [row for row in TABLE if row.knock is None], ids=lambda row: row.name)
def test_public_pages_are_for_anyone(row: Row, app: App, client: Client, cast: Cast) -> None:
    url, how = address(app, row, things(cast)["own"]), sent(row, things(cast)["own"])
    client.open(row.verb, url, row.anonymous or row.ok, **how)


def targets_for(row: Row, person: Person) -> tuple[str, ...]:
    """Whose hat may not knock is turned away before anything is looked for: they ask once, not for each thing."""
    turned_away = row.knock is not None and person.key not in row.knock
    return row.targets[:1] if turned_away else row.targets


def reading(person: Person, status: int) -> tuple[object, ...]:
    """As whom a page is read: each once for every role, and what is refused once for pupils and once for others."""
    return (status, person.is_pupil) if status >= 400 else (status, person.role)


def afresh(stage: Stage) -> None:
    """What the last cell changed is not there for the next."""
    db.session.remove()
    stage.put_back()
    enter_network(stage.cast.larkdale.network_id)


def address(app: Flask, row: Row, known: dict[str, Any]) -> str:
    """The address of the thing. What is no thing of the cast is given as it stands, after '='."""
    values = {name: of.removeprefix("=") if of.startswith("=") else known[of] for name, of in row.of.items()}
    assert None not in values.values(), f"{row.name}: the cast has no {row.of}"
    return app.url_map.bind("localhost").build(row.endpoint, values)


def answered(client: Client, verb: str, url: str, how: dict[str, Any], expected: int) -> str:
    """The status, or what is wrong with the page."""
    try:
        status = client.open(verb, url, expected if expected >= 500 else None, **how).status_code
    except (Wrong, AssertionError) as wrong:
        return str(wrong)
    return str(status)


def kept(row: Row, client: Client, person: Person) -> str:
    """What is answered to somebody stays nowhere; only on a pupil's own device, and only theirs."""
    headers = client.response.headers
    may_stay = row.knock is None or "no-store" in headers.get("Cache-Control", "")
    own = {str(person.account_id)} if person.is_pupil else set()
    return "" if may_stay and {*headers.getlist("X-Kept-For")} <= own else ", and is kept"


def sent(row: Row, known: dict[str, Any]) -> dict[str, Any]:
    how: dict[str, Any] = {"headers": dict(row.headers)}
    if row.send:
        body = {name: known[value[1:]] if str(value).startswith("@") else value for name, value in row.send.items()}
        how["json" if row.verb == "PUT" else "data"] = body
    return how
