"""What was said of a part of what was handed in, and what was looked for: its writer's alone until it is returned."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.learning.models import Assignment, Attempt, Feedback, HandIn, WorkRemark
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Remarked:
    """One remark, with the number that it has on the page."""

    id: uuid.UUID
    number: int
    words: str
    starts: int
    ends: int
    acted_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text with the numbers of what was said of it, and of what ends where it ends."""

    text: str
    numbers: tuple[int, ...]
    ending: tuple[int, ...]


def remarks_on(
    viewer: Viewer, hand_ins: Collection[uuid.UUID], free: sa.ColumnElement[bool]
) -> dict[uuid.UUID, list[Remarked]]:
    """The remarks on these hand-ins that the viewer reads: returned ones, and what they wrote and have not returned."""
    if not hand_ins:
        return {}
    released = sa.exists().where(
        Feedback.hand_in_id == WorkRemark.hand_in_id,
        Feedback.returned_by == WorkRemark.account_id,
        Feedback.undone_at.is_(None),
        free,
    )
    question = (
        sa.select(WorkRemark)
        .where(
            WorkRemark.network_id == viewer.network_id,
            WorkRemark.hand_in_id.in_(hand_ins),
            WorkRemark.removed_at.is_(None),
            sa.or_(WorkRemark.account_id == viewer.account_id, released),
        )
        .order_by(WorkRemark.hand_in_id, WorkRemark.starts, WorkRemark.id)
        .limit(500)
    )
    found: dict[uuid.UUID, list[Remarked]] = {}
    for row in db.session.scalars(question):
        there = found.setdefault(row.hand_in_id, [])
        there.append(Remarked(row.id, len(there) + 1, row.words, row.starts or 0, row.ends or 0, row.acted_at))
    return found


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


def _one(question: sa.Select[tuple[WorkRemark]]) -> WorkRemark:
    found = db.session.scalar(question.with_for_update(of=WorkRemark))
    if found is None:
        raise NotVisible
    return found


def text_of(viewer: Viewer, hand_in_id: uuid.UUID) -> str:
    """The words of a hand-in whose work the caller holds."""
    question = sa.select(HandIn.text).where(HandIn.network_id == viewer.network_id, HandIn.id == hand_in_id)
    return db.session.scalar(question) or ""
