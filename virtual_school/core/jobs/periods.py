"""Queues what is due once a period."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from virtual_school.core import clock
from virtual_school.core.db import begin, db, writing
from virtual_school.core.ids import uuid7
from virtual_school.core.jobs.models import Job
from virtual_school.core.jobs.queueing import dedup_key, insert_job
from virtual_school.core.jobs.registry import PERIODS, Period, networks

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

Target = tuple[Period, uuid.UUID | None]


class Periods:
    """What one worker knows to have been queued for the present periods, so that it need not ask again."""

    def __init__(self) -> None:
        self._known: dict[str, uuid.UUID | None] = {}

    def queue_due(self) -> None:
        """Queue every periodic job whose present period has none yet.

        One whose last run has not ended is left for the next call: it never runs beside itself.
        """
        now = clock.real()
        wanted = {_key(period, network, now): (period, network) for period, network in _targets()}
        unknown = {key: target for key, target in wanted.items() if key not in self._known}
        self._known = {key: None for key in wanted if key in self._known or key in _queued(list(unknown))}
        missing = {key: target for key, target in unknown.items() if key not in self._known}
        begin(write=False)
        if missing:
            with writing() as session:
                for key, (period, network) in missing.items():
                    _queue(session, key, period, network)


def _targets() -> list[Target]:
    begin(write=False)
    everywhere = networks() if any(period.each_network for period in PERIODS.values()) else []
    return [
        (period, network) for period in PERIODS.values() for network in (everywhere if period.each_network else [None])
    ]


def _key(period: Period, network: uuid.UUID | None, now: dt.datetime) -> str:
    return f"{period.kind}/{network or ''}/{(now - EPOCH) // period.every}"


def _queued(keys: list[str]) -> set[str]:
    if not keys:
        return set()
    return {key for key in db.session.scalars(sa.select(Job.period_key).where(Job.period_key.in_(keys))) if key}


def _queue(session: Session, key: str, period: Period, network: uuid.UUID | None) -> None:
    row = {
        "id": uuid7(),
        "network_id": network,
        "kind": period.kind,
        "rule": period.kind,
        "dedup_key": dedup_key(period.kind, network, "periodic"),
        "period_key": key,
    }
    session.execute(insert_job().values(**row).on_conflict_do_nothing())
