"""What is queued: with whose transaction, how often, and with what in it."""

import datetime as dt
import threading
import uuid

import pytest
from sqlalchemy.exc import IntegrityError

from tests.core.queued import MINUTE, number, queued, row
from tests.queues import Installation
from virtual_school.core import clock
from virtual_school.core.db import db, writing
from virtual_school.core.jobs import Job, JobState, job, leases, periodic, queue
from virtual_school.core.jobs.worker import work_off


def test_a_job_is_part_of_the_callers_transaction(house: Installation) -> None:
    with pytest.raises(RuntimeError), writing():
        queue("test.quick", {})
        raise RuntimeError
    assert number() == 0
    queued()
    assert number() == 1


@pytest.mark.only_on("postgresql")  # on SQLite a worker waits for the writer: there is no in between
def test_nothing_runs_before_the_commit(house: Installation) -> None:
    with writing():
        queue("test.quick", {})
        assert work_off(house.app) == 0
    assert work_off(house.app) == 1


def test_the_same_work_is_queued_once_while_it_waits(house: Installation) -> None:
    first, again = queued(dedup="a"), queued(dedup="a")
    assert first == again
    assert queued(dedup="b") != first
    assert number() == 2
    work_off(house.app)
    assert queued(dedup="a") != first, "what is finished can be asked for again"


def test_the_earlier_of_two_times_holds(house: Installation) -> None:
    now = clock.now()
    with writing():
        first = queue("test.quick", {}, dedup="a", run_at=now + MINUTE)
        queue("test.quick", {}, dedup="a", run_at=now)
        queue("test.quick", {}, dedup="a", run_at=now + 2 * MINUTE)
    assert row(first).run_at == now


def test_the_same_key_in_two_networks_is_two_jobs(house: Installation) -> None:
    first = queued(dedup="a")
    db.session().info["network"] = uuid.uuid4()
    assert queued(dedup="a") != first


def test_work_asked_for_again_while_it_runs_is_run_again(house: Installation) -> None:
    first = queued(dedup="a")
    run = leases.take("me", MINUTE)
    assert run
    assert queued(dedup="a") == first
    leases.finish(run)
    assert (row(first).state, row(first).attempts, row(first).again) == (JobState.WAITING, 0, False)
    assert work_off(house.app) == 1
    assert row(first).state is JobState.DONE


def test_two_who_ask_at_once_on_postgresql_make_one_job(house: Installation) -> None:
    made: list[uuid.UUID] = []

    def ask() -> None:
        with house.inside():
            made.append(queued(dedup="a"))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


@pytest.mark.parametrize("value", ["Ellie M.", "ellie@wrenhill.example", "", "x" * 81, 1.5, {"a": 1}, ["two words"]])
def test_words_are_refused_in_a_payload(house: Installation, value: object) -> None:
    with pytest.raises(ValueError), writing():
        queue("test.quick", {"n": value})


def test_what_a_payload_may_hold(house: Installation) -> None:
    one = uuid.uuid4()
    made = queued(n=one, digest="0af3" * 16, day=dt.date(2026, 11, 22), several=[one, 3], none=None, yes=True)
    assert row(made).payload == {
        "n": str(one),
        "digest": "0af3" * 16,
        "day": "2026-11-22",
        "several": [str(one), 3],
        "none": None,
        "yes": True,
    }


def test_a_kind_that_nobody_handles_is_refused(house: Installation) -> None:
    with pytest.raises(KeyError):
        queue("test.unheard", {})


def test_a_job_acts_for_a_person_or_under_a_rule(house: Installation) -> None:
    person = uuid.uuid4()
    with pytest.raises(ValueError):
        queue("test.quick", {}, acts_for=person, rule="a rule")
    with writing():
        theirs, ruled = queue("test.quick", {}, acts_for=person), queue("test.quick", {}, rule="a rule")
    plain = queued()
    assert (row(theirs).acts_for, row(theirs).rule) == (person, None)
    assert (row(ruled).acts_for, row(ruled).rule) == (None, "a rule")
    assert row(plain).rule == "test.quick"
    assert {row(one).network_id for one in (theirs, ruled, plain)} == {house.network}


def test_the_database_refuses_a_job_of_nobody(house: Installation) -> None:
    with pytest.raises(IntegrityError), writing() as session:
        session.add(Job(kind="test.quick"))
        session.flush()


def test_doubles_are_refused() -> None:
    with pytest.raises(RuntimeError):
        job("test.quick")(lambda run: None)
    with pytest.raises(RuntimeError):
        periodic("test.quick", every=MINUTE)(lambda run: None)
    with pytest.raises(RuntimeError):
        periodic("test.rare", every=dt.timedelta(days=29))
