"""One thread, for somebody who reads it: who sits in it, what stands in it, what is new."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import Statement, kept
from virtual_school.identity.models import Account
from virtual_school.messages import access
from virtual_school.messages.models import Message, MessageRead, OversightLook, Seat, Thread, ThreadKind, ThreadMember
from virtual_school.messages.sitting import Open, Sitter
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import HeldBack, Pupil

# Which seats there can be in a thread of each kind.
SEATS: dict[ThreadKind, tuple[Seat, ...]] = {
    ThreadKind.MENTOR: (Seat.PUPIL, Seat.MENTOR),
    ThreadKind.KEY_ADULT: (Seat.PUPIL, Seat.KEY_ADULT),
    ThreadKind.FAMILY: (Seat.PUPIL, Seat.MENTOR, Seat.KEY_ADULT, Seat.CARER),
    ThreadKind.TEACHER: (Seat.PUPIL, Seat.MENTOR, Seat.TEACHER),
}


def opened(viewer: Viewer, thread_id: uuid.UUID) -> Open:
    """The thread, where the viewer sits in it in the hat they wear; `NotVisible` for everybody else. One query."""
    return _as_open(viewer, _opened(viewer, thread_id).execute().first())


def looked_into(viewer: Viewer, look_id: uuid.UUID) -> Open:
    """The thread that a look of the viewer's opens, for as long as it lasts."""
    found = _as_open(viewer, _looked_into(viewer, look_id).execute().first())
    reason = sa.select(OversightLook.reason).where(OversightLook.network_id == viewer.network_id)
    given = db.session.scalar(reason.where(OversightLook.id == look_id))
    return dataclasses.replace(found, for_reason=given is not None)


def _as_open(viewer: Viewer, row: Any) -> Open:
    if row is None:
        raise NotVisible
    thread, pupil, subject, has_pupil, looked_at = row
    name = pupil.known_as if viewer.is_pupil or viewer.is_any(Role.CARER, Role.TEACHER) else pupil.initial
    seat = access.SEAT_OF.get(viewer.role) if viewer.role else None
    return Open(thread.id, thread.kind, subject, pupil.id, name, bool(has_pupil), seat, looked_at)


@kept
def _opened(viewer: Viewer, thread_id: uuid.UUID) -> Statement:
    return _thread(viewer).where(access.readable(viewer), Thread.id == thread_id)


@kept
def _looked_into(viewer: Viewer, look_id: uuid.UUID) -> Statement:
    return _thread(viewer).where(access.looked_into(viewer, look_id))


def _thread(viewer: Viewer) -> sa.Select[Any]:
    member = aliased(ThreadMember)
    seat = there_is(member, member.thread_id == Thread.id, member.seat == Seat.PUPIL, member.ended_at.is_(None))
    # Without an account of their own they read nothing, whatever was meant for them.
    has_pupil = sa.and_(seat, there_is(Account, Account.id == Pupil.account_id, Account.closed_at.is_(None)))
    return (
        sa.select(Thread, Pupil, access.subject(viewer.account_id), has_pupil, _looked_at(viewer))
        .join(Pupil, Pupil.id == Thread.pupil_id)
        .where(Thread.network_id == viewer.network_id)
    )


def _looked_at(viewer: Viewer) -> Any:
    """When somebody who leads the Virtual School last looked in. A safeguarding lead's looks stand nowhere; what is
    held back from the family, on no page of theirs.
    """
    look = aliased(OversightLook)
    last = sa.select(sa.func.max(look.at)).where(
        look.thread_id == Thread.id, look.role == Role.VIRTUAL_SCHOOL_LEAD.value
    )
    if viewer.is_any(Role.PUPIL, Role.CARER):
        back = aliased(HeldBack)
        whose = sa.or_(
            sa.and_(back.account_id.is_(None), back.organisation_id.is_(None)),
            back.account_id == look.account_id,
            back.organisation_id == look.organisation_id,
        )
        from_them = back.from_pupil.is_(True) if viewer.is_pupil else sa.true()
        held = there_is(back, back.pupil_id == Thread.pupil_id, back.ended_at.is_(None), whose, from_them)
        last = last.where(~held)
    return last.correlate(Thread).scalar_subquery()


