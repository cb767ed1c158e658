"""One message, for an adult who reads it and is worried about it."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.messages import access
from virtual_school.messages.models import Message, MessageFile, Seat, Thread
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Pupil


@dataclass(frozen=True, slots=True)
class Worrying:
    thread_id: uuid.UUID
    pupil_id: uuid.UUID
    pupil: str
    by: str
    # With what its thread is about, where it is the first: that goes with it.
    text: str
    files: tuple[tuple[uuid.UUID, str], ...]
    # Whether the viewer sits in its thread, or looks in.
    sits: bool


def to_worry(viewer: Viewer, message_id: uuid.UUID) -> Worrying:
    """`NotVisible` for what the viewer neither reads in a seat nor by a look that lasts; held things too."""
    sits = access.readable(viewer)
    question = (
        sa.select(Message, Pupil, Account.name, sits, sa.case((_is_first(), Thread.subject)))
        .join(Thread, Thread.id == Message.thread_id)
        .join(Pupil, Pupil.id == Thread.pupil_id)
        .join(Account, Account.id == Message.written_by)
        .where(
            Message.network_id == viewer.network_id,
            Message.id == message_id,
            sa.or_(
                sa.and_(sa.or_(sits, access.looks_in(viewer)), access.shown(viewer.account_id)),
                sa.and_(access.looked_for_a_reason(viewer), access.not_held(viewer.account_id)),
            ),
        )
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    message, pupil, name, sits_there, subject = found
    known = pupil.known_as if viewer.is_any(Role.TEACHER) else pupil.initial
    by = known if message.seat is Seat.PUPIL else name
    text = "\n\n".join(filter(None, (subject, message.text)))
    return Worrying(message.thread_id, pupil.id, known, by, text, _files(message.id), bool(sits_there))


def _is_first() -> sa.ColumnElement[bool]:
    before = aliased(Message)
    return ~there_is(before, before.thread_id == Message.thread_id, before.id < Message.id)


def _files(message_id: uuid.UUID) -> tuple[tuple[uuid.UUID, str], ...]:
    question = sa.select(MessageFile.stored_file_id, MessageFile.name).where(MessageFile.message_id == message_id)
    rows = db.session.execute(question.order_by(MessageFile.position, MessageFile.id).limit(50))
    return tuple((stored_id, name) for stored_id, name in rows)
