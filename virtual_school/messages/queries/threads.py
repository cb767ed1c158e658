"""The threads that somebody reads: all of them, those about one pupil, and how many wait."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.kept import Statement, kept
from virtual_school.identity.models import Account
from virtual_school.messages import access
from virtual_school.messages.models import Message, Seat, Thread, ThreadKind
from virtual_school.messages.queries.one import unread
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Pupil
from virtual_school.pupils.quiet import is_quiet

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A thread in a list: who is in it, whether something waits, when something was last written."""

    id: uuid.UUID
    kind: ThreadKind
    subject: str | None
    pupil_id: uuid.UUID
    pupil: str
    last_at: dt.datetime
    is_unread: bool
    others: tuple[str, ...]


def listed(viewer: Viewer, page: int = 1) -> tuple[list[Listed], bool]:
    """A page of the viewer's threads, what waits first, then the latest; and whether there is more. Two queries.

    A pupil about whom everything is stopped is in nobody's list but their own; their threads open as ever.
    """
    return _listed(viewer, list(_all(viewer, (page - 1) * PAGE).execute()))


def about(viewer: Viewer, pupil_id: uuid.UUID) -> list[Listed]:
    """The viewer's threads about one pupil."""
    return _listed(viewer, list(_about(viewer, pupil_id).execute()))[0]


def _listed(viewer: Viewer, rows: list[Any]) -> tuple[list[Listed], bool]:
    names = _names(viewer, [row[0].id for row in rows[:PAGE]])
    first_name = viewer.is_pupil or viewer.is_any(Role.CARER, Role.TEACHER)
    found = [
        Listed(
            thread.id,
            thread.kind,
            subject,
            pupil.id,
            pupil.known_as if first_name else pupil.initial,
            last_at or thread.started_at,
            bool(waits),
            tuple(names.get(thread.id, ())),
        )
        for thread, pupil, subject, last_at, waits in rows[:PAGE]
    ]
    return found, len(rows) > PAGE


@kept
def _all(viewer: Viewer, offset: int) -> Statement:
    question = _threads(viewer).limit(PAGE + 1).offset(offset)
    return question if viewer.is_pupil else question.where(~is_quiet(Thread.pupil_id))


@kept
def _about(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    return _threads(viewer).where(Thread.pupil_id == pupil_id).limit(PAGE)


def _threads(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    last = (
        sa.select(sa.func.max(Message.at))
        .where(Message.thread_id == Thread.id, access.shown(viewer.account_id))
        .correlate(Thread)
        .scalar_subquery()
    )
    waits = _waits(viewer)
    question: sa.Select[*tuple[Any, ...]] = (
        sa.select(Thread, Pupil, access.subject(viewer.account_id), last, waits)
        .join(Pupil, Pupil.id == Thread.pupil_id)
        .where(Thread.network_id == viewer.network_id, access.readable(viewer))
        .order_by(waits.desc(), sa.func.coalesce(last, Thread.started_at).desc(), Thread.id.desc())
    )
    return question


def _waits(viewer: Viewer) -> sa.ColumnElement[bool]:
    return there_is(Message, Message.thread_id == Thread.id, *unread(viewer.network_id, viewer.account_id))


def _names(viewer: Viewer, threads: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Who else sits in each: the pupil is named beside it."""
    found: dict[uuid.UUID, list[str]] = {}
    for thread_id, account_id, name in _others(viewer.network_id, frozenset(threads)).execute() if threads else ():
        names = found.setdefault(thread_id, [])
        if account_id != viewer.account_id and name not in names:
            names.append(name)
    return found


@kept
def _others(network: uuid.UUID, threads: frozenset[uuid.UUID]) -> Statement:
    ways = (
        access.seated(seat).where(Thread.network_id == network, Thread.id.in_(threads))
        for seat in Seat
        if seat is not Seat.PUPIL
    )
    seats = sa.union_all(*ways).subquery()
    account = aliased(Account)
    return (
        sa.select(seats.c.thread_id, account.id, account.name)
        .join(account, account.id == seats.c.account_id)
        .where(account.network_id == network, account.closed_at.is_(None))
        .order_by(account.sort_key, account.id)
    )


def waiting(viewer: Viewer) -> int:
    """In how many threads something waits for the viewer. One query."""
    return int(_waiting(viewer).scalar() or 0)


@kept
def _waiting(viewer: Viewer) -> Statement:
    question = (
        sa.select(sa.func.count())
        .select_from(Thread)
        .where(Thread.network_id == viewer.network_id, access.readable(viewer), _waits(viewer))
    )
    return question if viewer.is_pupil else question.where(~is_quiet(Thread.pupil_id))
