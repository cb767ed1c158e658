"""The changes themselves, audited and flushed. They check the state of things, not the person."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock, files
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.files import Received
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
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.naming import may_be_named

MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A seat to be taken: by name and school, where it is."""

    seat: Seat
    account_id: uuid.UUID | None = None
    organisation_id: uuid.UUID | None = None


def start(
    by: Viewer, *, pupil_id: uuid.UUID, kind: ThreadKind, places: Collection[Place], subject: str | None = None
) -> Thread:
    """A thread with its seats. Nobody is named from whom the pupil is kept apart."""
    thread = Thread(
        pupil_id=pupil_id, kind=kind, subject=subject or None, started_by=_person(by), started_at=clock.now()
    )
    db.session.add(thread)
    db.session.flush()
    audit.record("thread.started", by, pupil_id=pupil_id, object_id=thread.id, kind=kind)
    for place in places:
        _take(by, thread, place)
    db.session.flush()
    return thread


def _take(by: Viewer, thread: Thread, place: Place) -> None:
    if place.account_id is not None:
        may_be_named(by, thread.pupil_id, place.account_id)
    member = ThreadMember(
        thread_id=thread.id,
        seat=place.seat,
        account_id=place.account_id,
        organisation_id=place.organisation_id,
        added_by=_person(by),
    )
    db.session.add(member)
    db.session.flush()
    if place.account_id is not None:
        audit.record(
            "thread.joined",
            by,
            pupil_id=thread.pupil_id,
            object_id=thread.id,
            account_id=place.account_id,
            seat=place.seat,
        )


def end_seat(by: Viewer, member: ThreadMember, pupil_id: uuid.UUID, because: str | None = None) -> None:
    """At once: whoever sat there reads nothing of it any more. Ended twice is ended once."""
    db.session.refresh(member, with_for_update=True)
    if member.ended_at is not None:
        return
    member.ended_at, member.ended_by, member.because = clock.now(), _person(by), because
    audit.record(
        "thread.left",
        by,
        pupil_id=pupil_id,
        object_id=member.thread_id,
        because=because,
        account_id=member.account_id,
        seat=member.seat,
    )
    db.session.flush()


def send(
    by: Viewer,
    *,
    thread_id: uuid.UUID,
    pupil_id: uuid.UUID,
    seat: Seat,
    text: str,
    received: Sequence[Received] = (),
    uploads: Sequence[uuid.UUID] = (),
) -> Message:
    """One message with what came along. Telling the others is for whoever knows them."""
    if len(received) + len(uploads) > MOST_FILES:
        raise WrongState(_("That is more than %(most)d files. Send some with another message.", most=MOST_FILES))
    person = _person(by)
    sent = Message(thread_id=thread_id, written_by=person, seat=seat, text=text, at=clock.now())
    db.session.add(sent)
    db.session.flush()
    kept = [(files.keep(one), one.name) for one in received]
    kept += [files.claim(person, upload) for upload in uploads]
    for position, (stored, name) in enumerate(kept, 1):
        db.session.add(MessageFile(message_id=sent.id, stored_file_id=stored.id, name=name, position=position))
    audit.record("message.sent", by, pupil_id=pupil_id, object_id=sent.id, thread_id=thread_id, files=len(kept))
    db.session.flush()
    return sent


def withdraw(by: Viewer, message: Message, pupil_id: uuid.UUID, because: str) -> None:
    """Gone from every view, kept for the audit."""
    if message.withdrawn_at is not None:
        raise WrongState(_("This was withdrawn already."))
    message.withdrawn_at, message.withdrawn_by, message.withdrawn_because = clock.now(), _person(by), because
    audit.record(
        "message.withdrawn",
        by,
        pupil_id=pupil_id,
        object_id=message.id,
        because=because,
        thread_id=message.thread_id,
    )
    db.session.flush()


def mark_read(by: Viewer, *, thread_id: uuid.UUID, message_id: uuid.UUID) -> None:
    """Read as far as this message. Said twice is said once."""
    person = _person(by)
    key = {"thread_id": thread_id, "account_id": person, "message_id": message_id}
    if db.session.get(MessageRead, tuple(key.values())) is None:
        db.session.add(MessageRead(**key, read_at=clock.now()))
        db.session.flush()


