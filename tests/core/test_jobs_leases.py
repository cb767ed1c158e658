"""Who holds a job, for how long, and what becomes of it when its worker dies."""

import datetime as dt

import sqlalchemy as sa

from tests.core.queued import MINUTE, queued, row
from tests.queues import Installation
from virtual_school.core import clock
from virtual_school.core.db import begin, db
from virtual_school.core.jobs import JobState, WorkerSeen, leases, listing
from virtual_school.core.jobs.worker import Worker


def test_a_lease_that_ran_out_frees_the_job(house: Installation) -> None:
    made, now = queued("test.fails"), clock.now()
    assert leases.take("dead", MINUTE)
    assert leases.take("other", MINUTE) is None
    assert leases.reclaim() == 0
    with clock.freeze(now + 2 * MINUTE):
        assert leases.reclaim() == 1
        again = leases.take("other", MINUTE)
    assert again and again.attempt == 2
    assert row(made).leased_by == "other"


def test_a_job_that_always_kills_is_given_up(house: Installation) -> None:
    made, now = queued("test.fails"), clock.now()
    for turn in range(3):
        with clock.freeze(now + turn * 2 * MINUTE):
            assert leases.take("doomed", MINUTE)
        with clock.freeze(now + (turn + 1) * 2 * MINUTE):
            leases.reclaim()
    assert row(made).state is JobState.GIVEN_UP


def test_who_lost_a_lease_changes_nothing(house: Installation) -> None:
    made, now = queued(), clock.now()
    slow = leases.take("slow", MINUTE)
    assert slow
    with clock.freeze(now + 2 * MINUTE):
        leases.reclaim()
        quick = leases.take("slow", MINUTE)  # of the same name, at the next attempt
        assert quick
        assert not leases.renew(slow, MINUTE)
        for late in (leases.finish, lambda run: leases.fail(run, "x"), lambda run: leases.put_off(run, now)):
            late(slow)
        assert row(made).state is JobState.RUNNING
        assert leases.renew(quick, 5 * MINUTE)
        assert row(made).lease_until == now + 7 * MINUTE


def test_the_pulse_renews_the_lease_and_says_that_the_worker_lives(house: Installation) -> None:
    made = queued()
    worker = Worker(house.app, "beating")
    run = leases.take(worker.name, dt.timedelta(seconds=1))
    assert run
    worker._pulse.run_held = run
    worker._pulse.beat()
    assert (row(made).lease_until or clock.now()) > clock.now() + dt.timedelta(seconds=30)
    begin(write=False)
    assert db.session.scalars(sa.select(WorkerSeen.name)).all() == [worker.name]
    leases.put_off(run, clock.now())
    worker._pulse.beat()
    assert run.lost
    worker.drain()
    begin(write=False)
    assert listing.worker_seen() is None


def test_waits_grow_and_differ() -> None:
    for attempt, most in ((1, 7.5), (4, 60), (30, 5400)):
        waits = {leases.backoff(attempt).total_seconds() for _ in range(20)}
        assert len(waits) > 1
        assert all(most / 3 <= wait <= most for wait in waits)