# Who sits in it -------------------------------------------------------------------------------------------------------


def sitters(viewer: Viewer, opened: Open) -> list[Sitter]:
    """Who reads it today, the pupil first, then the mentors, last of them who stands in: the same statements that let
    each of them in.
    """
    found = [Sitter(*row) for row in _sitters(viewer.network_id, opened.id, opened.kind).execute()]
    order = list(Seat)
    return sorted(found, key=lambda one: (order.index(one.seat), one.stands_in))


@kept
def _sitters(network: uuid.UUID, thread_id: uuid.UUID, kind: ThreadKind) -> Statement:
    ways = (access.seated(seat).where(Thread.network_id == network, Thread.id == thread_id) for seat in SEATS[kind])
    seats = sa.union_all(*ways).subquery()
    return (
        sa.select(seats.c.account_id, Account.name, seats.c.seat, seats.c.member_id, seats.c.stands_in)
        .join(Account, Account.id == seats.c.account_id)
        .where(Account.network_id == network, Account.closed_at.is_(None))
        .order_by(seats.c.member_id, Account.sort_key, Account.id)
    )


def member(viewer: Viewer, thread: Open, member_id: uuid.UUID) -> ThreadMember:
    found = db.session.scalar(
        sa.select(ThreadMember).where(
            ThreadMember.network_id == viewer.network_id,
            ThreadMember.thread_id == thread.id,
            ThreadMember.id == member_id,
        )
    )
    if found is None:
        raise NotVisible
    return found


def accounts_of(network: uuid.UUID, thread_id: uuid.UUID) -> set[uuid.UUID]:
    """The accounts that sit in the thread today, in whatever hat they are: told of it, asked before a notice leaves."""
    kind = db.session.scalar(sa.select(Thread.kind).where(Thread.network_id == network, Thread.id == thread_id))
    return {row[0] for row in _sitters(network, thread_id, kind).execute()} if kind else set()


def pupil_of(network: uuid.UUID, thread_id: uuid.UUID) -> uuid.UUID | None:
    """Whose thread it is: for whoever asks what is stopped."""
    return db.session.scalar(sa.select(Thread.pupil_id).where(Thread.network_id == network, Thread.id == thread_id))


# What is new ----------------------------------------------------------------------------------------------------------


def stamp(viewer: Viewer, thread_id: uuid.UUID) -> str:
    """What changes whenever the page would look different: one query, and nothing is drawn. `NotVisible` as ever."""
    row = _stamp(viewer, thread_id).execute().first()
    if row is None:
        raise NotVisible
    return "-".join("0" if part is None else _said(part) for part in row)


def _said(part: Any) -> str:
    return str(int(part.timestamp() * 1000)) if isinstance(part, dt.datetime) else str(part)


@kept
def _stamp(viewer: Viewer, thread_id: uuid.UUID) -> Statement:
    own = (Message.thread_id == thread_id, access.shown(viewer.account_id))
    read = (MessageRead.thread_id == thread_id,)
    return sa.select(
        sa.select(sa.func.count()).select_from(Message).where(*own).scalar_subquery(),
        sa.select(sa.func.max(Message.at)).where(*own).scalar_subquery(),
        sa.select(sa.func.count()).select_from(MessageRead).where(*read).scalar_subquery(),
    ).where(Thread.network_id == viewer.network_id, Thread.id == thread_id, access.readable(viewer))


def waits(viewer: Viewer, thread_id: uuid.UUID, account_id: uuid.UUID) -> bool:
    """Whether somebody has not read yet something that stands in the thread for them."""
    question = sa.select(Message.id).where(*unread(viewer.network_id, account_id), Message.thread_id == thread_id)
    return db.session.scalar(question.limit(1)) is not None


def unread(network: uuid.UUID, account_id: Any) -> list[sa.ColumnElement[bool]]:
    """That a message stands there for this person, is not their own, and they have not read as far."""
    mark = aliased(MessageRead)
    read = there_is(
        mark, mark.thread_id == Message.thread_id, mark.account_id == account_id, mark.message_id >= Message.id
    )
    return [Message.network_id == network, Message.written_by != account_id, access.shown(account_id), ~read]
