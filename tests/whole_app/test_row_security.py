"""Row-level security on PostgreSQL, in the web process's own role, by statements that carry no filter of ours.

`test_walls.py` holds the wall that the session adds; here nothing of the program stands between the statement and the
table: reading, counting, joining, changing, removing and adding, for every table behind the wall.
"""

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from tests import databases
from tests.cast import Cast
from tests.conftest import Stage
from tests.whole_app.test_walls import BEHIND
from virtual_school.core import search
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network, writing
from virtual_school.core.jobs import Run, queue
from virtual_school.core.jobs.registry import HANDLERS, job
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.search.words import stem

pytestmark = pytest.mark.only_on("postgresql")

WORD = stem("wallflowers")
NAMES = [table.name for table in BEHIND]

# What a role that owns nothing must not be able to do to the wall itself.
BREACHES = (
    "ALTER TABLE pupil DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE pupil NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY network_wall ON pupil",
    "CREATE POLICY mine ON pupil USING (true)",
    "ALTER POLICY network_wall ON pupil USING (true)",
    "ALTER TABLE pupil OWNER TO CURRENT_USER",
    "CREATE TABLE public.copied AS SELECT * FROM pupil",
    "CREATE VIEW public.seen AS SELECT * FROM pupil",
    "CREATE FUNCTION public.seen() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM pupil'",
    "DROP TRIGGER audit_event_never_changes ON audit_event",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "TRUNCATE pupil",
)


@pytest.fixture
def web(stage: Stage, app: App) -> Iterator[psycopg.Connection]:
    """The web role's own connection, past the application. What it does is undone."""
    with psycopg.connect(stage.where.url) as connection:
        yield connection
        connection.rollback()


def enter(web: psycopg.Connection, network: uuid.UUID | str) -> None:
    web.rollback()
    web.execute("SELECT set_config('app.network', %s, true)", (str(network),))


def of(statement: str, table: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(table))


def owners_count(stage: Stage, table: str, network: uuid.UUID) -> int:
    """As the owner sees it, for whom no policy holds."""
    with psycopg.connect(stage.where.owner_url) as connection:
        found = connection.execute(of("SELECT count(*) FROM {} WHERE network_id = %s", table), (network,)).fetchone()
        return int(found[0]) if found else 0


def test_there_is_something_to_see(stage: Stage, cast: Cast) -> None:
    """Else every test below would hold for an empty table."""
    full = [name for name in NAMES if owners_count(stage, name, cast.larkdale.network_id)]
    assert len(full) > len(NAMES) / 2
    assert {"pupil", "care_link", "window", "concern", "referral", "plan_words"} <= set(full)


@pytest.mark.parametrize("table", NAMES)
def test_without_a_filter_only_ones_own_network_is_read(
    web: psycopg.Connection, stage: Stage, cast: Cast, table: str
) -> None:
    for here, there in (
        (cast.larkdale.network_id, cast.fernvale.network_id),
        (cast.fernvale.network_id, cast.larkdale.network_id),
    ):
        enter(web, here)
        seen = {row[0] for row in web.execute(of("SELECT network_id FROM {}", table)).fetchall()}
        assert seen <= {here}, table
        counted = web.execute(of("SELECT count(*) FROM {}", table)).fetchone()
        assert counted == (owners_count(stage, table, here),), f"{table}: less is seen than is one's own"
        asked = web.execute(of("SELECT count(*) FROM {} WHERE network_id = %s", table), (there,)).fetchone()
        assert asked == (0,), f"{table}: by name"


@pytest.mark.parametrize("table", NAMES)
def test_in_no_network_or_in_one_that_is_none_nothing_is_read(web: psycopg.Connection, table: str) -> None:
    for network in ("", str(uuid.uuid4())):
        enter(web, network)
        assert web.execute(of("SELECT count(*) FROM {}", table)).fetchone() == (0,), table
    web.rollback()
    assert web.execute(of("SELECT count(*) FROM {}", table)).fetchone() == (0,), f"{table}: before a network is said"


