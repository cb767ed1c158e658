"""An installation of a test's own, with one network: for tests of what happens between processes."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from tests import databases
from tests.services import Cluster
from virtual_school import create_app
from virtual_school.config import Settings
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network, writing
from virtual_school.core.jobs import Job, WorkerSeen
from virtual_school.core.mail import Mail
from virtual_school.core.texts import TextMessage
from virtual_school.network.models import Network

Kind = TypeVar("Kind", databases.Sqlite, databases.Postgresql)


@dataclass(frozen=True, slots=True)
class Installation:
    app: App
    database: databases.Database
    settings: Settings
    network: uuid.UUID

    @property
    def folder(self) -> Path:
        return self.settings.instance

    @property
    def environ(self) -> dict[str, str]:
        """What a process of this installation is started with."""
        given = self.settings
        mail = {"MAIL_URL": given.mail_url, "MAIL_FROM": given.mail_from}
        texts = {"TEXT_URL": given.text_url, "NOTIFY_API_KEY": given.notify_api_key}
        own = mail | texts | {"NOTIFY_TEMPLATE": given.notify_template}
        return os.environ | databases.environment_for(self.database, self.folder) | own

    @contextmanager
    def emptied(self) -> Iterator["Installation"]:
        """In its network, for one test: queue, letters, texts and files are thrown away afterwards."""
        try:
            with self.inside():
                yield self
        finally:
            self._empty()

    def _empty(self) -> None:
        """As the owner: the web role may throw no letter away."""
        engine = sa.create_engine(self.database.owner_url, poolclass=sa.NullPool)
        with engine.begin() as connection:
            for table in (Job.__table__, WorkerSeen.__table__, Mail.__table__, TextMessage.__table__):
                connection.execute(sa.delete(table))
        for left in ("mail", "texts", "ran"):
            path = self.folder / left
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """In the application, in its network."""
        with self.app.app_context():
            enter_network(self.network)
            yield


@contextmanager
def installation(cluster: Cluster | None, folder: Path, **changes: object) -> Iterator[Installation]:
    """A migrated one: on PostgreSQL where a cluster is given, connected as the web role; on SQLite otherwise."""
    database = _on_postgresql(cluster) if cluster else _on_sqlite(folder)
    given = {"mail_from": "Larkdale <no-reply@larkdale.example>"} | changes
    settings = databases.settings_for(database, folder / "instance", **given)
    app = create_app(settings)
    network = Network(slug="larkdale", name="Larkdale Virtual School", is_demonstration=True, created_at=clock.now())
    with app.app_context():
        with writing() as session:
            session.add(network)
        made = network.id
    try:
        yield Installation(app, database, settings, made)
    finally:
        with app.app_context():
            db.engine.dispose()
        database.drop()


def _on_sqlite(folder: Path) -> databases.Sqlite:
    database = databases.Sqlite(folder / "database")
    database.make()
    shutil.copyfile(_sqlite_template().file, database.file)
    return database


def _on_postgresql(cluster: Cluster) -> databases.Postgresql:
    database = databases.Postgresql(cluster, f"queues_{uuid.uuid4().hex[:12]}")
    cluster.create(database.database, template=_postgresql_template(cluster).database)
    return database


@cache
def _sqlite_template() -> databases.Sqlite:
    return _migrated(databases.Sqlite(Path(tempfile.mkdtemp(prefix="virtual-school-queues-"))))


@cache
def _postgresql_template(cluster: Cluster) -> databases.Postgresql:
    return _migrated(databases.Postgresql(cluster, f"queues_{os.getpid()}"))


def _migrated(database: Kind) -> Kind:
    app = databases.installed(database, Path(tempfile.mkdtemp(prefix="virtual-school-queues-")))
    with app.app_context():
        db.engine.dispose()
    return database
