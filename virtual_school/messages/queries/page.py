"""What stands on a thread's page: the latest messages, their files and translations, who has read them."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db, is_writing
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.core.kept import Statement, kept
from virtual_school.core.saving import drafts
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.messages import access
from virtual_school.messages.models import (
    Message,
    MessageFile,
    MessageRead,
    MessageTranslation,
    Seat,
    Thread,
    TranslationState,
)
from virtual_school.messages.queries.one import unread
from virtual_school.messages.sitting import Open, Sitter
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is

PAGE = 30


@dataclass(frozen=True, slots=True)
class Attached:
    id: uuid.UUID
    name: str
    stored: StoredFile


@dataclass(frozen=True, slots=True)
class Translated:
    id: uuid.UUID
    language: str
    state: TranslationState
    text: str | None
    translated_by: str | None
    typed_by: uuid.UUID | None


@dataclass(slots=True)
class Shown:
    """One message as it stands on the page. `text` is None where it was withdrawn from under its reader."""

    id: uuid.UUID
    written_by: uuid.UUID
    by: str
    seat: Seat
    text: str | None
    at: dt.datetime
    is_unread: bool
    has_files: bool
    has_translations: bool
    files: list[Attached] = field(default_factory=list)
    translations: list[Translated] = field(default_factory=list)
    # Who has read it and when first, of those whose reading this viewer is shown.
    read: list[tuple[str, dt.datetime]] = field(default_factory=list)


def latest(viewer: Viewer, thread: Open, before: uuid.UUID | None = None) -> tuple[list[Shown], bool]:
    """The newest first, from before one of them where it is given; and whether there are earlier ones."""
    question = _latest(viewer, thread.id) if before is None else _before(viewer, thread.id, before)
    found = [Shown(*row) for row in question.execute()]
    more, found = len(found) > PAGE, found[:PAGE]
    _add_files(viewer, [one for one in found if one.has_files])
    _add_translations(viewer, [one for one in found if one.has_translations])
    return found, more


@kept
def _latest(viewer: Viewer, thread_id: uuid.UUID) -> Statement:
    return _messages(viewer).where(Message.thread_id == thread_id)


@kept
def _before(viewer: Viewer, thread_id: uuid.UUID, before: uuid.UUID) -> Statement:
    return _messages(viewer).where(Message.thread_id == thread_id, Message.id < before)


def _messages(viewer: Viewer) -> sa.Select[Any]:
    """What is shown to the viewer; of what was withdrawn the bare place, to who wrote it or had read it before."""
    mine, mark = viewer.account_id, aliased(MessageRead)
    shown = access.shown(mine)
    had_read = there_is(
        mark,
        mark.thread_id == Message.thread_id,
        mark.account_id == mine,
        mark.message_id >= Message.id,
        mark.read_at <= Message.withdrawn_at,
    )
    knew = sa.and_(Message.withdrawn_at.is_not(None), sa.or_(Message.written_by == mine, had_read))
    seen = (
        sa.case((Message.withdrawn_at.is_(None), Message.text), else_=None),
        Message.at,
        sa.and_(*unread(viewer.network_id, mine)),
        there_is(MessageFile, MessageFile.message_id == Message.id),
        there_is(MessageTranslation, MessageTranslation.message_id == Message.id),
    )
    return (
        sa.select(Message.id, Message.written_by, Account.name, Message.seat, *seen)
        .join(Account, Account.id == Message.written_by)
        .where(Message.network_id == viewer.network_id, sa.or_(shown, knew))
        .order_by(Message.id.desc())
        .limit(PAGE + 1)
    )


def _add_files(viewer: Viewer, messages: list[Shown]) -> None:
    by_id = {one.id: one for one in messages if one.text is not None}
    for message_id, *told in _files(viewer.network_id, frozenset(by_id)).execute() if by_id else ():
        by_id[message_id].files.append(Attached(*told))


@kept
def _files(network: uuid.UUID, messages: frozenset[uuid.UUID]) -> Statement:
    return (
        sa.select(MessageFile.message_id, MessageFile.id, MessageFile.name, StoredFile)
        .join(StoredFile, StoredFile.id == MessageFile.stored_file_id)
        .where(MessageFile.network_id == network, MessageFile.message_id.in_(messages))
        .order_by(MessageFile.message_id, MessageFile.position, MessageFile.id)
    )


def _add_translations(viewer: Viewer, messages: list[Shown]) -> None:
    by_id = {one.id: one for one in messages if one.text is not None}
    for message_id, *told in _translations(viewer.network_id, frozenset(by_id)).execute() if by_id else ():
        by_id[message_id].translations.append(Translated(*told))


@kept
def _translations(network: uuid.UUID, messages: frozenset[uuid.UUID]) -> Statement:
    made = MessageTranslation
    return (
        sa.select(made.message_id, made.id, made.language, made.state, made.text, made.translated_by, made.typed_by)
        .where(made.network_id == network, made.message_id.in_(messages))
        .order_by(made.message_id, made.language)
    )


# Who has read it ------------------------------------------------------------------------------------------------------


def add_receipts(viewer: Viewer, thread: Open, messages: list[Shown], sitters: Iterable[Sitter]) -> None:
    """Who of those who sit in it has read what the viewer wrote, and when first. One query.

    That staff have read it stands there for everybody; that a child or a parent has, for staff alone: nobody is
    pressed to answer.
    """
    mine = [one for one in messages if one.written_by == viewer.account_id and one.text is not None]
    told = {one.account_id: one.name for one in sitters if one.account_id != viewer.account_id}
    if not viewer.is_staff:
        away = {one.account_id for one in sitters if one.seat in (Seat.PUPIL, Seat.CARER)}
        told = {account_id: name for account_id, name in told.items() if account_id not in away}
    if not mine or not told:
        return
    marks = list(_marks(viewer.network_id, thread.id, mine[-1].id).execute())
    for one in mine:
        first: dict[uuid.UUID, dt.datetime] = {}
        for account_id, message_id, read_at in marks:
            if message_id >= one.id and account_id in told:
                first[account_id] = min(read_at, first.get(account_id, read_at))
        one.read = [(told[account_id], read_at) for account_id, read_at in first.items()]


@kept
def _marks(network: uuid.UUID, thread_id: uuid.UUID, since: uuid.UUID) -> Statement:
    return (
        sa.select(MessageRead.account_id, MessageRead.message_id, MessageRead.read_at)
        .where(MessageRead.network_id == network, MessageRead.thread_id == thread_id, MessageRead.message_id >= since)
        .order_by(MessageRead.read_at)
    )


# One of them ----------------------------------------------------------------------------------------------------------


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
    return _file(viewer, access.readable(viewer), message_id, file_id)


def file_looked_into(
    viewer: Viewer, look_id: uuid.UUID, message_id: uuid.UUID, file_id: uuid.UUID
) -> tuple[StoredFile, str, uuid.UUID, bool]:
    return _file(viewer, access.looked_into(viewer, look_id), message_id, file_id)


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
            access.shown(viewer.account_id),
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


# What is being written ------------------------------------------------------------------------------------------------


def subject_of(thread_id: uuid.UUID) -> str:
    """What the words to a thread are kept under until they are sent."""
    return f"thread:{thread_id}"


def draft_of(viewer: Viewer, subject: str) -> Draft | None:
    return drafts.find(viewer.account_id, subject) if viewer.account_id else None
