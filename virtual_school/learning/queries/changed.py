"""What work is for, and what was changed about it since it was set. Whose it is was decided by the caller."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.identity.models import Account
from virtual_school.learning.models import OPEN_TO_WRITE, Assignment, AssignmentChange, AssignmentState, ChangeKind
from virtual_school.learning.queries.mine import in_order, to_choose
from virtual_school.learning.queries.one import own
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Term
from virtual_school.network.viewer import Viewer

MOST = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed: by whom, why, and what the pupil is told."""

    kind: ChangeKind
    because: str
    said: str
    due_on: dt.date | None
    other_id: uuid.UUID | None
    at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class About:
    """Whether it is for when the pupil is ready, of which choice, for which goal; its changes, the latest first."""

    when_ready: bool
    choice_id: uuid.UUID | None
    goal_key: uuid.UUID | None
    is_choice: bool
    changes: list[Change] = field(default_factory=list)

    @property
    def latest(self) -> Change | None:
        return self.changes[0] if self.changes else None


def about(viewer: Viewer, assignment_id: uuid.UUID) -> About:
    """Of work that the caller has found for the viewer. One query."""
    rows = [tuple(row) for row in _about(viewer, assignment_id).execute()]
    if not rows:
        return About(False, None, None, False)
    when_ready, choice_id, goal_key, is_choice = rows[0][:4]
    changes = [Change(*row[4:]) for row in rows if row[4] is not None]
    return About(when_ready, choice_id, goal_key, is_choice, changes)


@kept
def _about(viewer: Viewer, assignment_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    row = AssignmentChange
    return (
        sa.select(
            Assignment.when_ready, Assignment.choice_id, Assignment.goal_key, to_choose(), row.kind, row.because,
            row.said, row.due_on, row.other_id, row.at, Account.name,
        )
        .select_from(Assignment)
        .outerjoin(row, row.assignment_id == Assignment.id)
        .outerjoin(Account, Account.id == row.account_id)
        .where(Assignment.network_id == viewer.network_id, Assignment.id == assignment_id)
        .order_by(row.id.desc())
        .limit(MOST)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Other:
    """Another one of the same choice."""

    id: uuid.UUID
    title: str
    subject: str
    minutes: int
    state: AssignmentState


def others(viewer: Viewer, assignment_id: uuid.UUID, choice_id: uuid.UUID | None) -> list[Other]:
    """What else the pupil may choose, of their own work, while nothing of the choice is chosen."""
    if choice_id is None:
        return []
    return [Other(*row) for row in _others(viewer, assignment_id, choice_id).execute()]


@kept
def _others(viewer: Viewer, assignment_id: uuid.UUID, choice_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Assignment.id, LessonRevision.title, Term.words, LessonRevision.minutes, Assignment.state)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Term, Term.id == LessonRevision.subject_id)
        .where(*own(viewer), Assignment.choice_id == choice_id, Assignment.id != assignment_id)
        .where(Assignment.state.in_(OPEN_TO_WRITE))
        .order_by(Assignment.id)
        .limit(MOST)
    )


def of_choice(viewer: Viewer, assignment_id: uuid.UUID) -> Assignment:
    """The pupil's own work that is one of a choice, held."""
    question = sa.select(Assignment).where(
        *own(viewer), Assignment.id == assignment_id, Assignment.choice_id.is_not(None)
    )
    found = db.session.scalars(question.with_for_update(), execution_options={"populate_existing": True}).first()
    if found is None:
        raise NotVisible
    return found


def open_in_order(viewer: Viewer, pupil_id: uuid.UUID) -> list[Assignment]:
    """What a pupil, who was found for the viewer, has to do, in the order in which they see it; held."""
    question = (
        sa.select(Assignment)
        .where(
            Assignment.network_id == viewer.network_id,
            Assignment.pupil_id == pupil_id,
            Assignment.state.in_(OPEN_TO_WRITE),
        )
        .order_by(*in_order(), Assignment.set_at.desc(), Assignment.id.desc())
        .limit(200)
    )
    return list(db.session.scalars(question.with_for_update(), execution_options={"populate_existing": True}))
