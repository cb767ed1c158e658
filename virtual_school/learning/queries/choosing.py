"""What a pupil who chooses from the library has chosen, and who answers it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account, Membership
from virtual_school.learning.models import CLOSED, OPEN_TO_WRITE, Assignment, AssignmentState
from virtual_school.library.models import LessonRevision
from virtual_school.network.roles import ANSWERERS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.queries import Mine, mentor_of


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers what the pupil chooses. `by_window`: they do not reach the pupil otherwise."""

    account_id: uuid.UUID
    organisation_id: uuid.UUID
    by_window: bool


def answering(viewer: Viewer, mine: Mine) -> Answering | None:
    """Whoever the school named while they are away; else their mentor. Somebody who holds a role for it today."""
    return answering_for(viewer.pupil_id, mine.answers_id, mine.school_id) if viewer.pupil_id else None


def answering_for(pupil_id: uuid.UUID, answers_id: uuid.UUID | None, school_id: uuid.UUID | None) -> Answering | None:
    """The same of any pupil. `answers_id` and `school_id` are of the absence in force, where there is one."""
    if answers_id is not None:
        at_school = _held(answers_id, ANSWERERS, Membership.organisation_id == school_id)
        if at_school is not None:
            return Answering(answers_id, at_school, by_window=True)
    mentor = mentor_of(pupil_id)
    held = _held(mentor[0], {Role.MENTOR}) if mentor else None
    return Answering(mentor[0], held, by_window=False) if mentor and held else None


def _held(account_id: uuid.UUID, roles: Collection[Role], *more: sa.ColumnElement[bool]) -> uuid.UUID | None:
    """Where the account holds one of the roles today."""
    question = (
        sa.select(Membership.organisation_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.account_id == account_id,
            Membership.role.in_(sorted(roles, key=lambda role: role.value)),
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
            *more,
        )
        .order_by(Membership.id)
        .limit(1)
    )
    return db.session.scalar(question)


def has_open(viewer: Viewer, lesson_id: uuid.UUID) -> Assignment | None:
    """This lesson among the pupil's own work that is not done."""
    question = (
        sa.select(Assignment)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .where(*_own(viewer), LessonRevision.lesson_id == lesson_id, Assignment.state.not_in(CLOSED))
        .order_by(Assignment.id)
        .limit(1)
    )
    return db.session.scalar(question)


def chosen_and_open(viewer: Viewer) -> int:
    """How much the pupil chose and has not handed in."""
    question = sa.select(sa.func.count()).where(*_own(viewer), *_chosen(viewer), Assignment.state.in_(OPEN_TO_WRITE))
    return db.session.scalar(question) or 0


def chosen(viewer: Viewer, assignment_id: uuid.UUID) -> Assignment:
    """One of the pupil's own that they chose, to put back."""
    question = sa.select(Assignment).where(Assignment.id == assignment_id, *_own(viewer), *_chosen(viewer))
    found = db.session.scalar(question.with_for_update())
    if found is None:
        raise NotVisible
    return found


def _own(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    return [
        Assignment.network_id == viewer.network_id,
        Assignment.pupil_id == viewer.pupil_id,
        Assignment.state != AssignmentState.WITHDRAWN,
    ]


def _chosen(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    return [Assignment.set_by == viewer.account_id]
