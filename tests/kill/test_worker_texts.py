"""A worker killed at each step of a text: it is never lost, and no phone shows it twice."""

import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.deadly import A_TEXT_INTO_THE_FOLDER, A_TEXT_TO_THE_SERVICE
from tests.kill.test_worker_letters import PATIENCE, sent_by_the_next_worker
from tests.notify_sink import NotifySink
from tests.queues import Installation, installation
from tests.services import Cluster
from tests.worker_process import WorkerProcess
from virtual_school.core.db import begin, db, writing
from virtual_school.core.jobs import Job, JobState
from virtual_school.core.texts import TextMessage, TextState, queue_text


@pytest.fixture(scope="module")
def place(cluster: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(cluster, tmp_path_factory.mktemp("texts")) as made:
        yield made


@pytest.fixture
def house(place: Installation) -> Iterator[Installation]:
    with place.emptied() as made:
        yield made


@pytest.fixture
def sink(house: Installation) -> Iterator[NotifySink]:
    with NotifySink() as made:
        yield made
        house.app.config["SETTINGS"] = house.settings


def written() -> TextMessage:
    with writing():
        return queue_text("07700 900123", "There is something new.")


def killed_at(step: str, house: Installation) -> None:
    with closing(WorkerProcess(house.environ, die=step, once=True)) as process:
        assert process.wait(PATIENCE) == -signal.SIGKILL, process.log.read_text()


def states() -> tuple[TextState, JobState]:
    begin(write=False)
    text = db.session.scalars(sa.select(TextMessage.state)).one()
    job = db.session.scalars(sa.select(Job.state).where(Job.kind == "text.send")).one()
    begin(write=False)
    return text, job


@pytest.mark.parametrize("step", A_TEXT_INTO_THE_FOLDER)
def test_into_the_folder_it_comes_once(house: Installation, step: str) -> None:
    text = written()
    killed_at(step, house)
    sent_by_the_next_worker(house)
    found = [path for path in (house.folder / "texts").rglob("*") if path.is_file()]
    assert [path.name for path in found] == [f"{text.reference}.txt"]
    assert found[0].read_text().endswith("\n\nThere is something new.\n")
    assert states() == (TextState.SENT, JobState.DONE)


@pytest.mark.parametrize("step", A_TEXT_TO_THE_SERVICE)
def test_to_a_service_it_comes_once(house: Installation, sink: NotifySink, step: str) -> None:
    text = written()
    with_service = replace(house, settings=replace(house.settings, **sink.settings))
    killed_at(step, with_service)
    house.app.config["SETTINGS"] = with_service.settings
    sent_by_the_next_worker(house)
    assert [one["reference"] for one in sink.taken] == [text.reference]
    assert states() == (TextState.SENT, JobState.DONE)
