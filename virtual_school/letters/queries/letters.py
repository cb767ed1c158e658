"""Letters, from the viewer's side: staff who see the family's part, the writer of a draft, whoever it was sent to."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.core.saving import drafts
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.letters import receivers
from virtual_school.letters.models import Letter, LetterKind, LetterState, LetterTo
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import CareLink, Carer, Part, Pupil
from virtual_school.safeguarding.access import held, kept_apart, stopped

PAGE = 50


def subject_of(letter_id: uuid.UUID) -> str:
    """What the words of a letter are kept under until they are in it."""
    return f"letter:{letter_id}"


def subject_of_copy(letter_id: uuid.UUID) -> str:
    return f"letter_copy:{letter_id}"


def draft_of(viewer: Viewer, subject: str) -> Draft | None:
    return drafts.find(viewer.account_id, subject) if viewer.account_id else None


# Conditions -----------------------------------------------------------------------------------------------------------


def read_by_staff(viewer: Viewer, part: Part = Part.FAMILY) -> list[sa.ColumnElement[bool]]:
    """Letters that were sent, about pupils of whose record the viewer sees the family's part; and their own drafts."""
    reached = access.knows(viewer, part, Letter.pupil_id)
    if viewer.is_any(Role.SAFEGUARDING_LEAD):
        reached = access.reach(viewer, part, Letter.pupil_id)
    own = sa.and_(Letter.state == LetterState.DRAFT, Letter.written_by == viewer.account_id)
    return [
        Letter.network_id == viewer.network_id,
        reached,
        sa.or_(sa.and_(Letter.state == LetterState.SENT, ~held("letter", Letter.id)), own),
    ]


