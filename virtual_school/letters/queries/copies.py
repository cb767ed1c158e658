"""What a letter says in other languages; and the letter as it is printed."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.letters.models import CopyState, Letter, LetterCopy, LetterState, LetterTo
from virtual_school.letters.queries.letters import read_by_staff, sent_to
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Carer, Pupil

# The rule under which the system makes the files of letters (`network.viewer.SYSTEM_RIGHTS`).
RULE = "letter.make"
MOST = 20


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in another language, with who put it there and who read it again."""

    copy: LetterCopy
    typed_by: str
    checked_by: str | None


def of_letter(letter: Letter) -> list[Copy]:
    """The copies that stand, the first first. Their caller has found the letter."""
    typist, checker = aliased(Account), aliased(Account)
    question = (
        sa.select(LetterCopy, typist.name, checker.name)
        .join(typist, typist.id == LetterCopy.typed_by)
        .outerjoin(checker, checker.id == LetterCopy.checked_by)
        .where(
            LetterCopy.network_id == letter.network_id,
            LetterCopy.letter_id == letter.id,
            LetterCopy.state != CopyState.WITHDRAWN,
        )
        .order_by(LetterCopy.id)
        .limit(MOST)
    )
    return [Copy(*row) for row in db.session.execute(question)]


def to_change(viewer: Viewer, copy_id: uuid.UUID) -> tuple[LetterCopy, Letter]:
    """A copy of a letter that the viewer reads as staff, held until the transaction ends."""
    question = (
        sa.select(LetterCopy, Letter)
        .join(Letter, Letter.id == LetterCopy.letter_id)
        .where(*read_by_staff(viewer), LetterCopy.id == copy_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = db.session.execute(question).first()
    if row is None:
        raise NotVisible
    return row[0], row[1]


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on paper: to whom, when, the words, and who signs."""

    subject: str
    text: str
    name: str
    to_pupil: bool
    sent_at: dt.datetime | None
    signed: str | None
    language: str | None = None
    translator: str | None = None


def letter_to_print(viewer: Viewer, to_id: uuid.UUID) -> Printed:
    """A letter to one receiver, for whoever reads it; for the file of the record under its rule."""
    question = (
        sa.select(LetterTo, Letter, Pupil.known_as, Carer.name)
        .join(Letter, Letter.id == LetterTo.letter_id)
        .join(Pupil, Pupil.id == Letter.pupil_id)
        .outerjoin(Carer, Carer.id == LetterTo.carer_id)
        .where(Letter.network_id == viewer.network_id, LetterTo.id == to_id, Letter.state == LetterState.SENT)
    )
    if viewer.rule != RULE:
        question = question.where(*_readable(viewer))
    row = db.session.execute(question).first()
    if row is None:
        raise NotVisible
    to, letter, known_as, carer = row
    return _printed(letter, to, known_as, carer)


def copy_to_print(viewer: Viewer, copy_id: uuid.UUID) -> Printed:
    """A copy, for staff: it has no receiver's name on it."""
    question = (
        sa.select(LetterCopy, Letter)
        .join(Letter, Letter.id == LetterCopy.letter_id)
        .where(*read_by_staff(viewer), LetterCopy.id == copy_id, LetterCopy.state != CopyState.WITHDRAWN)
        .where(Letter.state == LetterState.SENT)
    )
    row = db.session.execute(question).first()
    if row is None:
        raise NotVisible
    copy, letter = row
    return Printed(copy.subject, copy.text, "", False, letter.sent_at, letter.signed, copy.language, copy.translator)


def _readable(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    return read_by_staff(viewer) if viewer.is_staff else sent_to(viewer)


def _printed(letter: Letter, to: LetterTo, known_as: str, carer: str | None) -> Printed:
    to_pupil = to.carer_id is None
    name = known_as if to_pupil else carer or ""
    return Printed(letter.subject, letter.text, name, to_pupil, letter.sent_at, letter.signed)


def to_make(to_id: uuid.UUID, *, lock: bool = False) -> LetterTo | None:
    """The row of a job, while there is still a file to be made."""
    question = (
        sa.select(LetterTo)
        .join(Letter, Letter.id == LetterTo.letter_id)
        .where(LetterTo.id == to_id, LetterTo.made_at.is_(None), Letter.state == LetterState.SENT)
    )
    return db.session.scalar(question.with_for_update(of=LetterTo) if lock else question)
