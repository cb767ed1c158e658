"""The wall between networks, from the other side: nothing of Larkdale's is seen, found or written from Fernvale."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import make
from tests.cast import Cast
from tests.conftest import Stage
from tests.services import WEB
from virtual_school.core.app import App
from virtual_school.core.db import Base, InNetwork, WallBreach, db, enter_network, writing
from virtual_school.core.packages import load_models
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.pupils.models import Pupil, Window

load_models()
BEHIND = [table for table in Base.metadata.sorted_tables if "network_id" in table.c and table.name != "job"]
MAPPED = sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda kind: kind.__name__)
INSIDE = [kind for kind in MAPPED if issubclass(kind, InNetwork)]

# Outside the wall, each for a reason: they stand above networks, or serve all of them.
OUTSIDE = {"network", "organisation", "site", "term_date", "closure", "job", "worker"}

WRITTEN_ONCE = ("audit_event", "note", "hand_in", "lesson_revision", "revision_resource")


def test_every_table_stands_behind_the_wall_or_is_named_outside() -> None:
    behind = {table.name for table in BEHIND}
    assert {table.name for table in Base.metadata.sorted_tables} - behind == OUTSIDE


def test_one_network_sees_nothing_of_another(app: App, cast: Cast) -> None:
    larkdale, fernvale = cast.larkdale.network_id, cast.fernvale.network_id
    for kind in INSIDE:
        here = ids(kind, larkdale)
        assert not here & ids(kind, fernvale), kind
        for identity in here:
            assert db.session.get(kind, identity, populate_existing=True) is None, kind


def ids(kind: type[InNetwork], network: uuid.UUID) -> set[tuple[object, ...]]:
    enter_network(network)
    found = {sa.inspect(row).identity or () for row in db.session.scalars(sa.select(kind))}
    db.session.expunge_all()
    return found


def test_in_no_network_nothing_is_seen(app: App) -> None:
    enter_network(None)
    for kind in INSIDE:
        assert db.session.scalars(sa.select(kind)).all() == [], kind


def test_get_finds_nothing_of_another_network(app: App, cast: Cast) -> None:
    assert db.session.get(Pupil, cast.ellie.pupil_id) is not None
    db.session.expunge_all()
    enter_network(cast.fernvale.network_id)
    assert db.session.get(Pupil, cast.ellie.pupil_id) is None


def test_a_row_of_another_network_cannot_be_written(app: App, cast: Cast) -> None:
    with pytest.raises(WallBreach):
        make.subject("Elsewhere", network_id=cast.fernvale.network_id)


def test_nothing_is_updated_or_deleted_across(app: App, cast: Cast) -> None:
    ellie = db.session.get_one(Account, cast.ellie.account_id)
    draft_id = make.draft(ellie).id
    db.session.commit()
    enter_network(cast.fernvale.network_id)
    with writing() as session:
        changed = session.execute(sa.update(Pupil).where(Pupil.id == cast.ellie.pupil_id).values(year=1))
        gone = session.execute(sa.delete(Draft).where(Draft.id == draft_id))
        assert (changed.rowcount, gone.rowcount) == (0, 0)


def test_no_row_points_across(app: App, cast: Cast, stage: Stage) -> None:
    """Foreign keys do not stop at the wall, so pairs whose networks differ are counted, as the owner sees them."""
    engine = sa.create_engine(stage.where.owner_url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        for name, question in pairs():
            assert connection.scalar(question) == 0, f"{name} points into another network"
    engine.dispose()


def pairs() -> Iterator[tuple[str, sa.Select[tuple[int]]]]:
    behind = {table.name for table in BEHIND}
    for table in BEHIND:
        for key in sorted(table.foreign_keys, key=str):
            if key.column.table.name not in behind:
                continue
            parent = key.column.table.alias()
            joined = table.join(parent, key.parent == parent.c[key.column.name])
            differs = table.c.network_id != parent.c.network_id
            name = f"{table.name}.{key.parent.name}"
            yield name, sa.select(sa.func.count()).select_from(joined).where(differs)


# On PostgreSQL the database itself holds it ---------------------------------------------------------------------------

postgresql = pytest.mark.only_on("postgresql")


@pytest.fixture
def web(stage: Stage) -> Iterator[psycopg.Connection]:
    """The web role's own connection, past the application."""
    with psycopg.connect(stage.where.url, autocommit=True) as connection:
        yield connection


@postgresql
def test_policies_hold_each_table_behind_the_wall(web: psycopg.Connection) -> None:
    for table in BEHIND:
        named = web.execute("SELECT policyname, cmd FROM pg_policies WHERE tablename = %s", (table.name,)).fetchall()
        assert ("network_wall", "ALL") in named, table.name
        for network in ("", str(uuid.uuid4())):
            web.execute("SELECT set_config('app.network', %s, false)", (network,))
            count = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table.name))
            assert web.execute(count).fetchone() == (0,), table.name


@postgresql
def test_the_web_role_owns_nothing_and_passes_nothing_by(web: psycopg.Connection) -> None:
    mine = "SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = %s)"
    assert web.execute(mine, (WEB,)).fetchall() == []
    rights = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s"
    assert web.execute(rights, (WEB,)).fetchone() == (False, False, False, False)


@postgresql
def test_the_web_role_cannot_change_what_is_written_once(web: psycopg.Connection) -> None:
    for table in WRITTEN_ONCE:
        for change in ("UPDATE {} SET network_id = network_id", "DELETE FROM {}", "TRUNCATE {}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(sql.SQL(change).format(sql.Identifier(table)))


@postgresql
def test_partitions_are_no_way_around_the_wall(web: psycopg.Connection) -> None:
    rows = web.execute("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'").fetchall()
    assert rows
    for (name,) in rows:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))


@postgresql
def test_a_connection_from_the_pool_never_keeps_the_last_network(app: App, cast: Cast) -> None:
    """Neither after a commit, nor after a rollback, nor after a savepoint: the next begins in its own, or in none."""
    for end in (Session.commit, Session.rollback):
        enter_network(cast.larkdale.network_id)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Window.__table__))
        with db.session.begin_nested():
            db.session.execute(sa.select(Window.id).limit(1))
        end(db.session())
        db.session.info["network"] = None
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Window.__table__)) == 0
        db.session.rollback()


def test_what_is_written_once_cannot_be_changed(app: App, stage: Stage) -> None:
    """Not even by the owner: the triggers refuse it."""
    make.note()
    make.audit_event()
    db.session.commit()
    engine = sa.create_engine(stage.where.owner_url, poolclass=sa.NullPool)
    for table in WRITTEN_ONCE:
        written = Base.metadata.tables[table]
        for change in (sa.update(written).values(network_id=written.c.network_id), sa.delete(written)):
            with engine.connect() as connection, pytest.raises(DBAPIError, match="never change"):
                connection.execute(change)
    engine.dispose()
