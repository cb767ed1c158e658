"""One piece of a pupil's own work: its page, her words so far, its photos and files, its receipt."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.files import Cut, StoredFile
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.learning.changes import cut_of, subject_of_work
from virtual_school.learning.models import (
    OPEN_TO_WRITE,
    Answerer,
    Assignment,
    AssignmentState,
    Attempt,
    HandIn,
    Piece,
)
from virtual_school.learning.policy import Readers
from virtual_school.learning.queries.goes import Go, PhotoFile, goes, noted, photo_file
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Term
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import under_age
from virtual_school.pupils.models import CareKind, CareLink


@dataclass(frozen=True, slots=True)
class Written:
    """Her words so far on the go that is open."""

    text: str
    version: int
    saved_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work as its page shows it."""

    id: uuid.UUID
    state: AssignmentState
    due_on: dt.date | None
    revision_id: uuid.UUID
    lesson_id: uuid.UUID
    title: str
    subject: str
    minutes: int
    readers: Readers
    goes: list[Go]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_TO_WRITE

    @property
    def handed_in(self) -> list[Go]:
        """The goes that were handed in, newest first."""
        return [go for go in reversed(self.goes) if go.hand_in_id is not None]

    @property
    def open_go(self) -> Go | None:
        return self.goes[-1] if self.goes and self.goes[-1].hand_in_id is None else None

    @property
    def number(self) -> int:
        """Which go is open, or would be."""
        return self.open_go.number if self.open_go else len(self.goes) + 1


