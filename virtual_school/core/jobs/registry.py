"""What kinds of job there are, who handles each, and what upper packages tell the queue."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import Base, begin, db
from virtual_school.core.here import Here
from virtual_school.core.jobs.models import KIND_LIMIT
from virtual_school.core.jobs.run import Run

ATTEMPTS = 8
LONGEST_PERIOD = dt.timedelta(days=28)

Handle = Callable[[Run], None]
Acting = Callable[[uuid.UUID | None, str | None, str | None], Any]
Time = Callable[[uuid.UUID], Here]


@dataclass(frozen=True, slots=True)
class Handler:
    """Who handles a kind, and how often it is tried before it is given up."""

    kind: str
    handle: Handle
    attempts: int


@dataclass(frozen=True, slots=True)
class Period:
    """A kind that is queued once every so often, for the installation or for each of its networks."""

    kind: str
    every: dt.timedelta
    each_network: bool


HANDLERS: dict[str, Handler] = {}
PERIODS: dict[str, Period] = {}


def job(kind: str, *, attempts: int = ATTEMPTS) -> Callable[[Handle], Handle]:
    """Name the function that handles a kind of job. It must be safe to run twice."""

    def register(handle: Handle) -> Handle:
        if kind in HANDLERS:
            raise RuntimeError(f"two functions handle the job {kind!r}")
        if len(kind) > KIND_LIMIT:
            raise RuntimeError(f"the name of the job {kind!r} is longer than {KIND_LIMIT} characters")
        HANDLERS[kind] = Handler(kind, handle, attempts)
        return handle

    return register


def periodic(
    kind: str, *, every: dt.timedelta, each_network: bool = False, attempts: int = ATTEMPTS
) -> Callable[[Handle], Handle]:
    """A job that the workers queue by themselves: once in each period, however many workers there are.

    Periods are counted from 1970 in UTC, so `every=timedelta(days=1)` begins at midnight. With `each_network` there is
    one job a network, run inside it; without, the job is in no network and sees nothing behind the wall.
    """
    if not dt.timedelta(0) < every <= LONGEST_PERIOD:
        raise RuntimeError(f"the period of {kind!r} must be within {LONGEST_PERIOD.days} days")

    def register(handle: Handle) -> Handle:
        job(kind, attempts=attempts)(handle)
        PERIODS[kind] = Period(kind, every, each_network)
        return handle

    return register


# What upper packages tell the queue -----------------------------------------------------------------------------------


def _nobody(account_id: uuid.UUID | None, rule: str | None, hat: str | None) -> Any:
    return None


def _everywhere(network: uuid.UUID) -> Here:
    return Here()


class _Told:
    """Set once, at import, by packages that know who people are, and what time it is where."""

    acting: Acting = staticmethod(_nobody)
    time: Time = staticmethod(_everywhere)


def set_acting(resolve: Acting) -> Acting:
    """Say how the one a job acts for is found: `resolve(account_id, rule, hat)`, exactly one of the first two given.

    `hat` is the key of the hat that a person must still have, where the payload names one. It is asked again at each
    run, with the job's network entered, and raises `GiveUp` when they may no longer act.
    """
    _Told.acting = staticmethod(resolve)
    return resolve


def set_time(ask: Time) -> None:
    """Say how it is found what time it is in a network, and which days are school days."""
    _Told.time = staticmethod(ask)


def time_in(network: uuid.UUID | None) -> Here:
    """What time a job of this network runs at, where the network has a clock of its own; nothing is held afterwards."""
    if network is None:
        return Here()
    begin(write=False)
    try:
        return _Told.time(network)
    finally:
        begin(write=False)


def acting_for(run: Run) -> Any:
    """The one the job acts for, as they are now; nothing is held afterwards."""
    begin(write=False)
    try:
        return _Told.acting(run.acts_for, run.rule, run.payload.get("hat"))
    finally:
        begin(write=False)


def networks() -> list[uuid.UUID]:
    """Every network of the installation, by the key that rows behind the wall point to."""
    return list(db.session.scalars(sa.select(Base.metadata.tables["network"].c.id)))
