"""What is queued by the clock."""

import datetime as dt
import threading

import pytest
import sqlalchemy as sa

from tests.core.queued import number, queued
from tests.queues import Installation
from virtual_school.core import clock
from virtual_school.core.db import begin, db
from virtual_school.core.jobs import Job, registry
from virtual_school.core.jobs.periods import Periods
from virtual_school.core.jobs.worker import work_off


@pytest.fixture
def hourly(monkeypatch: pytest.MonkeyPatch) -> None:
    period = registry.Period("test.quick", dt.timedelta(hours=1), each_network=False)
    monkeypatch.setattr("virtual_school.core.jobs.periods.PERIODS", {"test.quick": period})


AT = dt.datetime(2026, 11, 23, 10, 30, tzinfo=dt.UTC)


def test_a_periodic_job_is_queued_once_a_period(house: Installation, hourly: None) -> None:
    for minutes, expected in ((0, 1), (20, 1), (30, 2), (59, 2), (90, 3)):
        with clock.freeze(AT + dt.timedelta(minutes=minutes)):
            Periods().queue_due()
            Periods().queue_due()
            assert number() == expected, f"after {minutes} minutes"
            work_off(house.app)


def test_a_periodic_job_never_runs_beside_itself(house: Installation, hourly: None) -> None:
    periods = Periods()
    with clock.freeze(AT):
        periods.queue_due()
    with clock.freeze(AT + dt.timedelta(hours=1)):
        periods.queue_due()
        assert number() == 1
        work_off(house.app)
        periods.queue_due()
        assert number() == 2


def test_several_workers_queue_it_once(house: Installation, hourly: None) -> None:
    def look() -> None:
        with house.app.app_context():
            Periods().queue_due()

    with clock.freeze(AT):
        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert number() == 1


def test_a_job_of_each_network_runs_inside_it(house: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    period = registry.Period("test.quick", dt.timedelta(hours=1), each_network=True)
    monkeypatch.setattr("virtual_school.core.jobs.periods.PERIODS", {"test.quick": period})
    Periods().queue_due()
    begin(write=False)
    assert db.session.scalars(sa.select(Job.network_id)).all() == [house.network]


def test_what_is_long_finished_is_thrown_away(house: Installation) -> None:
    done, waiting = queued(), queued("test.later")
    work_off(house.app)
    with clock.freeze(clock.now() + dt.timedelta(days=31)):
        queued("jobs.tidy")
        work_off(house.app)
    begin(write=False)
    left = set(db.session.scalars(sa.select(Job.id)))
    assert done not in left
    assert waiting in left
