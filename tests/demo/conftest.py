"""The demonstration, loaded once on the engine of the run; a test that lets it go on puts it back."""

import statistics
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import databases
from tests.services import Cluster
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.demo import load as loading
from virtual_school.network.models import Network


class Loaded:
    """An installation with the demonstration in it, and how long it took: in beats of the machine it was loaded on."""

    def __init__(self, app: App, where: databases.Database, network_id: uuid.UUID, beats: float) -> None:
        self.app, self.where, self.network_id, self.beats = app, where, network_id, beats


def beat() -> float:
    """How many seconds of a processor this machine needs, just now, for what is always as much: the middle of five."""
    took = []
    for _more in range(5):
        began = time.process_time()
        assert sum(len(str(number)) for number in range(1_000_000)) == 5_888_890
        took.append(time.process_time() - began)
    return statistics.median(took)


@pytest.fixture(scope="session")
def loaded(cluster: Cluster | None, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    folder: Path = tmp_path_factory.mktemp("valley")
    where: databases.Database = databases.Sqlite(folder)
    if cluster is not None:
        where = databases.Postgresql(cluster, f"valley_{worker_id}")
    app = databases.installed(where, folder / "instance")
    with app.app_context():
        before, began = beat(), time.process_time()
        loading.load()
        beats = (time.process_time() - began) / ((before + beat()) / 2)
        network = db.session.scalars(sa.select(Network).where(Network.slug == "larkdale")).one()
        network_id = network.id
        db.session.remove()
        where.keep()
        db.engine.dispose()
    yield Loaded(app, where, network_id, beats)
    with app.app_context():
        db.engine.dispose()
    where.drop()


@pytest.fixture
def inside(loaded: Loaded) -> Iterator[Loaded]:
    with loaded.app.app_context():
        enter_network(loaded.network_id)
        yield loaded
        db.session.remove()


@pytest.fixture
def going(inside: Loaded) -> Iterator[Loaded]:
    """The same, for a test that writes."""
    yield inside
    db.session.remove()
    inside.where.put_back()
