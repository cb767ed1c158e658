"""One message, translation or file, for whoever reads it."""

import uuid
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db, is_writing
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.messages import access
from virtual_school.messages.models import Message, MessageFile, MessageTranslation, Thread
from virtual_school.network.viewer import Viewer


def message(viewer: Viewer, message_id: uuid.UUID) -> Message:
    """A message that stands there for the viewer, who sits in its thread."""
    found: Message = _one(
        sa.select(Message)
        .join(Thread, Thread.id == Message.thread_id)
        .where(
            Message.network_id == viewer.network_id,
            Message.id == message_id,
            access.readable(viewer),
            access.shown(viewer.account_id),
        )
    )
    return found


def to_withdraw(viewer: Viewer, message_id: uuid.UUID) -> tuple[Message, uuid.UUID]:
    """The same, or one in a thread that the viewer leads, held by who takes it back. With whose record it is."""
    question = (
        sa.select(Message, Thread.pupil_id)
        .join(Thread, Thread.id == Message.thread_id)
        .where(
            Message.network_id == viewer.network_id,
            Message.id == message_id,
            Message.withdrawn_at.is_(None),
            sa.or_(sa.and_(access.readable(viewer), access.shown(viewer.account_id)), access.to_oversee(viewer)),
        )
    )
    if is_writing():
        question = question.with_for_update(of=Message)
    found = db.session.execute(question.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotVisible
    return found[0], found[1]


def translation(viewer: Viewer, translation_id: uuid.UUID) -> tuple[MessageTranslation, Message]:
    question = (
        sa.select(MessageTranslation, Message)
        .join(Message, Message.id == MessageTranslation.message_id)
        .join(Thread, Thread.id == Message.thread_id)
        .where(
            MessageTranslation.network_id == viewer.network_id,
            MessageTranslation.id == translation_id,
            access.readable(viewer),
            access.shown(viewer.account_id),
        )
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return found[0], found[1]


def file_of(viewer: Viewer, message_id: uuid.UUID, file_id: uuid.UUID) -> tuple[StoredFile, str, uuid.UUID, bool]:
    """A file of a message that stands there for the viewer, its name, whose matter it is, and whether they sent it."""
    readable = sa.and_(access.readable(viewer), access.shown(viewer.account_id))
    return _file(viewer, readable, message_id, file_id)


def file_looked_into(
    viewer: Viewer, look_id: uuid.UUID, message_id: uuid.UUID, file_id: uuid.UUID
) -> tuple[StoredFile, str, uuid.UUID, bool]:
    for_a_reason = sa.and_(access.looked_for_a_reason(viewer), access.not_held(viewer.account_id))
    readable = sa.and_(access.looked_into(viewer, look_id), sa.or_(access.shown(viewer.account_id), for_a_reason))
    return _file(viewer, readable, message_id, file_id)


def _file(
    viewer: Viewer, condition: sa.ColumnElement[bool], message_id: uuid.UUID, file_id: uuid.UUID
) -> tuple[StoredFile, str, uuid.UUID, bool]:
    question = (
        sa.select(StoredFile, MessageFile.name, Thread.pupil_id, Message.written_by == viewer.account_id)
        .join(MessageFile, MessageFile.stored_file_id == StoredFile.id)
        .join(Message, Message.id == MessageFile.message_id)
        .join(Thread, Thread.id == Message.thread_id)
        .where(
            MessageFile.network_id == viewer.network_id,
            MessageFile.id == file_id,
            Message.id == message_id,
            condition,
        )
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return found[0], found[1], found[2], bool(found[3])


def _one(question: sa.Select[Any]) -> Any:
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found
