"""What an answerer looks for, in words: on these hand-ins as it came back, and offered to whoever answers the next."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.learning.models import Assignment, Attempt, CriterionMark, HandIn
from virtual_school.learning.queries.remarks import released
from virtual_school.library.models import LessonRevision
from virtual_school.network.viewer import Viewer

MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing that was looked for: there, or not yet."""

    id: uuid.UUID
    words: str
    is_met: bool


def looked_for(
    viewer: Viewer, hand_ins: Collection[uuid.UUID], free: sa.ColumnElement[bool]
) -> dict[uuid.UUID, list[Looked]]:
    """What was looked for in these hand-ins, as far as the viewer reads it: as with remarks."""
    if not hand_ins:
        return {}
    question = (
        sa.select(CriterionMark)
        .where(
            CriterionMark.network_id == viewer.network_id,
            CriterionMark.hand_in_id.in_(hand_ins),
            CriterionMark.removed_at.is_(None),
            released(CriterionMark, viewer, free),
        )
        .order_by(CriterionMark.hand_in_id, CriterionMark.id)
        .limit(500)
    )
    found: dict[uuid.UUID, list[Looked]] = {}
    for row in db.session.scalars(question):
        found.setdefault(row.hand_in_id, []).append(Looked(row.id, row.words, row.is_met))
    return found


def offered(
    viewer: Viewer, revision_id: uuid.UUID, *, first: Sequence[str], there: Collection[str], limit: int = MOST_OFFERED
) -> list[str]:
    """What could be looked for and is not `there` yet: these `first`, then what the viewer looked for in others of this
    lesson, the last first. One query."""
    lesson = sa.select(LessonRevision.lesson_id).where(LessonRevision.id == revision_id).scalar_subquery()
    own = (
        sa.select(CriterionMark.words)
        .join(HandIn, HandIn.id == CriterionMark.hand_in_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .where(
            CriterionMark.network_id == viewer.network_id,
            CriterionMark.account_id == viewer.account_id,
            CriterionMark.removed_at.is_(None),
            LessonRevision.lesson_id == lesson,
        )
        .group_by(CriterionMark.words)
        .order_by(sa.func.max(CriterionMark.said_at).desc(), CriterionMark.words)
        .limit(limit + len(there) + len(first))
    )
    known = {same(words) for words in there}
    more = []
    for words in filter(None, (*first, *db.session.scalars(own))):
        if same(words) not in known:
            known.add(same(words))
            more.append(words)
    return more[:limit]


def same(words: str) -> str:
    """Words that mean one thing are one: small or large letters, and space, do not count."""
    return " ".join(words.casefold().split())


def own_criterion(viewer: Viewer, hand_in_id: uuid.UUID, criterion_id: uuid.UUID) -> CriterionMark:
    """What the viewer looks for in this hand-in, held to take it away."""
    question = _own(viewer, hand_in_id).where(CriterionMark.id == criterion_id)
    found = db.session.scalar(question.with_for_update())
    if found is None:
        raise NotVisible
    return found


def own_criteria(viewer: Viewer, hand_in_id: uuid.UUID) -> list[CriterionMark]:
    """All that the viewer looks for in this hand-in; its work is held."""
    return list(db.session.scalars(_own(viewer, hand_in_id).order_by(CriterionMark.id)))


def _own(viewer: Viewer, hand_in_id: uuid.UUID) -> sa.Select[CriterionMark]:
    return sa.select(CriterionMark).where(
        CriterionMark.network_id == viewer.network_id,
        CriterionMark.hand_in_id == hand_in_id,
        CriterionMark.account_id == viewer.account_id,
        CriterionMark.removed_at.is_(None),
    )
