"""How a worker runs what is queued: once, in order, and when it fails."""

import datetime as dt
import threading
import uuid

import pytest

from tests.core.queued import MINUTE, queued, row
from tests.queue_jobs import UNTIL, ran
from tests.queues import Installation
from virtual_school.core import clock
from virtual_school.core.db import db, network_id, writing
from virtual_school.core.jobs import JobState, Run, queue, registry
from virtual_school.core.jobs.worker import work_off


def test_a_job_runs_once_in_its_network_with_nothing_held(house: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[object, ...]] = []

    def look(run: Run) -> None:
        seen.append((network_id(), db.session().in_transaction(), run.attempt, run.id("n")))

    monkeypatch.setitem(registry.HANDLERS, "test.quick", registry.Handler("test.quick", look, 8))
    one = uuid.uuid4()
    made = queued(n=one)
    assert work_off(house.app) == 1
    assert work_off(house.app) == 0
    assert seen == [(house.network, False, 1, one)]
    assert row(made).state is JobState.DONE
    assert row(made).finished_at
    assert row(made).lease_until is None


def test_jobs_run_in_the_order_of_their_time(house: Installation) -> None:
    now = clock.now()
    with writing():
        for n, seconds in ((1, 30), (2, 60), (3, 45)):
            queue("test.quick", {"n": n}, run_at=now - dt.timedelta(seconds=seconds))
        queue("test.quick", {"n": 4}, run_at=now + MINUTE)
    work_off(house.app)
    assert ran(house.folder) == ["quick 2 1", "quick 3 1", "quick 1 1"]


def test_two_workers_never_run_one_job_at_once(house: Installation) -> None:
    with writing():
        for n in range(40):
            queue("test.quick", {"n": n})

    def work() -> None:
        work_off(house.app)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ran(house.folder)) == sorted(f"quick {n} 1" for n in range(40))


def test_a_failure_waits_ever_longer_and_is_given_up_in_the_end(house: Installation) -> None:
    made, at = queued("test.fails"), clock.now()
    for attempt in (1, 2):
        with clock.freeze(at):
            assert work_off(house.app) == 1
            assert work_off(house.app) == 0, "it waits"
        wait = (row(made).run_at - at).total_seconds()
        assert 2.5 * 2 ** (attempt - 1) <= wait <= 7.5 * 2 ** (attempt - 1)
        at = row(made).run_at
    with clock.freeze(at):
        work_off(house.app)
    assert (row(made).state, row(made).attempts) == (JobState.GIVEN_UP, 3)


def test_an_error_is_kept_without_its_words(house: Installation, caplog: pytest.LogCaptureFixture) -> None:
    made = queued("test.fails")
    work_off(house.app)
    assert (row(made).last_error or "").startswith("ValueError in queue_jobs.py, line ")
    assert "Ellie" not in caplog.text.replace('raise ValueError("Ellie M. of Wren Hill")', "")


def test_what_is_impossible_is_given_up_at_once(house: Installation) -> None:
    made = queued("test.impossible")
    work_off(house.app)
    assert row(made).state is JobState.GIVEN_UP
    assert row(made).last_error == "there is nothing to do it with"


def test_what_is_put_off_counts_as_no_attempt(house: Installation) -> None:
    made = queued("test.later")
    work_off(house.app)
    assert (row(made).state, row(made).attempts, row(made).run_at) == (JobState.WAITING, 0, UNTIL)


def test_whom_a_job_acts_for_is_asked_at_each_run(house: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def resolve(account: uuid.UUID | None, rule: str | None, hat: str | None) -> str:
        asked.append((account, rule, network_id()))
        return "Dani"

    monkeypatch.setattr(registry._Told, "acting", staticmethod(resolve))
    found: list[object] = []
    handler = registry.Handler("test.quick", lambda run: found.append(run.by), 8)
    monkeypatch.setitem(registry.HANDLERS, "test.quick", handler)
    person = uuid.uuid4()
    with writing():
        queue("test.quick", {}, acts_for=person)
    work_off(house.app)
    assert asked == [(person, None, house.network)]
    assert found == ["Dani"]
