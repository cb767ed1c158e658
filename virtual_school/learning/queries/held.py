"""Rows about to be changed, held until the transaction ends: before anything of them is looked at."""

import uuid
from typing import TypeVar

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.learning.models import (
    Assignment,
    Attempt,
    Feedback,
    HandIn,
    Piece,
    PieceLink,
    Reply,
    WrittenDown,
)
from virtual_school.learning.queries.goes import in_force as not_undone
from virtual_school.learning.queries.one import own
from virtual_school.network.viewer import Viewer

Kind = TypeVar("Kind", PieceLink, WrittenDown)


def to_write(viewer: Viewer, assignment_id: uuid.UUID) -> Assignment:
    """The pupil's own piece of work, held until the transaction ends: before anything of it is looked at."""
    found: Assignment | None = _to_write(viewer, assignment_id).scalar()
    if found is None:
        raise NotVisible
    return found


@kept
def _to_write(viewer: Viewer, assignment_id: uuid.UUID) -> sa.SelectBase:
    question = sa.select(Assignment).where(*own(viewer), Assignment.id == assignment_id).with_for_update()
    return question.execution_options(populate_existing=True)


def piece_to_remove(viewer: Viewer, assignment: Assignment, piece_id: uuid.UUID) -> Piece:
    """A photo of the go that is still open."""
    question = (
        sa.select(Piece)
        .join(Attempt, Attempt.id == Piece.attempt_id)
        .where(
            Piece.network_id == viewer.network_id,
            Piece.id == piece_id,
            Piece.removed_at.is_(None),
            Attempt.assignment_id == assignment.id,
            ~sa.exists().where(HandIn.attempt_id == Attempt.id),
        )
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def link_to_remove(viewer: Viewer, assignment: Assignment, link_id: uuid.UUID) -> PieceLink:
    """A link of the go that is still open."""
    return _of_open_go(viewer, assignment, PieceLink, link_id)


def written_down_to_remove(viewer: Viewer, assignment: Assignment, written_id: uuid.UUID) -> WrittenDown:
    """What an adult wrote down, in the go that is still open."""
    return _of_open_go(viewer, assignment, WrittenDown, written_id)


def _of_open_go(viewer: Viewer, assignment: Assignment, kind: type[Kind], row_id: uuid.UUID) -> Kind:
    question = (
        sa.select(kind)
        .join(Attempt, Attempt.id == kind.attempt_id)
        .where(
            kind.network_id == viewer.network_id,
            kind.id == row_id,
            kind.removed_at.is_(None),
            Attempt.assignment_id == assignment.id,
            ~sa.exists().where(HandIn.attempt_id == Attempt.id),
        )
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def praise_to_tell(viewer: Viewer, assignment: Assignment, feedback_id: uuid.UUID) -> Feedback:
    """Feedback that came back to the pupil on this work of theirs, held."""
    question = (
        sa.select(Feedback)
        .join(HandIn, HandIn.id == Feedback.hand_in_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .where(
            Feedback.network_id == viewer.network_id,
            Feedback.id == feedback_id,
            not_undone(),
            Attempt.assignment_id == assignment.id,
        )
    )
    found = db.session.scalar(question.with_for_update(of=Feedback))
    if found is None:
        raise NotVisible
    return found


def feedback_to_reply(viewer: Viewer, assignment_id: uuid.UUID, feedback_id: uuid.UUID) -> Reply | None:
    """Her answer to feedback on this work, if she gave one; `NotVisible` when the feedback is not on it."""
    question = (
        sa.select(Feedback.id, Reply)
        .join(HandIn, HandIn.id == Feedback.hand_in_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .outerjoin(Reply, Reply.feedback_id == Feedback.id)
        .where(
            Feedback.network_id == viewer.network_id,
            Feedback.id == feedback_id,
            not_undone(),
            Attempt.assignment_id == assignment_id,
        )
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    answered: Reply | None = found[1]
    return answered
