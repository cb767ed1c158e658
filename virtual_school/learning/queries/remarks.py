"""What was said of a part of what was handed in: of its words, or of a place on a photo. Its writer's alone until it is
returned."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.learning.models import Assignment, Attempt, CriterionMark, Feedback, HandIn, Piece, WorkRemark
from virtual_school.learning.places import words_of
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Remarked:
    """One remark, with the number that it has: among those of the text, or of its photo."""

    id: uuid.UUID
    number: int
    words: str
    starts: int
    ends: int
    acted_at: dt.datetime | None
    # Where on which photo, in thousandths of its width and height; on none, of the text.
    piece_id: uuid.UUID | None = None
    x: int = 0
    y: int = 0

    @property
    def place(self) -> str:
        """Where on the photo, in words."""
        return words_of(self.x, self.y)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text with the numbers of what was said of it, and of what ends where it ends."""

    text: str
    numbers: tuple[int, ...]
    ending: tuple[int, ...]


def remarks_on(
    viewer: Viewer,
    hand_ins: Collection[uuid.UUID],
    free: sa.ColumnElement[bool],
    free_piece: sa.ColumnElement[bool],
) -> dict[uuid.UUID, list[Remarked]]:
    """The remarks on these hand-ins that the viewer reads: returned ones, and what they wrote and have not returned."""
    if not hand_ins:
        return {}
    found: dict[uuid.UUID, list[Remarked]] = {}
    for row in db.session.scalars(_remarks_on(viewer, hand_ins, free, free_piece)):
        there = found.setdefault(row.hand_in_id, [])
        number = 1 + sum(one.piece_id == row.piece_id for one in there)
        where = (row.starts or 0, row.ends or 0, row.acted_at, row.piece_id, row.x or 0, row.y or 0)
        there.append(Remarked(row.id, number, row.words, *where))
    return found


def released(
    kind: type[WorkRemark] | type[CriterionMark], viewer: Viewer, free: sa.ColumnElement[bool]
) -> sa.ColumnElement[bool]:
    """That it is the viewer's own, or came back with the feedback of whoever wrote it."""
    came_back = sa.exists().where(
        Feedback.hand_in_id == kind.hand_in_id,
        Feedback.returned_by == kind.account_id,
        Feedback.undone_at.is_(None),
        free,
    )
    return sa.or_(kind.account_id == viewer.account_id, came_back)


def _remarks_on(
    viewer: Viewer,
    hand_ins: Collection[uuid.UUID],
    free: sa.ColumnElement[bool],
    free_piece: sa.ColumnElement[bool],
) -> sa.Select[WorkRemark]:
    """A photo that was taken away, or is held back, takes along what was said of it."""
    return (
        sa.select(WorkRemark)
        .outerjoin(Piece, Piece.id == WorkRemark.piece_id)
        .where(
            WorkRemark.network_id == viewer.network_id,
            WorkRemark.hand_in_id.in_(hand_ins),
            WorkRemark.removed_at.is_(None),
            released(WorkRemark, viewer, free),
            sa.or_(WorkRemark.piece_id.is_(None), sa.and_(Piece.removed_at.is_(None), free_piece)),
        )
        .order_by(WorkRemark.hand_in_id, WorkRemark.starts, WorkRemark.id)
        .limit(500)
    )


def stretches(text: str, remarks: Collection[Remarked]) -> list[Stretch]:
    """The text cut where a remark begins or ends, so that each part of it is shown once, whatever overlaps."""
    cuts = sorted({0, len(text), *(min(edge, len(text)) for one in remarks for edge in (one.starts, one.ends))})
    return [
        Stretch(
            text[here:there],
            tuple(one.number for one in remarks if one.starts <= here and one.ends >= there),
            tuple(one.number for one in remarks if min(one.ends, len(text)) == there),
        )
        for here, there in zip(cuts, cuts[1:], strict=False)
    ]


def own_remark(viewer: Viewer, hand_in_id: uuid.UUID, remark_id: uuid.UUID) -> WorkRemark:
    """A remark of the viewer's on this hand-in, held to take it away."""
    question = sa.select(WorkRemark).where(
        WorkRemark.network_id == viewer.network_id,
        WorkRemark.id == remark_id,
        WorkRemark.hand_in_id == hand_in_id,
        WorkRemark.account_id == viewer.account_id,
        WorkRemark.removed_at.is_(None),
    )
    return _one(question)


def remark_to_act_on(viewer: Viewer, assignment: Assignment, remark_id: uuid.UUID) -> WorkRemark:
    """A remark that came back to the pupil on this work of theirs, held."""
    question = (
        sa.select(WorkRemark)
        .join(HandIn, HandIn.id == WorkRemark.hand_in_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .where(
            WorkRemark.network_id == viewer.network_id,
            WorkRemark.id == remark_id,
            WorkRemark.removed_at.is_(None),
            Attempt.assignment_id == assignment.id,
            sa.exists().where(
                Feedback.hand_in_id == HandIn.id,
                Feedback.returned_by == WorkRemark.account_id,
                Feedback.undone_at.is_(None),
            ),
        )
    )
    return _one(question)


def _one(question: sa.Select[WorkRemark]) -> WorkRemark:
    found = db.session.scalar(question.with_for_update(of=WorkRemark))
    if found is None:
        raise NotVisible
    return found


def text_of(viewer: Viewer, hand_in_id: uuid.UUID) -> str:
    """The words of a hand-in whose work the caller holds."""
    question = sa.select(HandIn.text).where(HandIn.network_id == viewer.network_id, HandIn.id == hand_in_id)
    return db.session.scalar(question) or ""


def pictures_of(viewer: Viewer, hand_in_id: uuid.UUID, free_piece: sa.ColumnElement[bool]) -> set[uuid.UUID]:
    """The photos of a hand-in whose work the caller holds, on which a place can be meant."""
    question = (
        sa.select(Piece.id, StoredFile)
        .join(StoredFile, StoredFile.id == Piece.stored_file_id)
        .join(HandIn, HandIn.attempt_id == Piece.attempt_id)
        .where(HandIn.network_id == viewer.network_id, HandIn.id == hand_in_id, Piece.removed_at.is_(None), free_piece)
    )
    return {piece_id for piece_id, stored in db.session.execute(question) if stored.is_picture}
