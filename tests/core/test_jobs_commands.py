"""The queue as whoever runs the school sees it."""

from tests.core.queued import queued, row
from tests.queue_jobs import ran
from tests.queues import Installation
from virtual_school.core.jobs import JobState
from virtual_school.core.jobs.models import TRANSITIONS
from virtual_school.core.jobs.worker import work_off


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