def numbers(web: psycopg.Connection, word: str) -> set[int]:
    asked = "SELECT search_newest(%s::tsquery, 100000)"
    return {row[0] for row in web.execute(asked, (word,)).fetchall()}


def test_what_the_owner_looks_up_for_the_web_is_of_the_network_it_is_in(web: psycopg.Connection, cast: Cast) -> None:
    """By a word that carries no network, as only somebody past the program would ask."""
    for side in (cast.larkdale, cast.fernvale):
        enter_network(side.network_id)
        with writing():
            search.put("lesson", uuid.uuid4(), "staff", title="Wallflowers")
    found = []
    for side in (cast.larkdale, cast.fernvale):
        enter(web, side.network_id)
        found.append(numbers(web, WORD))
        assert len(found[-1]) == 1
        seen = web.execute("SELECT number FROM search_entry WHERE title = 'Wallflowers'").fetchall()
        assert found[-1] == {row[0] for row in seen}
    assert found[0].isdisjoint(found[1])
    enter(web, uuid.uuid4())
    assert numbers(web, WORD) == set()
    enter(web, "")
    assert numbers(web, WORD) == set()


def test_nothing_else_is_done_as_the_owner_and_that_by_the_web_alone(web: psycopg.Connection) -> None:
    """A function with its owner's rights stands outside the wall: there is one, and not everybody may call it."""
    theirs = """SELECT proname, EXISTS (SELECT 1 FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) AS may
        WHERE may.grantee = 0) FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"""
    assert web.execute(theirs).fetchall() == [("search_newest", False)]


def test_a_network_that_is_no_identifier_is_an_error_and_no_open_door(web: psycopg.Connection) -> None:
    for network in ("*", "' OR true --", "null"):
        enter(web, network)
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            web.execute("SELECT count(*) FROM pupil")


@pytest.mark.parametrize("table", NAMES)
def test_without_a_filter_nothing_of_another_is_changed_or_removed(
    web: psycopg.Connection, stage: Stage, cast: Cast, table: str
) -> None:
    """In a network where the table is empty for us: every row that moved would be somebody else's."""
    before = owners_count(stage, table, cast.larkdale.network_id)
    for change in ("UPDATE {} SET network_id = network_id", "DELETE FROM {}"):
        enter(web, uuid.uuid4())
        try:
            assert web.execute(of(change, table)).rowcount == 0, f"{table}: {change}"
        except InsufficientPrivilege:
            continue  # the role may not do this to any row of the table at all
    web.rollback()
    assert owners_count(stage, table, cast.larkdale.network_id) == before


@pytest.mark.parametrize("table", NAMES)
def test_no_row_is_moved_into_another_network(web: psycopg.Connection, cast: Cast, table: str) -> None:
    """Nor copied there: what is written must be of the network one is in."""
    enter(web, cast.larkdale.network_id)
    move = of("UPDATE {} SET network_id = %s", table)
    try:
        moved = web.execute(move, (cast.fernvale.network_id,)).rowcount
    except (InsufficientPrivilege, psycopg.errors.RaiseException):
        return  # refused by the policy, because the role may not change the table, or because the column never changes
    assert moved == 0, table


def test_no_row_is_added_to_another_network(web: psycopg.Connection, cast: Cast) -> None:
    enter(web, cast.larkdale.network_id)
    add = "INSERT INTO window_part (window_id, part, network_id) SELECT window_id, 'grades', %s FROM window_part"
    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        web.execute(add, (cast.fernvale.network_id,))


def test_a_join_does_not_climb_over(web: psycopg.Connection, stage: Stage, cast: Cast) -> None:
    theirs = "SELECT known_as FROM pupil WHERE network_id = %s"
    with psycopg.connect(stage.where.owner_url) as owner:
        there = {name for (name,) in owner.execute(theirs, (cast.fernvale.network_id,)).fetchall()}
    enter(web, cast.fernvale.network_id)
    across = "SELECT p.known_as FROM pupil p LEFT JOIN care_link l ON true LEFT JOIN account a ON true"
    assert {name for (name,) in web.execute(across).fetchall()} == there
    assert "Zara" in there and "Ellie" not in there


