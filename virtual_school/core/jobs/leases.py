"""Who has which job: taking one, keeping it, letting go. Each is a short transaction of its own.

A lease is known by worker and attempt together, so that a worker which slept through its lease changes nothing when it
wakes.
"""

import datetime as dt
import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import begin, db, writing
from virtual_school.core.jobs.models import RUNNING, WAITING, Job, JobState
from virtual_school.core.jobs.registry import ATTEMPTS, HANDLERS
from virtual_school.core.jobs.run import Run

log = logging.getLogger(__name__)

FIRST_WAIT = 5.0  # seconds; doubled with each attempt
LONGEST_WAIT = 3600.0
BATCH = 200

_chance = random.SystemRandom()


def backoff(attempt: int) -> dt.timedelta:
    """How long to wait after an attempt failed: ever longer, and never all at the same moment."""
    seconds = min(FIRST_WAIT * 2 ** min(attempt - 1, 20), LONGEST_WAIT)
    return dt.timedelta(seconds=seconds * _chance.uniform(0.5, 1.5))


def take(worker: str, length: dt.timedelta) -> Run | None:
    """Lease the job that has been due longest, or None when nothing is due."""
    due = sa.select(Job).where(WAITING, Job.run_at <= clock.real()).order_by(Job.run_at, Job.id).limit(1)
    if not _any(due):
        return None
    with writing() as session:
        row = session.scalar(due.with_for_update(skip_locked=True))
        if row is None:
            return None
        row.state = JobState.RUNNING
        row.attempts += 1
        row.leased_by = worker
        row.lease_until = clock.real() + length
        return Run(
            job_id=row.id,
            kind=row.kind,
            payload=row.payload,
            attempt=row.attempts,
            network_id=row.network_id,
            acts_for=row.acts_for,
            rule=row.rule,
            leased_by=worker,
        )


def _any(question: sa.Select[Job]) -> bool:
    """Whether there is a row, read without the lock that writing takes."""
    begin(write=False)
    found = db.session.scalar(question.with_only_columns(Job.id)) is not None
    begin(write=False)
    return found


def renew(run: Run, length: dt.timedelta) -> bool:
    """Hold the lease for as long again; False when it is no longer ours."""
    ours = _ours(run)
    with writing() as session:
        kept = session.execute(
            sa.update(Job).where(*ours).values(lease_until=clock.real() + length),
            execution_options={"synchronize_session": False},
        )
        return bool(kept.rowcount)  # type: ignore[attr-defined]


def finish(run: Run) -> None:
    """It is done; unless somebody asked for it again meanwhile."""
    with _held(run) as row:
        if row and row.again:
            row.attempts = 0
            _wait(row, clock.real())
        elif row:
            _end(row, JobState.DONE)


def fail(run: Run, error: str) -> None:
    """It went wrong: wait and try again, or give up after the last attempt."""
    with _held(run) as row:
        if row is None:
            return
        row.last_error = error[:200]
        if row.again:
            row.attempts = 0
        if row.attempts < limit(row.kind):
            _wait(row, clock.real() + backoff(run.attempt))
        else:
            _end(row, JobState.GIVEN_UP)


def give_up(run: Run, error: str) -> None:
    """It can never succeed; unless somebody asked for it again meanwhile."""
    with _held(run) as row:
        if row is None:
            return
        row.last_error = error[:200]
        if row.again:
            row.attempts = 0
            _wait(row, clock.real())
        else:
            _end(row, JobState.GIVEN_UP)


def put_off(run: Run, until: dt.datetime) -> None:
    """Let it wait until a moment, as if it had not been tried."""
    with _held(run) as row:
        if row:
            row.attempts -= 1
            _wait(row, until)


def reclaim() -> int:
    """Free the jobs whose worker let the lease run out: killed, or cut off. One that always kills is given up."""
    late = sa.select(Job).where(RUNNING, Job.lease_until < clock.real()).order_by(Job.lease_until).limit(BATCH)
    if not _any(late):
        return 0
    with writing() as session:
        rows = session.scalars(late.with_for_update(skip_locked=True)).all()
        for row in rows:
            row.last_error = "the worker ended without a word"
            row.attempts = 0 if row.again else row.attempts
            if row.attempts < limit(row.kind):
                _wait(row, clock.real())
            else:
                _end(row, JobState.GIVEN_UP)
            log.warning("job %s %s: its worker's lease ran out at attempt %d", row.kind, row.id, row.attempts)
        return len(rows)


def limit(kind: str) -> int:
    """How often a kind is tried. One that nobody handles (any more, or not yet here) is tried as often as most."""
    return HANDLERS[kind].attempts if kind in HANDLERS else ATTEMPTS


def _ours(run: Run) -> tuple[sa.ColumnElement[bool], ...]:
    return (Job.id == run.job_id, RUNNING, Job.leased_by == run.leased_by, Job.attempts == run.attempt)


@contextmanager
def _held(run: Run) -> Iterator[Job | None]:
    with writing() as session:
        row = session.scalar(sa.select(Job).where(*_ours(run)).with_for_update())
        if row is None:
            log.warning("job %s %s: the lease was lost before it ended", run.kind, run.job_id)
        yield row


def _wait(row: Job, until: dt.datetime) -> None:
    row.state, row.run_at, row.again = JobState.WAITING, until, False
    row.leased_by = row.lease_until = None


def _end(row: Job, state: JobState) -> None:
    row.state, row.finished_at = state, clock.real()
    row.leased_by = row.lease_until = None
