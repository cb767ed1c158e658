"""The changes themselves, audited and flushed. They check the state of a letter, not the person."""

import uuid
from collections.abc import Collection

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.jobs import queue
from virtual_school.letters.models import CopyState, Letter, LetterCopy, LetterKind, LetterState, LetterTo
from virtual_school.letters.people import Receiver
from virtual_school.network.viewer import Viewer
from virtual_school.notices import changes as notices
from virtual_school.notices.models import Because


def _person(by: Viewer) -> uuid.UUID:
    if by.account_id is None:
        raise WrongState(_("This is done by a person."))
    return by.account_id


def place_of(letter_id: uuid.UUID) -> str:
    """Where a letter is read, by staff and by whoever got it."""
    return f"/letters/{letter_id}"


# The letter -----------------------------------------------------------------------------------------------------------


def begin(by: Viewer, *, pupil_id: uuid.UUID) -> Letter:
    """An empty draft. Nothing is told of it to anybody: it is its writer's alone."""
    letter = Letter(pupil_id=pupil_id, written_by=_person(by))
    db.session.add(letter)
    db.session.flush()
    return letter


def write(letter: Letter, *, kind: LetterKind, subject: str, text: str, to: Collection[uuid.UUID | None]) -> None:
    """Keep what a draft says and to whom it is meant to go (None: the pupil)."""
    _still_draft(letter)
    letter.kind, letter.subject, letter.text = kind, subject, text
    db.session.execute(
        sa.delete(LetterTo).where(LetterTo.network_id == letter.network_id, LetterTo.letter_id == letter.id),
        execution_options={"synchronize_session": "fetch"},
    )
    db.session.add_all(LetterTo(letter_id=letter.id, carer_id=one) for one in sorted(set(to), key=str))
    db.session.flush()


def throw_away(letter: Letter) -> None:
    """A draft that is not wanted goes altogether: it was never anybody's but its writer's."""
    _still_draft(letter)
    db.session.execute(sa.delete(LetterTo).where(LetterTo.letter_id == letter.id))
    db.session.delete(letter)
    db.session.flush()


def send(by: Viewer, letter: Letter, rows: Collection[LetterTo], receivers: Collection[Receiver]) -> None:
    """It goes: its words are fixed, a file is made for each receiver, and whoever can read it here is told."""
    _still_draft(letter)
    letter.state, letter.sent_at = LetterState.SENT, clock.now()
    letter.signed = f"{by.name}, {by.hat.words.partition(',')[0]}" if by.hat else by.name
    db.session.flush()
    carers = sum(1 for row in rows if row.carer_id is not None)
    audit.record(
        "letter.sent",
        by,
        pupil_id=letter.pupil_id,
        object_id=letter.id,
        kind=letter.kind,
        carers=carers,
        to_pupil=carers < len(rows),
    )
    for row in rows:
        queue("letter.make", {"letter_to_id": row.id}, dedup=str(row.id))
    _tell(letter, receivers)
    db.session.flush()


def _tell(letter: Letter, receivers: Collection[Receiver]) -> None:
    told = [
        (one.account_id, Because.CARER if one.carer_id else Because.SELF)
        for one in receivers
        if one.account_id is not None
    ]
    notices.tell_each(told, "letter.new", place_of(letter.id), about_id=letter.pupil_id, object_id=letter.id)


def withdraw(by: Viewer, letter: Letter, because: str) -> None:
    """Sent to the wrong child's parents, say: gone from every page, kept for the audit. Nobody is reminded of it."""
    if letter.state is not LetterState.SENT:
        raise WrongState(_("This letter was withdrawn already."))
    letter.state, letter.withdrawn_at = LetterState.WITHDRAWN, clock.now()
    letter.withdrawn_by, letter.withdrawn_because = _person(by), because
    audit.record("letter.withdrawn", by, pupil_id=letter.pupil_id, object_id=letter.id, because=because)
    notices.settle(letter.id)
    db.session.flush()


def post(by: Viewer, letter: Letter, row: LetterTo) -> None:
    """Printed and posted, or given by hand. Pressed twice it was posted once, by the first."""
    if row.posted_at is not None:
        return
    row.posted_at, row.posted_by = clock.now(), _person(by)
    audit.record("letter.posted", by, pupil_id=letter.pupil_id, object_id=row.id)
    db.session.flush()


def ask_in_my_language(by: Viewer, letter: Letter, row: LetterTo) -> None:
    """Whoever wrote it is told that somebody cannot read it as it is."""
    if row.asked_at is not None:
        return
    row.asked_at = clock.now()
    audit.record("letter.asked", by, pupil_id=letter.pupil_id, object_id=row.id)
    about = {"about_id": letter.pupil_id, "object_id": row.id}
    notices.tell(letter.written_by, "letter.language", place_of(letter.id), Because.WRITER, **about)
    db.session.flush()


def _still_draft(letter: Letter) -> None:
    if letter.state is not LetterState.DRAFT:
        raise WrongState(_("This letter was sent. What was sent never changes."))


# Copies ---------------------------------------------------------------------------------------------------------------


def type_copy(
    by: Viewer,
    letter: Letter,
    *,
    language: str,
    subject: str,
    text: str,
    translator: str,
    asked: Collection[tuple[LetterTo, uuid.UUID | None, Because]],
) -> LetterCopy:
    """Beside the original, which stays as it is. Whoever asked for it is told that there is something new to read."""
    made = LetterCopy(
        letter_id=letter.id,
        language=language,
        subject=subject,
        text=text,
        translator=translator,
        typed_by=_person(by),
        typed_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    audit.record("letter_copy.typed", by, pupil_id=letter.pupil_id, object_id=made.id, letter=letter.id)
    for row, account_id, because in asked:
        notices.settle(row.id, kinds=("letter.language",))
        if account_id is not None:
            about = {"about_id": letter.pupil_id, "object_id": letter.id}
            notices.tell(account_id, "letter.new", place_of(letter.id), because, **about)
    db.session.flush()
    return made


def check_copy(by: Viewer, letter: Letter, copy: LetterCopy) -> None:
    if copy.state is not CopyState.TYPED:
        return
    copy.state, copy.checked_by, copy.checked_at = CopyState.CHECKED, _person(by), clock.now()
    audit.record("letter_copy.checked", by, pupil_id=letter.pupil_id, object_id=copy.id)
    db.session.flush()


def withdraw_copy(by: Viewer, letter: Letter, copy: LetterCopy) -> None:
    if copy.state is CopyState.WITHDRAWN:
        return
    copy.state, copy.withdrawn_by, copy.withdrawn_at = CopyState.WITHDRAWN, _person(by), clock.now()
    audit.record("letter_copy.withdrawn", by, pupil_id=letter.pupil_id, object_id=copy.id)
    db.session.flush()