def sent_to(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """That this row of `LetterTo` is the viewer's: theirs as the pupil, or as a carer who still has the right.

    A letter to a carer is theirs whenever they come to have an account; and is not any more when an order limits them.
    """
    if viewer.account_id is None or viewer.role not in (Role.PUPIL, Role.CARER):
        return [sa.false()]
    ours = [
        LetterTo.network_id == viewer.network_id,
        Letter.state == LetterState.SENT,
        ~held("letter", Letter.id),
    ]
    if viewer.role is Role.PUPIL:
        return [*ours, LetterTo.carer_id.is_(None), Letter.pupil_id == viewer.pupil_id]
    link, carer = aliased(CareLink), aliased(Carer)
    today = receivers.link_today(link)
    return [
        *ours,
        there_is(
            link,
            link.carer_id == LetterTo.carer_id,
            link.account_id == viewer.account_id,
            link.pupil_id == Letter.pupil_id,
            link.may_see_record.is_(True),
            ~kept_apart(link.pupil_id, link.account_id),
            *today,
        ),
        there_is(carer, carer.id == LetterTo.carer_id, *receivers.has_a_right(carer)),
    ]


# For staff ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """One letter in the list of a pupil's letters."""

    id: uuid.UUID
    kind: LetterKind
    subject: str
    state: LetterState
    begun_at: dt.datetime
    sent_at: dt.datetime | None
    by: str
    text: str


def of_pupil(viewer: Viewer, pupil_id: uuid.UUID, page: int = 1) -> tuple[list[Listed], bool]:
    """A page of letters about one pupil, drafts first, then the newest; and whether there is more."""
    question = (
        sa.select(
            Letter.id,
            Letter.kind,
            Letter.subject,
            Letter.state,
            Letter.begun_at,
            Letter.sent_at,
            Account.name,
            Letter.text,
        )
        .join(Account, Account.id == Letter.written_by)
        .where(*read_by_staff(viewer), Letter.pupil_id == pupil_id)
        .order_by(Letter.sent_at.is_not(None), Letter.sent_at.desc(), Letter.id.desc())
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )
    found = [Listed(*row) for row in db.session.execute(question)]
    return found[:PAGE], len(found) > PAGE


@dataclass(frozen=True, slots=True)
class Shown:
    """One letter with everything that stands beside it for staff."""

    letter: Letter
    by: str


def shown(viewer: Viewer, letter_id: uuid.UUID) -> Shown:
    question = sa.select(Letter, Account.name).join(Account, Account.id == Letter.written_by)
    row = db.session.execute(question.where(*read_by_staff(viewer), Letter.id == letter_id)).first()
    if row is None:
        raise NotVisible
    return Shown(*row)


def to_change(viewer: Viewer, letter_id: uuid.UUID) -> Letter:
    """The letter, held until the transaction ends, for staff who read it."""
    question = sa.select(Letter).where(*read_by_staff(viewer), Letter.id == letter_id)
    found = db.session.scalar(question.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class Sent:
    """One receiver of a letter as staff see them: whether it is posted, and in which language it is asked for."""

    to: LetterTo
    name: str
    called: str
    language: str | None
    has_account: bool
    posted_by: str | None


def sent(letter: Letter, pupil: Pupil) -> list[Sent]:
    """To whom it goes. Its caller has found the letter first."""
    poster, link, account = aliased(Account), aliased(CareLink), aliased(Account)
    open_link = sa.and_(link.carer_id == LetterTo.carer_id, *receivers.link_today(link))
    question = (
        sa.select(LetterTo, Carer.name, Carer.called, Carer.language, account.id, poster.name)
        .outerjoin(Carer, Carer.id == LetterTo.carer_id)
        .outerjoin(link, open_link)
        .outerjoin(account, sa.and_(account.id == link.account_id, account.closed_at.is_(None)))
        .outerjoin(poster, poster.id == LetterTo.posted_by)
        .where(LetterTo.network_id == letter.network_id, LetterTo.letter_id == letter.id)
        .order_by(LetterTo.id)
        .limit(receivers.MOST)
    )
    return [_sent(pupil, row) for row in db.session.execute(question)]


def _sent(pupil: Pupil, row: Sequence[Any]) -> Sent:
    to, name, called, language, account_id, poster = row
    if to.carer_id is None:
        return Sent(to, pupil.known_as, pupil.known_as, pupil.first_language, pupil.account_id is not None, poster)
    return Sent(to, name, called, language, account_id is not None, poster)


def chosen(letter: Letter) -> list[LetterTo]:
    question = sa.select(LetterTo).where(LetterTo.network_id == letter.network_id, LetterTo.letter_id == letter.id)
    return list(db.session.scalars(question.order_by(LetterTo.id).limit(receivers.MOST)))


def of_staff(viewer: Viewer, letter_id: uuid.UUID, to_id: uuid.UUID) -> tuple[LetterTo, Letter]:
    """One receiver's row and the letter, for staff who read it."""
    return _row(to_id, letter_id, read_by_staff(viewer))


# For whoever it was sent to -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mine:
    """A letter as its receiver finds it in their list."""

    letter: Letter
    to: LetterTo
    about: str


def mine(viewer: Viewer, page: int = 1) -> tuple[list[Mine], bool]:
    """What was sent to the viewer, the newest first; no line about a pupil about whom everything is stopped."""
    question = (
        sa.select(Letter, LetterTo, Pupil.known_as)
        .join(LetterTo, LetterTo.letter_id == Letter.id)
        .join(Pupil, Pupil.id == Letter.pupil_id)
        .where(Letter.network_id == viewer.network_id, *sent_to(viewer), ~stopped(Letter.pupil_id))
        .order_by(Letter.sent_at.desc(), Letter.id.desc())
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )
    found = [Mine(*row) for row in db.session.execute(question)]
    return found[:PAGE], len(found) > PAGE


def my_letter(viewer: Viewer, letter_id: uuid.UUID) -> Mine:
    question = (
        sa.select(Letter, LetterTo, Pupil.known_as)
        .join(LetterTo, LetterTo.letter_id == Letter.id)
        .join(Pupil, Pupil.id == Letter.pupil_id)
        .where(Letter.network_id == viewer.network_id, *sent_to(viewer), Letter.id == letter_id)
        .order_by(LetterTo.id)
        .limit(1)
    )
    row = db.session.execute(question).first()
    if row is None:
        raise NotVisible
    return Mine(*row)


def my_row(viewer: Viewer, letter_id: uuid.UUID, to_id: uuid.UUID) -> tuple[LetterTo, Letter]:
    return _row(to_id, letter_id, sent_to(viewer))


def my_row_to_change(viewer: Viewer, letter_id: uuid.UUID) -> tuple[LetterTo, Letter]:
    found = my_letter(viewer, letter_id)
    db.session.refresh(found.to, with_for_update=True)
    return found.to, found.letter


def my_language(row: LetterTo, letter: Letter) -> str | None:
    """The language that the receiver's record has."""
    if row.carer_id is None:
        return db.session.scalar(sa.select(Pupil.first_language).where(Pupil.id == letter.pupil_id))
    return db.session.scalar(sa.select(Carer.language).where(Carer.id == row.carer_id))


def _row(to_id: uuid.UUID, letter_id: uuid.UUID, conditions: list[sa.ColumnElement[bool]]) -> tuple[LetterTo, Letter]:
    question = sa.select(LetterTo, Letter).join(Letter, Letter.id == LetterTo.letter_id)
    row = db.session.execute(question.where(*conditions, LetterTo.id == to_id, Letter.id == letter_id)).first()
    if row is None or row[1].state is LetterState.WITHDRAWN:
        raise NotVisible
    return row[0], row[1]


def stored_of(row: LetterTo) -> StoredFile:
    found = db.session.get(StoredFile, row.stored_file_id) if row.stored_file_id else None
    if found is None:
        raise NotVisible
    return found
