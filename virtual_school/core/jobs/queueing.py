"""Putting a job on the queue, in the transaction of whoever asks: nothing leaves before the commit."""

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from virtual_school.core import clock
from virtual_school.core.db import db, network_id
from virtual_school.core.ids import uuid7
from virtual_school.core.jobs.models import DEDUP_LIMIT, UNFINISHED, Job, JobState
from virtual_school.core.jobs.registry import HANDLERS

# An identifier, a digest, a name of ours, a date: nothing that a person could have typed.
_NAME = re.compile(r"[A-Za-z0-9._:+-]{1,80}")


def queue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    dedup: str | None = None,
    run_at: dt.datetime | None = None,
    acts_for: uuid.UUID | None = None,
    rule: str | None = None,
) -> uuid.UUID:
    """Add a job to the caller's transaction, in the caller's network; give its id.

    The payload holds identifiers only. With `dedup`, the same kind under the same key in the same network is not
    queued twice while it waits (the earlier of both times holds); if it runs already, it will run once more after.
    Without `acts_for` and `rule` it is the system's, under a rule named as the kind.
    """
    if kind not in HANDLERS:
        raise KeyError(f"no function handles the job {kind!r}")
    if acts_for is not None and rule is not None:
        raise ValueError("a job acts for a person or under a rule, not both")
    row = {
        "id": uuid7(),
        "network_id": network_id(),
        "kind": kind,
        "payload": {name: plain(value) for name, value in payload.items()},
        "run_at": clock.real() if run_at is None else clock.really(run_at),
        "acts_for": acts_for,
        "rule": None if acts_for else rule or kind,
        "dedup_key": None if dedup is None else dedup_key(kind, network_id(), dedup),
    }
    found: uuid.UUID | None = db.session.scalar(_once(row))
    return found or row["id"]  # type: ignore[return-value]


def dedup_key(kind: str, network: uuid.UUID | None, key: str) -> str:
    full = f"{kind}/{network or ''}/{key}"
    if len(full) > DEDUP_LIMIT:
        raise ValueError(f"the dedup key {full!r} is longer than {DEDUP_LIMIT} characters")
    return full


def insert_job() -> postgresql.Insert | sqlite.Insert:
    """An INSERT of this engine's own, for its ON CONFLICT."""
    insert = postgresql.insert if db.session().get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(Job.__table__)  # type: ignore[arg-type]


def _once(row: dict[str, Any]) -> sa.Executable:
    """One statement, so that it cannot race with a worker: on PostgreSQL the update also holds the waiting job until
    the caller commits, and the worker that then takes it sees what the caller wrote.
    """
    adding = insert_job().values(**row)
    sooner = sa.case((adding.excluded.run_at < Job.run_at, adding.excluded.run_at), else_=Job.run_at)
    return adding.on_conflict_do_update(
        index_elements=["dedup_key"],
        index_where=UNFINISHED,
        set_={
            "again": Job.state == JobState.RUNNING,
            "run_at": sa.case((Job.state == JobState.WAITING, sooner), else_=Job.run_at),
        },
    ).returning(Job.__table__.c.id)


def plain(value: Any) -> Any:
    """A value as the payload keeps it; words are refused, so that nothing about a person lies in the queue."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, uuid.UUID | dt.date):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, str) and _NAME.fullmatch(value):
        return value
    raise ValueError(f"a payload holds identifiers, not a {type(value).__name__} like this")
