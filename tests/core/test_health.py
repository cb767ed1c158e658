"""What a supervisor or a load balancer asks."""

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from tests import queue_jobs as queue_jobs
from tests.queues import Installation, installation
from tests.services import Cluster
from virtual_school.core import clock, health
from virtual_school.core.db import db, writing
from virtual_school.core.files.store import filing
from virtual_school.core.jobs import WorkerSeen, queue

OK = {"status": "ok", "database": "ok", "jobs": "ok", "worker": "ok", "files": "ok"}


@pytest.fixture(scope="module")
def place(cluster: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(cluster, tmp_path_factory.mktemp("health")) as made:
        yield made


@pytest.fixture
def house(place: Installation) -> Iterator[Installation]:
    """With a worker that has just been seen."""
    place.app.extensions.pop("files_checked", None)
    with place.emptied() as made:
        with writing() as session:
            session.add(WorkerSeen(name="one", started_at=clock.now(), seen_at=clock.now()))
        yield made


def ready(house: Installation) -> tuple[int, dict[str, str]]:
    answer = house.app.test_client().get("/readyz")
    return answer.status_code, answer.get_json()


def test_alive_asks_nothing_of_the_database(house: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.engine, "connect", lambda: pytest.fail("the database was asked"))
    answer = house.app.test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


def test_ready(house: Installation) -> None:
    assert ready(house) == (200, OK)


def test_a_job_that_waits_too_long(house: Installation) -> None:
    with writing():
        queue("test.quick", {}, run_at=clock.now() - dt.timedelta(minutes=4))
    assert ready(house)[0] == 200
    with writing():
        queue("test.quick", {}, run_at=clock.now() - dt.timedelta(minutes=6))
    status, said = ready(house)
    assert status == 503
    assert said["jobs"].startswith("the oldest has waited 36")
    assert said | {"status": "ok", "jobs": "ok"} == OK


def test_no_worker(house: Installation) -> None:
    with writing() as session:
        session.execute(sa.update(WorkerSeen).values(seen_at=clock.now() - dt.timedelta(minutes=2)))
    assert ready(house) == (503, OK | {"status": "not ready", "worker": "none has been seen lately"})


def test_a_schema_that_is_behind(house: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(house.app.extensions, "migration_heads", {"9999"})
    status, said = ready(house)
    assert status == 503
    assert said["database"] == "not migrated to what this program needs"


def test_a_database_that_does_not_answer(house: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> str:
        raise OperationalError("SELECT secret", {}, Exception("host db.internal, password x"))

    monkeypatch.setattr(health, "_migrated", away)
    status, said = ready(house)
    assert status == 503
    assert said == OK | {
        "status": "not ready",
        "database": "does not answer",
        "jobs": "unknown",
        "worker": "unknown",
    }


def test_files_that_cannot_be_kept(house: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    with house.app.app_context():
        store = filing().store

    def broken() -> None:
        raise OSError(f"{house.folder} cannot be written to")

    monkeypatch.setattr(type(store), "check", lambda self: broken())
    assert ready(house) == (503, OK | {"status": "not ready", "files": "cannot be used"})
