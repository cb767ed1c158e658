"""A worker killed at each step of a letter: the letter is never lost, and nobody gets two that look different."""

import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.deadly import INTO_THE_FOLDER, TO_THE_SERVER
from tests.queues import Installation, installation
from tests.services import Cluster
from tests.smtp_sink import Sink, smtp_sink
from tests.worker_process import WorkerProcess
from virtual_school.core.db import begin, db, writing
from virtual_school.core.jobs import Job, JobState
from virtual_school.core.jobs.worker import Worker
from virtual_school.core.mail import Mail, MailState, queue_mail

PATIENCE = 60.0
# Where the first worker came as far as handing the letter over.
ACCEPTED = {"after it is accepted", "before it is marked", "after it is marked", "before the job is done"}


@pytest.fixture(scope="module")
def place(cluster: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(cluster, tmp_path_factory.mktemp("letters")) as made:
        yield made


@pytest.fixture
def house(place: Installation) -> Iterator[Installation]:
    with place.emptied() as made:
        yield made


@pytest.fixture
def sink(house: Installation) -> Iterator[Sink]:
    with smtp_sink() as made:
        yield made
        house.app.config["SETTINGS"] = house.settings


def written() -> Mail:
    with writing():
        return queue_mail("lunt@ashfold.example", "Something to see", "There is something new.\n" * 40)


def killed_at(step: str, house: Installation, mail_url: str = "") -> None:
    """A worker in a process of its own runs what is due, and kills itself at the step."""
    with closing(WorkerProcess(house.environ | {"MAIL_URL": mail_url}, die=step, once=True)) as process:
        assert process.wait(PATIENCE) == -signal.SIGKILL, process.log.read_text()


def sent_by_the_next_worker(house: Installation) -> None:
    """Once the dead worker's lease has run out, which is not waited for here."""
    with writing() as session:
        now_over = sa.update(Job).where(Job.lease_until.is_not(None)).values(lease_until=Job.created_at)
        session.execute(now_over)
    Worker(house.app, "next").drain()


def states() -> tuple[MailState, JobState]:
    begin(write=False)
    mail = db.session.scalars(sa.select(Mail.state)).one()
    job = db.session.scalars(sa.select(Job.state).where(Job.kind == "mail.send")).one()
    begin(write=False)
    return mail, job


@pytest.mark.parametrize("step", INTO_THE_FOLDER)
def test_into_the_folder_it_comes_once(house: Installation, step: str) -> None:
    mail = written()
    killed_at(step, house)
    sent_by_the_next_worker(house)
    found = [path for path in (house.folder / "mail").rglob("*") if path.is_file()]
    assert [path.name for path in found] == [mail.message_id.strip("<>") + ".eml"]
    assert found[0].read_bytes().count(b"There is something new.") == 40
    assert states() == (MailState.SENT, JobState.DONE)


@pytest.mark.parametrize("step", TO_THE_SERVER)
def test_to_a_server_a_second_is_known_as_the_first(house: Installation, sink: Sink, step: str) -> None:
    mail = written()
    killed_at(step, house, sink.url)
    came = len(sink.taken)
    assert came == (1 if step in ACCEPTED or step == "after the job is done" else 0)
    house.app.config["SETTINGS"] = replace(house.settings, mail_url=sink.url)
    sent_by_the_next_worker(house)
    assert 1 <= len(sink.taken) <= 2
    assert {found["Message-ID"] for found in sink.letters} == {mail.message_id}
    assert len(set(sink.taken)) == 1
    assert states() == (MailState.SENT, JobState.DONE)
