"""Throws away what is long finished, and keeps the database knowing what it holds."""

import datetime as dt

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import analyse, begin, db, writing
from virtual_school.core.jobs.leases import BATCH
from virtual_school.core.jobs.models import Job, JobState, WorkerSeen
from virtual_school.core.jobs.registry import LONGEST_PERIOD, periodic
from virtual_school.core.jobs.run import Run

# A periodic job's row says that its period has been seen to, so it stays at least as long as the longest.
KEPT = {JobState.DONE: LONGEST_PERIOD + dt.timedelta(days=2), JobState.GIVEN_UP: dt.timedelta(days=90)}


@periodic("database.analyse", every=dt.timedelta(hours=1))
def know_the_tables(run: Run) -> None:
    analyse()


@periodic("jobs.tidy", every=dt.timedelta(hours=6))
def tidy(run: Run) -> None:
    for state, kept in KEPT.items():
        old = sa.select(Job.id).where(Job.finished_at < clock.real() - kept, Job.state == state).limit(BATCH)
        while found := db.session.scalars(old).all():
            with writing() as session:
                session.execute(sa.delete(Job).where(Job.id.in_(found)))
            begin(write=False)
            run.heartbeat()
    with writing() as session:
        session.execute(sa.delete(WorkerSeen).where(WorkerSeen.seen_at < clock.real() - dt.timedelta(days=1)))
