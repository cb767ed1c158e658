"""Other people's identifiers in every position: address, query, form, JSON, name of a file, header."""

import html
from functools import cache
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Stage
from tests.whole_app.access import Row
from tests.whole_app.access_table import TABLE
from tests.whole_app.positions import Asked, doer, mixed, plainly, strewn, with_places
from virtual_school.core.app import App
from virtual_school.core.db import Base, Id, InNetwork, db, enter_network
from virtual_school.core.packages import load_models

load_models()
# Whoever asks with what is answered by rules that are the same on both engines; the access table runs on both.
pytestmark = pytest.mark.only_on("sqlite")

SAFE = {"GET", "HEAD", "OPTIONS"}
SIGNED_IN = [row for row in TABLE if row.knock]

# These statements name their network themselves.
NAMED = {"kept": True}

# What is written by looking, whoever looks.
NOTED = {"note"}

# Who reaches both pupils' things and may be shown both.
SEES_BOTH = {"lead", "administrator", "clerk", "panel_member_of_school"}

# What is another's and may be named all the same: a mentor of the network, a member who sits on both panels, any mentor
# whose days off the lead enters, and any lesson that is posted in the network.
MAY_BE_NAMED = {
    ("POST cover.add_for", "other"),
    ("POST packs.choose", "other"),
    ("POST referrals.name_mentor", "other"),
    ("POST panels.came", "other"),
    ("POST panels.left", "other"),
}


@pytest.fixture
def quiet(client: Client) -> Client:
    """What is asked here is a refusal, or a page that the access table has inspected."""
    client.inspects = False
    return client


@pytest.mark.parametrize("row", with_places(), ids=lambda row: row.name)
def test_one_place_of_anothers_opens_nothing(row: Row, app: App, cast: Cast, quiet: Client, stage: Stage) -> None:
    person = doer(row, cast)
    if person is None or row.knock is None:
        pytest.skip("nobody may do it, or everybody")
    wrong = []
    for asked in mixed(app, cast, row):
        before = at_first(stage, cast)
        status = ask(quiet.sign_in(person), asked)
        if status < 400 and (row.name, asked.target) not in MAY_BE_NAMED:
            wrong.append(f"{asked.where}: {status} for {person.key}")
        if row.verb not in SAFE:
            wrong += [f"{asked.where}: {table} of another's changed" for table in differing(cast, before)]
            put_back(stage)
    assert not wrong, "\n  ".join([row.name, *wrong])


@pytest.mark.parametrize("row", SIGNED_IN, ids=lambda row: row.name)
def test_what_is_strewn_about_is_read_by_nobody(row: Row, app: App, cast: Cast, quiet: Client, stage: Stage) -> None:
    """The answer is the row's own, shows nothing of theirs, and changes nothing of theirs."""
    person = doer(row, cast)
    if person is None:
        pytest.skip("nobody may do it")
    wrong = []
    for target, names in (("other", ("Tariq",)), ("foreign", ("Zara", "Flint"))):
        before = at_first(stage, cast)
        asked = strewn(app, cast, row, target)
        status = ask(quiet.sign_in(person), asked)
        if status != row.ok and not 400 <= status < 500 and status != 304:
            wrong.append(f"{asked.where}: {status}, not {row.ok}, for {person.key}")
        if target == "foreign" or person.key not in SEES_BOTH | row.other:
            read = {name for name in names if name in shown(quiet)}
            wrong += [
                f"{asked.where}: shows {name}" for name in read - at_any_rate(quiet, plainly(app, cast, row), read)
            ]
        if row.verb not in SAFE:
            wrong += [f"{asked.where}: {table} of another's changed" for table in differing(cast, before)]
            put_back(stage)
    assert not wrong, "\n  ".join([row.name, *wrong])


def ask(client: Client, asked: Asked) -> int:
    return client.open(asked.verb, asked.url, None, **asked.how).status_code


def at_any_rate(client: Client, asked: Asked, names: set[str]) -> set[str]:
    """Which of the names their own page shows them with nothing strewn about: whom they teach, and answer for."""
    if not names or asked.verb not in SAFE:
        return set()
    ask(client, asked)
    return {name for name in names if name in shown(client)}


def shown(client: Client) -> str:
    said = (
        client.response.get_data(as_text=True) if client.response.mimetype.startswith(("text", "application/j")) else ""
    )
    return html.unescape(said + str(client.response.headers))


# What is another's: everything of the other network, and every row that names Tariq ---------------------------------

Rows = dict[str, tuple[int, int, int]]
_kept: dict[int, Rows] = {}


def at_first(stage: Stage, cast: Cast) -> Rows:
    """What they have before anybody has done anything: asked once a process, as each test begins from there."""
    if id(stage) not in _kept:
        _kept.clear()
        _kept[id(stage)] = theirs(cast)
    return _kept[id(stage)]


def theirs(cast: Cast) -> Rows:
    """Of each table how many rows, what is filled in them, and their versions: every change of ours moves one of these.

    One statement for a network and one for a pupil: the tables are many, and this is asked after every request.
    """
    found: Rows = {}
    for network, pupil in ((cast.fernvale.network_id, None), (cast.larkdale.network_id, cast.tariq.pupil_id)):
        db.session.rollback()
        enter_network(network)
        given = {"network": network} | ({"pupil": pupil} if pupil else {})
        for name, *counted in db.session.execute(counting(pupil is not None), given, execution_options=NAMED):
            found[f"{name} of {'Tariq' if pupil else 'Fernvale'}"] = tuple(counted)  # type: ignore[assignment]
    db.session.rollback()
    enter_network(cast.larkdale.network_id)
    return found


@cache
def counting(of_pupil: bool) -> sa.CompoundSelect[Any]:
    inside = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, InNetwork)}
    tables = [table for table in Base.metadata.sorted_tables if table in inside and table.name not in NOTED]
    return sa.union_all(*(_line(table, of_pupil) for table in tables if not of_pupil or "pupil_id" in table.c))


def _line(table: sa.Table, of_pupil: bool) -> sa.Select[Any]:
    nothing = sa.literal_column("0")
    filled = [sa.func.count(column) * weight for weight, column in enumerate(table.columns, 1) if column.nullable]
    versions = sa.func.coalesce(sa.func.sum(table.c.version), nothing) if "version" in table.c else nothing
    counted = sa.func.count(), sum(filled, nothing), versions
    question = sa.select(sa.literal_column(f"'{table.name}'"), *counted).select_from(table)
    question = question.where(table.c.network_id == sa.bindparam("network", type_=Id()))
    return question.where(table.c.pupil_id == sa.bindparam("pupil", type_=Id())) if of_pupil else question


def differing(cast: Cast, before: Rows) -> list[str]:
    after = theirs(cast)
    return sorted(name for name, rows in before.items() if rows != after[name])


def put_back(stage: Stage) -> None:
    db.session.remove()
    stage.put_back()
    enter_network(stage.cast.larkdale.network_id)
