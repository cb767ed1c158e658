"""The state of a piece of work, and what its drafts and windows are kept under."""

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.learning.models import (
    TRANSITIONS,
    Assignment,
    AssignmentState,
)

ABOUT = "assignment"

STATE_WORDS = {
    AssignmentState.NOT_STARTED: "not started",
    AssignmentState.STARTED: "started and not handed in",
    AssignmentState.HANDED_IN: "handed in",
    AssignmentState.ANOTHER_GO: "back with the pupil for another go",
    AssignmentState.DONE: "done",
    AssignmentState.PUT_AWAY: "put away",
    AssignmentState.WITHDRAWN: "taken back",
}


def lock(assignment_id: uuid.UUID) -> Assignment:
    """The work as it is now, held until the end of the transaction: before anything of it is looked at."""
    question = sa.select(Assignment).where(Assignment.id == assignment_id).with_for_update()
    return db.session.scalars(question, execution_options={"populate_existing": True}).one()


def move(assignment: Assignment, to: AssignmentState) -> None:
    """The one place where a piece of work changes its state."""
    if to not in TRANSITIONS[assignment.state]:
        raise WrongState(_("This work is %(state)s now.", state=STATE_WORDS[assignment.state]))
    assignment.state = to


def subject_of_work(assignment_id: uuid.UUID, number: int) -> str:
    """What a pupil's draft is kept under."""
    return f"work:{assignment_id}:{number}"


def subject_of_feedback(hand_in_id: uuid.UUID) -> str:
    """What an answerer's draft is kept under."""
    return f"feedback:{hand_in_id}"


def subject_of_praise(hand_in_id: uuid.UUID) -> str:
    """What the line of praise beside it is kept under."""
    return f"praise:{hand_in_id}"


def still(link: type) -> sa.Select:  # type: ignore[type-arg]
    return sa.select(link).where(link.ended_at.is_(None)).order_by(link.id)  # type: ignore[attr-defined]
