"""Builders of threads, what is written in them, and who looked in."""

import datetime as dt
import uuid
from typing import Any

from tests.make import _add
from virtual_school.core import clock
from virtual_school.core.files import StoredFile
from virtual_school.identity.models import Account
from virtual_school.messages.models import (
    Message,
    MessageFile,
    MessageRead,
    MessageTranslation,
    OversightLook,
    Seat,
    Thread,
    ThreadKind,
    ThreadMember,
    TranslationState,
)
from virtual_school.network.roles import Role
from virtual_school.pupils.models import Pupil

# The seats that a thread of each kind has without anybody's name.
FREE = {
    ThreadKind.MENTOR: (Seat.PUPIL, Seat.MENTOR),
    ThreadKind.KEY_ADULT: (Seat.PUPIL,),
    ThreadKind.FAMILY: (Seat.MENTOR,),
    ThreadKind.TEACHER: (Seat.PUPIL, Seat.MENTOR),
}


def thread(pupil: Pupil, by: Account, kind: ThreadKind = ThreadKind.MENTOR, **given: Any) -> Thread:
    """A thread with the seats of its kind that go by nobody’s name."""
    row = _add(Thread, given, pupil_id=pupil.id, kind=kind, started_by=by.id, started_at=clock.now())
    for seat in FREE[kind]:
        sit(row, by, seat)
    return row


def sit(row: Thread, by: Account, seat: Seat, account: Account | None = None, **given: Any) -> ThreadMember:
    ordinary = {"thread_id": row.id, "seat": seat, "account_id": account.id if account else None}
    return _add(ThreadMember, given, added_by=by.id, starts_on=clock.today() - dt.timedelta(days=9), **ordinary)


def message(row: Thread, by: Account, text: str = "See you at ten.", seat: Seat = Seat.MENTOR, **given: Any) -> Message:
    return _add(Message, given, thread_id=row.id, written_by=by.id, seat=seat, text=text, at=clock.now())


def read(said: Message, by: Account, **given: Any) -> MessageRead:
    ordinary = {"thread_id": said.thread_id, "account_id": by.id, "message_id": said.id}
    return _add(MessageRead, given, read_at=clock.now(), **ordinary)


def file(said: Message, stored: StoredFile, name: str = "page.txt") -> MessageFile:
    return _add(MessageFile, {}, message_id=said.id, stored_file_id=stored.id, name=name, position=1)


def translation(said: Message, by: Account, language: str = "Polish", **given: Any) -> MessageTranslation:
    ordinary = {"message_id": said.id, "language": language, "asked_by": by.id, "asked_at": clock.now()}
    ordinary |= {"state": TranslationState.TYPED, "text": "Do zobaczenia.", "translated_by": "Ola Wren"}
    return _add(MessageTranslation, given, typed_by=by.id, typed_at=clock.now(), **ordinary)


def look(row: Thread, by: Account, role: Role, organisation_id: uuid.UUID, **given: Any) -> OversightLook:
    ordinary = {"thread_id": row.id, "account_id": by.id, "role": role.value, "organisation_id": organisation_id}
    ordinary |= {"reason": "Something was said at the gate.", "at": clock.now()}
    return _add(OversightLook, given, until=clock.now() + dt.timedelta(days=2), **ordinary)
