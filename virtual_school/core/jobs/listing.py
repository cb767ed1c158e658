"""What whoever looks after the installation asks of the queue."""

import datetime as dt
import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, writing
from virtual_school.core.jobs.models import WAITING, Job, JobState, WorkerSeen

LISTED = 50


def counts() -> dict[JobState, int]:
    rows = db.session.execute(sa.select(Job.state, sa.func.count()).group_by(Job.state))
    return {row[0]: row[1] for row in rows}


def given_up() -> list[Job]:
    """The latest that were given up, newest first."""
    latest = sa.select(Job).where(Job.state == JobState.GIVEN_UP).order_by(Job.finished_at.desc(), Job.id).limit(LISTED)
    return list(db.session.scalars(latest))


def retry(job_id: uuid.UUID) -> bool:
    """Let a job that was given up start over; False when there is no such job."""
    with writing() as session:
        row = session.scalar(sa.select(Job).where(Job.id == job_id, Job.state == JobState.GIVEN_UP).with_for_update())
        if row is None:
            return False
        row.state, row.attempts, row.run_at, row.finished_at = JobState.WAITING, 0, clock.real(), None
        return True


def lag() -> dt.timedelta:
    """How long the job that has been due longest has waited."""
    oldest = db.session.scalar(sa.select(Job.run_at).where(WAITING).order_by(Job.run_at).limit(1))
    return max(clock.real() - oldest, dt.timedelta(0)) if oldest else dt.timedelta(0)


def worker_seen() -> dt.datetime | None:
    """When a worker last said that it lives."""
    return db.session.scalar(sa.select(WorkerSeen.seen_at).order_by(WorkerSeen.seen_at.desc()).limit(1))
