"""What stands on a thread's page: the latest messages, their files and translations, who has read them."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
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


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """By whom a message was withdrawn, when and why: for whoever looks in."""

    at: dt.datetime
    by: str
    because: str | None


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
    withdrawn: Withdrawn | None = None


def latest(viewer: Viewer, thread: Open, before: uuid.UUID | None = None) -> tuple[list[Shown], bool]:
    """The newest first, from before one of them where it is given; and whether there are earlier ones."""
    question = _latest(viewer, thread.id) if before is None else _before(viewer, thread.id, before)
    return _page(viewer, [Shown(*row) for row in question.execute()])


def to_look_at(viewer: Viewer, thread: Open, before: uuid.UUID | None = None) -> tuple[list[Shown], bool]:
    """The same for whoever looks in. That something was withdrawn stands there, by whom and why; by a look for a reason
    its words as well: nobody writes to a child and has it gone for good.
    """
    question = _messages(viewer, looks=True, words=thread.for_reason).where(Message.thread_id == thread.id)
    if before is not None:
        question = question.where(Message.id < before)
    found, more = _page(viewer, [Shown(*row) for row in db.session.execute(question)])
    _add_withdrawn(viewer, found)
    return found, more


def _page(viewer: Viewer, found: list[Shown]) -> tuple[list[Shown], bool]:
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


def _messages(viewer: Viewer, *, looks: bool = False, words: bool = False) -> sa.Select[Any]:
    """What is shown to the viewer; of what was withdrawn the bare place, to who wrote it or had read it before.

    That a child took something back is seen by every adult of staff there: somebody can ask them how they are.

    `looks`: to whoever looks in, all that no concern holds back; `words`: of what was withdrawn too.
    """
    mine, mark = viewer.account_id, aliased(MessageRead)
    shown = access.shown(mine)
    had_read = there_is(
        mark,
        mark.thread_id == Message.thread_id,
        mark.account_id == mine,
        mark.message_id >= Message.id,
        mark.read_at <= Message.withdrawn_at,
    )
    a_childs = Message.seat == Seat.PUPIL if viewer.is_staff else sa.false()
    knew = sa.and_(Message.withdrawn_at.is_not(None), sa.or_(Message.written_by == mine, had_read, a_childs))
    stands = sa.or_(shown, knew) if not looks else access.not_held(mine)
    seen = (
        Message.text if words else sa.case((Message.withdrawn_at.is_(None), Message.text), else_=None),
        Message.at,
        sa.false() if looks else sa.and_(*unread(viewer.network_id, mine)),
        there_is(MessageFile, MessageFile.message_id == Message.id),
        there_is(MessageTranslation, MessageTranslation.message_id == Message.id),
    )
    return (
        sa.select(Message.id, Message.written_by, Account.name, Message.seat, *seen)
        .join(Account, Account.id == Message.written_by)
        .where(Message.network_id == viewer.network_id, stands)
        .order_by(Message.id.desc())
        .limit(PAGE + 1)
    )


def _add_withdrawn(viewer: Viewer, messages: list[Shown]) -> None:
    question = (
        sa.select(Message.id, Message.withdrawn_at, Account.name, Message.withdrawn_because)
        .join(Account, Account.id == Message.withdrawn_by)
        .where(Message.network_id == viewer.network_id, Message.id.in_([one.id for one in messages]))
    )
    rows: Sequence[Any] = db.session.execute(question).all()
    told = {row[0]: Withdrawn(*row[1:]) for row in rows}
    for one in messages:
        one.withdrawn = told.get(one.id)


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
        .where(made.network_id == network, made.message_id.in_(messages), made.replaced_at.is_(None))
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


# What is being written ------------------------------------------------------------------------------------------------


def subject_of(thread_id: uuid.UUID) -> str:
    """What the words to a thread are kept under until they are sent."""
    return f"thread:{thread_id}"


def draft_of(viewer: Viewer, subject: str) -> Draft | None:
    return drafts.find(viewer.account_id, subject) if viewer.account_id else None
