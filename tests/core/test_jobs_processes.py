"""Workers in processes of their own: killed, asked to stop, and taken over from."""

import datetime as dt
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
import sqlalchemy as sa

from tests.queue_jobs import ran
from tests.queues import Installation
from tests.worker_process import WorkerProcess
from virtual_school.core import clock
from virtual_school.core.db import begin, db, writing
from virtual_school.core.jobs import Job, JobState, WorkerSeen, listing, queue
from virtual_school.core.jobs.worker import Worker

PATIENCE = 30.0


@contextmanager
def worker(house: Installation, **options: object) -> Iterator[WorkerProcess]:
    with closing(WorkerProcess(house.environ, **options)) as process:
        yield process


def wait_for(happened: Callable[[], object], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, f"{what} did not happen within {PATIENCE:.0f} seconds"
        time.sleep(0.05)


def queued(kind: str, **payload: object) -> uuid.UUID:
    with writing():
        return queue(kind, payload)


def job(job_id: uuid.UUID) -> Job:
    begin(write=False)
    found = db.session.get_one(Job, job_id, populate_existing=True)
    db.session.expunge(found)
    begin(write=False)
    return found


def test_a_killed_workers_job_runs_again_after_its_lease(house: Installation) -> None:
    made = queued("test.slow", n=1, seconds=1)
    with worker(house, lease=2, pulse=0.5) as first:
        wait_for(lambda: ran(house.folder), "the job")
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert job(made).state is JobState.RUNNING
    assert Worker(house.app, "early").drain() == 0 or job(made).attempts == 1, "it is not taken before the lease ends"
    wait_for(lambda: (job(made).lease_until or clock.now()) < clock.now(), "the end of the lease")
    Worker(house.app, "next").drain()
    assert [line for line in ran(house.folder) if " 1 " in line] == ["began 1 1", "began 1 2", "ended 1 2"]
    assert job(made).state is JobState.DONE


def test_the_pulse_keeps_a_slow_job(house: Installation) -> None:
    made = queued("test.slow", n=1, seconds=3)
    with worker(house, lease=1, pulse=0.2) as process:
        wait_for(lambda: ran(house.folder), "the job")
        time.sleep(1.5)
        other = Worker(house.app, "other")
        other.look_round()
        assert not other.step() or job(made).attempts == 1
        wait_for(lambda: job(made).state is JobState.DONE, "the end of the job")
        process.send_signal(signal.SIGTERM)
    assert ran(house.folder) == ["began 1 1", "ended 1 1"]


def test_asked_to_stop_a_worker_ends_what_it_does_and_no_more(house: Installation) -> None:
    first, second = queued("test.slow", n=1, seconds=1), queued("test.slow", n=2, seconds=1)
    with worker(house) as process:
        wait_for(lambda: ran(house.folder), "the job")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
    assert ran(house.folder) == ["began 1 1", "ended 1 1"]
    assert (job(first).state, job(second).state) == (JobState.DONE, JobState.WAITING)
    assert listing.worker_seen() is None, "who stopped in order is off the list"


@pytest.mark.parametrize("kind", ["test.batches", "test.slow"])
def test_what_takes_too_long_is_given_back(house: Installation, kind: str) -> None:
    made = queued(kind, n=1, seconds=60)
    with worker(house, grace=1) as process:
        wait_for(lambda: ran(house.folder), "the job")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
    assert ran(house.folder) == ["began 1 1"]
    assert (job(made).state, job(made).attempts, job(made).lease_until) == (JobState.WAITING, 0, None)


def test_asked_twice_it_stops_at_once(house: Installation) -> None:
    made = queued("test.slow", n=1, seconds=60)
    with worker(house, grace=60) as process:
        wait_for(lambda: ran(house.folder), "the job")
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
    assert job(made).state is JobState.WAITING


def test_two_processes_share_the_queue(house: Installation) -> None:
    with writing():
        for n in range(30):
            queue("test.quick", {"n": n})
    with worker(house, once=True) as one, worker(house, once=True) as two:
        assert one.wait(timeout=PATIENCE) == 0
        assert two.wait(timeout=PATIENCE) == 0
    assert sorted(ran(house.folder)) == sorted(f"quick {n} 1" for n in range(30))
    begin(write=False)
    tidied = db.session.scalar(sa.select(sa.func.count()).where(Job.kind == "jobs.tidy"))
    assert tidied == 1, "a periodic job is queued once, whoever looks first"


def test_a_living_worker_is_seen(house: Installation) -> None:
    def seen() -> bool:
        begin(write=False)
        return bool(db.session.scalars(sa.select(WorkerSeen.seen_at).where(WorkerSeen.seen_at > started)).all())

    started = clock.now() - dt.timedelta(seconds=1)
    with worker(house) as process:
        wait_for(seen, "a sign of life")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
    assert not seen()