# Translations ---------------------------------------------------------------------------------------------------------


def ask_translation(by: Viewer, message: Message, pupil_id: uuid.UUID, language: str) -> MessageTranslation:
    """Asked for once in each language."""
    there = _translation(message.id, language)
    if there is not None:
        return there
    made = MessageTranslation(
        message_id=message.id,
        language=language,
        state=TranslationState.ASKED,
        asked_by=_person(by),
        asked_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    _told(by, "asked", made, pupil_id)
    return made


def type_translation(
    by: Viewer, message: Message, pupil_id: uuid.UUID, *, language: str, text: str, translated_by: str
) -> MessageTranslation:
    """Beside the original, with who put it into the other language. What was checked is not replaced; what was typed
    before is kept as it was, on no page.
    """
    made = _translation(message.id, language) or ask_translation(by, message, pupil_id, language)
    if made.state is TranslationState.CHECKED:
        raise WrongState(_("This translation was checked already."))
    if made.state is TranslationState.TYPED:
        made = _in_its_place(by, made)
    made.state, made.text, made.translated_by = TranslationState.TYPED, text, translated_by
    made.typed_by, made.typed_at = _person(by), clock.now()
    _told(by, "typed", made, pupil_id, translated_by=translated_by)
    return made


def _in_its_place(by: Viewer, before: MessageTranslation) -> MessageTranslation:
    before.replaced_at, before.replaced_by = clock.now(), _person(by)
    db.session.flush()
    made = MessageTranslation(
        message_id=before.message_id,
        language=before.language,
        state=TranslationState.ASKED,
        asked_by=before.asked_by,
        asked_at=before.asked_at,
    )
    db.session.add(made)
    return made


def check_translation(by: Viewer, made: MessageTranslation, pupil_id: uuid.UUID) -> None:
    """What was read against the original, and nothing that was typed in its place since."""
    db.session.refresh(made, with_for_update=True)
    if made.replaced_at is not None:
        raise WrongState(_("It was typed anew since you opened the page. Read the new one first."))
    made.state, made.checked_by, made.checked_at = TranslationState.CHECKED, _person(by), clock.now()
    _told(by, "checked", made, pupil_id)


def _translation(message_id: uuid.UUID, language: str) -> MessageTranslation | None:
    question = sa.select(MessageTranslation).where(
        MessageTranslation.message_id == message_id,
        sa.func.lower(MessageTranslation.language) == language.lower(),
        MessageTranslation.replaced_at.is_(None),
    )
    return db.session.scalar(question.order_by(MessageTranslation.id).limit(1).with_for_update())


def _told(by: Viewer, what: str, made: MessageTranslation, pupil_id: uuid.UUID, **more: str) -> None:
    events = {"asked": "translation.asked", "typed": "translation.typed", "checked": "translation.checked"}
    audit.record(
        events[what],
        by,
        pupil_id=pupil_id,
        object_id=made.id,
        message_id=made.message_id,
        language=made.language,
        **more,
    )
    db.session.flush()


# Looking in -----------------------------------------------------------------------------------------------------------


def look(
    by: Viewer, *, thread_id: uuid.UUID, pupil_id: uuid.UUID, reason: str | None, lasts: dt.timedelta
) -> OversightLook:
    """A lead reads the thread for as long as this lasts: for a reason, or (None) as one of a few."""
    if by.role is None or by.organisation_id is None:
        raise ValueError("who looks in wears the hat of a lead")
    now = clock.now()
    made = OversightLook(
        thread_id=thread_id,
        account_id=_person(by),
        role=by.role.value,
        organisation_id=by.organisation_id,
        reason=reason,
        at=now,
        until=now + lasts,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(
        "messages.looked",
        by,
        pupil_id=pupil_id,
        object_id=made.id,
        thread_id=thread_id,
        sample=reason is None,
    )
    db.session.flush()
    return made


def _person(by: Viewer) -> uuid.UUID:
    if by.account_id is None:
        raise WrongState(_("This is done by a person."))
    return by.account_id
