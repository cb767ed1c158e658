"""Asking for work and looking at what became of it."""

import datetime as dt
import uuid

import sqlalchemy as sa

import tests.queue_jobs  # noqa: F401  # declares the kinds that are asked for
from virtual_school.core.db import begin, db, writing
from virtual_school.core.jobs import Job, queue

MINUTE = dt.timedelta(minutes=1)


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
