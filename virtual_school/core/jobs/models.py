"""The queue's tables. They stand outside the wall, because a worker serves every network, and hold no words about
anybody: identifiers, moments and states alone.
"""

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId

KIND_LIMIT = 60
DEDUP_LIMIT = 200

# The conditions of the partial indexes, word for word as the queries below say them: neither engine uses a partial
# index for a condition whose value comes as a parameter.
_WAITING = sa.text("state = 'waiting'")
_RUNNING = sa.text("state = 'running'")
UNFINISHED = sa.text("state IN ('waiting', 'running')")


class JobState(enum.Enum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    GIVEN_UP = "given_up"


TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    JobState.WAITING: frozenset({JobState.RUNNING}),
    JobState.RUNNING: frozenset({JobState.WAITING, JobState.DONE, JobState.GIVEN_UP}),
    JobState.DONE: frozenset(),
    JobState.GIVEN_UP: frozenset({JobState.WAITING}),
}


class Job(HasId, Base):
    """Something to do after the commit. It acts for a person (`acts_for`) or as the system under a named `rule`."""

    __tablename__ = "job"

    network_id: Mapped[uuid.UUID | None]
    kind: Mapped[str] = mapped_column(sa.String(KIND_LIMIT))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    acts_for: Mapped[uuid.UUID | None]
    rule: Mapped[str | None] = mapped_column(sa.String(KIND_LIMIT))
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    run_at: Mapped[dt.datetime] = mapped_column(default=clock.real)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_by: Mapped[str | None] = mapped_column(sa.String(120))
    lease_until: Mapped[dt.datetime | None]
    # Of those not finished, one a key: the same work asked for twice is done once.
    dedup_key: Mapped[str | None] = mapped_column(sa.String(DEDUP_LIMIT))
    # Asked for again while it ran: what it had read may be old, so it runs once more.
    again: Mapped[bool] = mapped_column(default=False)
    # Of all, one a key: a periodic job is made once a period, by whichever worker comes first.
    period_key: Mapped[str | None] = mapped_column(sa.String(DEDUP_LIMIT), unique=True)
    last_error: Mapped[str | None] = mapped_column(sa.String(200))
    created_at: Mapped[dt.datetime] = mapped_column(default=clock.real)
    finished_at: Mapped[dt.datetime | None] = mapped_column(index=True)

    __table_args__ = (
        sa.CheckConstraint("(acts_for IS NULL) <> (rule IS NULL)", name="acts_for_or_rule"),
        sa.CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="leased_while_running"),
        sa.Index("uq_job_dedup_key", "dedup_key", unique=True, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED),
        sa.Index("ix_job_waiting", "run_at", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        sa.Index("ix_job_running", "lease_until", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
    )


class WorkerSeen(Base):
    """A worker process, and when it last said that it lives. Outside the wall, as the queue is."""

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    started_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime] = mapped_column(index=True)


WAITING = Job.state == sa.literal_column("'waiting'")
RUNNING = Job.state == sa.literal_column("'running'")
