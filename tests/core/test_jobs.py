"""The queue and its worker, on both engines."""

import datetime as dt
import threading
import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.queue_jobs import UNTIL, ran
from tests.queues import Installation, installation
from tests.services import Cluster
from virtual_school.core import clock
from virtual_school.core.db import begin, db, network_id, writing
from virtual_school.core.jobs import Job, JobState, Run, WorkerSeen, job, leases, listing, periodic, queue, registry
from virtual_school.core.jobs.models import TRANSITIONS
from virtual_school.core.jobs.periods import Periods
from virtual_school.core.jobs.worker import Worker, work_off

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(scope="module")
def place(cluster: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(cluster, tmp_path_factory.mktemp("jobs")) as made:
        yield made


@pytest.fixture
def house(place: Installation) -> Iterator[Installation]:
    with place.emptied() as made:
        yield made


def queued(kind: str = "test.quick", /, dedup: str | None = None, **payload: object) -> uuid.UUID:
    with writing():
        return queue(kind, payload, dedup=dedup)


def row(job_id: uuid.UUID) -> Job:
    begin(write=False)
    found = db.session.get_one(Job, job_id, populate_existing=True)
    db.session.expunge(found)
    begin(write=False)
    return found


def number() -> int:
    begin(write=False)
    return db.session.scalar(sa.select(sa.func.count()).select_from(Job)) or 0


# Queueing -------------------------------------------------------------------------------------------------------------


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


# Running --------------------------------------------------------------------------------------------------------------


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

    def resolve(account: uuid.UUID | None, rule: str | None) -> str:
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


# Leases ---------------------------------------------------------------------------------------------------------------


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


# Periods --------------------------------------------------------------------------------------------------------------


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


# Commands -------------------------------------------------------------------------------------------------------------


def test_what_was_given_up_is_listed_and_can_be_tried_again(house: Installation) -> None:
    made = queued("test.impossible", dedup="a")
    work_off(house.app)
    runner = house.app.test_cli_runner()
    listed = runner.invoke(args=["jobs"])
    assert listed.exit_code == 0, listed.output
    assert "1 given up" in listed.output
    assert str(made) in listed.output
    assert "there is nothing to do it with" in listed.output
    assert runner.invoke(args=["jobs", "retry", str(made)]).exit_code == 0
    assert row(made).state is JobState.WAITING
    missing = runner.invoke(args=["jobs", "retry", str(made)])
    assert missing.exit_code == 1
    assert "was given up" in missing.output


def test_trying_again_what_has_been_asked_for_again_is_said(house: Installation) -> None:
    made = queued("test.impossible", dedup="a")
    work_off(house.app)
    queued("test.impossible", dedup="a")
    answer = house.app.test_cli_runner().invoke(args=["jobs", "retry", str(made)])
    assert answer.exit_code == 1
    assert "waits already" in answer.output


def test_a_worker_for_once_says_one_line_at_start_and_stop(house: Installation) -> None:
    queued(n=1)
    said = house.app.test_cli_runner().invoke(args=["worker", "--once", "--name", "larkdale"])
    assert said.exit_code == 0, said.output
    first, last = said.output.strip().split("\n")
    assert first.startswith("Worker larkdale-") and first.endswith("started.")
    assert last.endswith("stopped.")
    assert ran(house.folder) == ["quick 1 1"]


def test_states_only_lead_where_they_may() -> None:
    assert TRANSITIONS.keys() == set(JobState)
    assert TRANSITIONS[JobState.DONE] == frozenset()
