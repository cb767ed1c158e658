"""A database for the tests, on either engine: built by the migrations, and put back after every test.

Every commit in a test is a real one; putting back means the rows of the cast as they were first kept. On SQLite that is
a copy of a file; on PostgreSQL each table that was written is emptied and filled again from its copy in `kept`.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from unittest import mock

import psycopg
import sqlalchemy as sa
from flask_migrate import upgrade
from psycopg import sql
from sqlalchemy import event

from tests.services import OWNER, WEB, Cluster
from virtual_school import create_app
from virtual_school.config import Settings
from virtual_school.core.app import App
from virtual_school.core.db import db


class Database(Protocol):
    """What the tests need of an engine."""

    name: str
    url: str
    owner_url: str

    def make(self) -> None:
        """An empty database."""

    def keep(self) -> None:
        """Remember the rows as they are."""

    def put_back(self) -> None:
        """Make the rows what they were when they were kept. Nobody else may be at work in it."""

    def put_back_live(self) -> None:
        """The same while a server of its own is connected and at rest."""

    def drop(self) -> None: ...


@dataclass(slots=True)
class Sqlite:
    folder: Path
    name: str = "sqlite"
    file: Path = field(init=False)
    kept: Path = field(init=False)
    open: list[sqlite3.Connection] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.file = self.folder / "virtual_school.sqlite3"
        self.kept = self.folder / "kept.sqlite3"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"

    @property
    def owner_url(self) -> str:
        return self.url

    def make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    def keep(self) -> None:
        db.engine.dispose()  # the last connection that closes writes the log into the file
        event.listen(db.engine, "connect", lambda connection, _record: self.open.append(connection))
        event.listen(db.engine, "close", lambda connection, _record: self._closed(connection))
        shutil.copyfile(self.file, self.kept)

    def _closed(self, connection: sqlite3.Connection) -> None:
        if connection in self.open:
            self.open.remove(connection)

    def put_back(self) -> None:
        db.engine.dispose()
        for left in self.open.copy():  # a thread's, say, whose test failed: a file copied under it would be no database
            left.interrupt()
            left.close()
        self.open.clear()
        for ending in ("-wal", "-shm"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.file)

    def put_back_live(self) -> None:
        with closing(sqlite3.connect(self.kept)) as kept, closing(sqlite3.connect(self.file)) as live:
            kept.backup(live)

    def drop(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


# Whoever writes to a table, by whatever way, leaves its name: only those tables are put back.
TOUCH = """CREATE FUNCTION kept.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN INSERT INTO kept.touched VALUES (TG_TABLE_NAME); RETURN NULL; END $$"""
TOUCHED = (
    "CREATE TRIGGER kept_touch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {} "
    "FOR EACH STATEMENT EXECUTE FUNCTION kept.touch()"
)


@dataclass(slots=True)
class Postgresql:
    cluster: Cluster
    database: str
    name: str = "postgresql"
    _again: dict[str, sql.Composed] | None = None
    _superuser: psycopg.Connection | None = None

    @property
    def url(self) -> str:
        return self.cluster.url(WEB, self.database)

    @property
    def owner_url(self) -> str:
        return self.cluster.url(OWNER, self.database)

    @property
    def superuser_url(self) -> str:
        return self.cluster.url("postgres", self.database)

    def make(self) -> None:
        self.cluster.drop(self.database)
        self.cluster.create(self.database)

    def keep(self) -> None:
        with psycopg.connect(self.superuser_url, autocommit=True) as connection:
            connection.execute("CREATE SCHEMA kept")
            connection.execute("CREATE TABLE kept.touched (name text)")
            connection.execute(TOUCH)
            self._again = {}
            for table, columns in self._tables(connection):
                names = sql.SQL(", ").join(map(sql.Identifier, columns))
                live, kept = sql.Identifier("public", table), sql.Identifier("kept", f"of_{table}")
                connection.execute(sql.SQL("CREATE TABLE {} AS SELECT {} FROM {}").format(kept, names, live))
                connection.execute(sql.SQL(TOUCHED).format(live))
                again = "DELETE FROM {}; INSERT INTO {} ({}) SELECT {} FROM {}"
                self._again[table] = sql.SQL(again).format(live, live, names, names, kept)

    def _tables(self, connection: psycopg.Connection) -> list[tuple[str, list[str]]]:
        """Each table that is no partition of another, with the columns that are not computed."""
        rows = connection.execute(
            """SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND c.relname <> 'alembic_version' GROUP BY c.relname ORDER BY c.relname"""
        )
        return [(table, columns) for table, columns in rows]

    def put_back(self) -> None:
        if db.engine.pool.checkedout():  # type: ignore[attr-defined]  # a thread's, say, whose test failed
            db.engine.dispose()
        if self._again is None:
            raise RuntimeError("nothing was kept")
        if self._superuser is None:
            self._superuser = psycopg.connect(self.superuser_url)
        with self._superuser.transaction():
            self._superuser.execute("SET LOCAL session_replication_role = replica")
            for (table,) in self._superuser.execute("SELECT DISTINCT name FROM kept.touched").fetchall():
                self._superuser.execute(self._again[table])
            self._superuser.execute("DELETE FROM kept.touched")

    def put_back_live(self) -> None:
        self.put_back()

    def drop(self) -> None:
        if self._superuser is not None:
            self._superuser.close()
        self.cluster.drop(self.database)


def spare_the_disk(engine: sa.Engine) -> None:
    """SQLite does not wait for the disk: for the ordinary suite alone, never for tests that kill or for measuring."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))


def settings_for(database: Database, instance: Path, **changes: object) -> Settings:
    """Settings of an installation of its own: a folder and a database."""
    instance.mkdir(parents=True, exist_ok=True)
    given: dict[str, object] = {
        "secret_key": "a key for tests alone",
        "instance": instance,
        "database_url": database.url,
        "database_owner_url": database.owner_url,
        "files_url": f"file://{instance / 'files'}",
        "testing": True,
    }
    return Settings(**{**given, **changes})  # type: ignore[arg-type]


def environment_for(database: Database, instance: Path) -> dict[str, str]:
    """The same settings, for a process of its own."""
    instance.mkdir(parents=True, exist_ok=True)
    return {
        "INSTANCE": str(instance),
        "DATABASE_URL": database.url,
        "DATABASE_OWNER_URL": database.owner_url,
        "SECRET_KEY": "a key for tests alone",
    }


@contextmanager
def in_environment(database: Database, instance: Path) -> Iterator[None]:
    """Commands of the owner's read who is the web role from the environment."""
    with mock.patch.dict(os.environ, environment_for(database, instance)):
        yield


def migrate(app: App, database: Database, instance: Path) -> None:
    """Build the schema as an installation does."""
    with app.app_context(), in_environment(database, instance):
        upgrade()


def installed(database: Database, instance: Path, **changes: object) -> App:
    """A database made and migrated, and the application on it."""
    database.make()
    app = create_app(settings_for(database, instance, **changes))
    migrate(app, database, instance)
    return app