@pytest.mark.parametrize("breach", BREACHES)
def test_the_web_role_cannot_touch_the_wall(web: psycopg.Connection, cast: Cast, breach: str) -> None:
    enter(web, cast.larkdale.network_id)
    with pytest.raises(InsufficientPrivilege):
        web.execute(breach)


def test_the_web_role_cannot_become_anybody_else(web: psycopg.Connection) -> None:
    roles = [row[0] for row in web.execute("SELECT rolname FROM pg_roles WHERE rolname <> current_user").fetchall()]
    for role in roles:
        web.rollback()
        with pytest.raises(InsufficientPrivilege):
            web.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def test_every_policy_holds_for_everybody_and_for_every_verb(web: psycopg.Connection) -> None:
    found = web.execute(
        "SELECT tablename, permissive, roles::text[], cmd, qual, with_check FROM pg_policies"
    ).fetchall()
    assert {row[0] for row in found} == set(NAMES)
    for table, permissive, roles, verb, qual, check in found:
        assert (permissive, roles, verb) == ("PERMISSIVE", ["public"], "ALL"), table
        for condition in (qual, check):
            assert "app.network" in condition and " OR " not in condition.upper(), table
    on = web.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind IN ('r', 'p')").fetchall()
    assert {row[0] for row in on} == set(NAMES)


# Jobs and migrations --------------------------------------------------------------------------------------------------

SAW: list[tuple[uuid.UUID | None, int]] = []


@job("test.looks_around")
def look_around(run: Run) -> None:
    """A job that forgot its filter, and asks the table itself."""
    with writing() as session:
        SAW.append((run.network_id, session.scalar(sa.text("SELECT count(*) FROM pupil")) or 0))


def test_a_job_without_a_filter_sees_its_own_network(app: App, stage: Stage, cast: Cast) -> None:
    SAW.clear()
    for network in (cast.larkdale.network_id, cast.fernvale.network_id, None):
        enter_network(network)
        with writing():
            queue("test.looks_around", {})
    db.session.commit()
    work_off(app)
    ours, theirs = (owners_count(stage, "pupil", side.network_id) for side in (cast.larkdale, cast.fernvale))
    assert dict(SAW) == {cast.larkdale.network_id: ours, cast.fernvale.network_id: theirs, None: 0}
    assert "test.looks_around" in HANDLERS


def test_the_wall_stands_again_after_every_migration(new_database: databases.Database, tmp_path: Path) -> None:
    """Down and up again, one at a time: no revision leaves a table that was behind the wall without it."""
    folder = tmp_path / "instance"
    made = databases.installed(new_database, folder)
    with made.app_context(), databases.in_environment(new_database, folder):
        downgrade(revision="0001")
        upgrade()
        db.engine.dispose()
    with psycopg.connect(new_database.owner_url) as connection:
        walled = "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind IN ('r', 'p')"
        assert {row[0] for row in connection.execute(walled).fetchall()} == set(NAMES)
        held = connection.execute("SELECT tablename FROM pg_policies WHERE policyname = 'network_wall'").fetchall()
        assert {row[0] for row in held} == set(NAMES)


def test_a_migration_reaches_every_network_and_the_web_role_runs_none(stage: Stage, cast: Cast) -> None:
    """The owner's statements are outside the wall, or a migration would mend one network's rows and no other's."""
    with psycopg.connect(stage.where.owner_url) as owner:
        found = owner.execute("SELECT count(DISTINCT network_id) FROM pupil").fetchone()
        assert found == (2,)
    with psycopg.connect(stage.where.url) as web, pytest.raises(InsufficientPrivilege):
        web.execute("UPDATE alembic_version SET version_num = '0001'")