def own(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """That work is the viewer's own, and was not taken back."""
    return [
        Assignment.network_id == viewer.network_id,
        Assignment.pupil_id == viewer.pupil_id if viewer.is_pupil and viewer.pupil_id else sa.false(),
        Assignment.state != AssignmentState.WITHDRAWN,
    ]


def _mentor() -> sa.ScalarSelect[str]:
    return (
        sa.select(Account.name)
        .join(CareLink, CareLink.account_id == Account.id)
        .where(
            CareLink.pupil_id == Assignment.pupil_id,
            CareLink.kind == CareKind.MENTOR,
            in_force(CareLink, clock.today()),
        )
        .order_by(CareLink.stands_in_for.is_not(None), CareLink.starts_on, CareLink.id)
        .limit(1)
        .scalar_subquery()
    )


def answerer_name() -> sa.ScalarSelect[str]:
    return (
        sa.select(Account.name)
        .join(Answerer, Answerer.account_id == Account.id)
        .where(Answerer.assignment_id == Assignment.id, in_force(Answerer, clock.today()))
        .order_by(Answerer.starts_on.desc(), Answerer.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _carers() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        CareLink.pupil_id == Assignment.pupil_id,
        CareLink.kind == CareKind.CARER,
        CareLink.may_see_record,
        under_age(CareLink.pupil_id),
        in_force(CareLink, clock.today()),
    )


def describing(condition: list[sa.ColumnElement[bool]], *more: Any) -> sa.Select[*tuple[Any, ...]]:
    """The columns of one piece of work that its pages show, who reads it, then `more`. See `as_described`."""
    return (
        sa.select(
            Assignment.id, Assignment.state, Assignment.due_on, LessonRevision.id, LessonRevision.lesson_id,
            LessonRevision.title, Term.words, LessonRevision.minutes, answerer_name(), _mentor(), _carers(), *more,
        )
        .select_from(Assignment)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Term, Term.id == LessonRevision.subject_id)
        .where(*condition)
    )  # fmt: skip


def as_described(found: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The first fields of a `Work`, up to its readers, and what more was asked; `NotVisible` when nothing was found."""
    if found is None:
        raise NotVisible
    row = tuple(found)
    return (*row[:8], Readers(row[8] or "", row[9] or "", row[10])), row[11:]


def work(viewer: Viewer, assignment_id: uuid.UUID) -> Work:
    """The pupil's own piece of work with every go at it, in three queries."""
    columns, _more = as_described(_work(viewer, assignment_id).execute().first())
    return Work(*(*columns, goes(viewer, assignment_id)))


@kept
def _work(viewer: Viewer, assignment_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return describing([*own(viewer), Assignment.id == assignment_id])


@kept
def draft_of(viewer: Viewer, subject: str) -> Statement:
    """The viewer's own draft for a subject: text, version, when it was saved."""
    return sa.select(Draft.text, Draft.version, Draft.saved_at).where(
        Draft.network_id == viewer.network_id, Draft.account_id == viewer.account_id, Draft.subject == subject
    )


def written(viewer: Viewer, work: Work) -> Written:
    """Her draft of the go that is open; without one, the words of the last go, to go on from."""
    if work.open_go is not None:
        found = draft_of(viewer, subject_of_work(work.id, work.number)).execute().first()
        if found is not None:
            return Written(*found)
    last = work.handed_in[0].text if work.handed_in else ""
    return Written(last or "", 0, None)


def receipt(viewer: Viewer, assignment_id: uuid.UUID, hand_in_id: uuid.UUID) -> tuple[Work, Go]:
    """The pupil's own hand-in, with the work it belongs to."""
    found = work(viewer, assignment_id)
    for go in found.goes:
        if go.hand_in_id == hand_in_id:
            return found, go
    raise NotVisible


def was_taken_back(viewer: Viewer, assignment_id: uuid.UUID, hand_in_id: uuid.UUID) -> bool:
    """Whether the pupil took this hand-in of their own back."""
    question = sa.select(HandIn.id).join(Attempt, Attempt.id == HandIn.taken_back_from)
    question = question.join(Assignment, Assignment.id == Attempt.assignment_id)
    question = question.where(*own(viewer), Assignment.id == assignment_id, HandIn.id == hand_in_id)
    return db.session.scalar(question) is not None


def is_opened(viewer: Viewer, hand_in_id: uuid.UUID) -> bool:
    """Whether whoever answers has opened what was handed in."""
    opened = sa.select(noted(viewer, "hand_in.opened", HandIn.id)).where(HandIn.network_id == viewer.network_id)
    return db.session.scalar(opened.where(HandIn.id == hand_in_id)) is not None


def revision_of(viewer: Viewer, assignment_id: uuid.UUID) -> uuid.UUID:
    """Which revision the pupil was set."""
    found = db.session.scalar(sa.select(Assignment.revision_id).where(*own(viewer), Assignment.id == assignment_id))
    if found is None:
        raise NotVisible
    return found


def own_assignment(viewer: Viewer, assignment_id: uuid.UUID) -> Assignment:
    """To look at; to change it, see `held`."""
    found = db.session.scalar(sa.select(Assignment).where(*own(viewer), Assignment.id == assignment_id))
    if found is None:
        raise NotVisible
    return found


def is_own(viewer: Viewer, assignment_id: uuid.UUID) -> None:
    """Nothing, or `NotVisible`: asked before bytes are taken in."""
    if not db.session.scalar(sa.select(sa.exists().where(*own(viewer), Assignment.id == assignment_id))):
        raise NotVisible


def own_picture(viewer: Viewer, assignment_id: uuid.UUID, piece_id: uuid.UUID) -> tuple[StoredFile, str, Cut]:
    """The whole picture of a go that is still open, its name, and how it is turned and trimmed now."""
    question = (
        sa.select(StoredFile, Piece)
        .join(Piece, StoredFile.id == sa.func.coalesce(Piece.original_file_id, Piece.stored_file_id))
        .join(Attempt, Attempt.id == Piece.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(*own(viewer), Assignment.id == assignment_id, Piece.id == piece_id, Piece.removed_at.is_(None))
        .where(~sa.exists().where(HandIn.attempt_id == Attempt.id))
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    stored, piece = found
    if not stored.is_picture:
        raise WrongState(stored.words or _("Only a picture can be turned."))
    return stored, piece.name, cut_of(piece)


def own_photo(viewer: Viewer, assignment_id: uuid.UUID, piece_id: uuid.UUID) -> PhotoFile:
    mine = sa.exists().where(*own(viewer), Assignment.id == assignment_id, Attempt.assignment_id == Assignment.id)
    found = photo_file(viewer, mine, piece_id)
    if found is None:
        raise NotVisible
    return found
