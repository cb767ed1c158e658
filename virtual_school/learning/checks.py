"""What must hold around work."""

import sqlalchemy as sa

from virtual_school.learning.models import (
    Answerer,
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    HandIn,
)


def _handed_in() -> sa.ColumnElement[bool]:
    return sa.exists().where(Attempt.assignment_id == Assignment.id, HandIn.attempt_id == Attempt.id)


def _waiting() -> sa.ColumnElement[bool]:
    answered = sa.exists().where(Feedback.hand_in_id == HandIn.id, Feedback.undone_at.is_(None))
    return sa.exists().where(Attempt.assignment_id == Assignment.id, HandIn.attempt_id == Attempt.id, ~answered)


def handed_in_without_hand_in() -> sa.Select[Assignment]:
    return sa.select(Assignment).where(Assignment.state == AssignmentState.HANDED_IN, ~_waiting())


def waiting_unseen() -> sa.Select[Assignment]:
    """A hand-in that nobody has answered, while the work says something else: it would wait for ever."""
    kept = (AssignmentState.HANDED_IN, AssignmentState.WITHDRAWN)
    return sa.select(Assignment).where(Assignment.state.not_in(kept), _waiting())


def answered_without_feedback() -> sa.Select[Assignment]:
    answered = (AssignmentState.ANOTHER_GO, AssignmentState.DONE)
    return sa.select(Assignment).where(Assignment.state.in_(answered), ~_handed_in())


def not_one_answerer() -> sa.Select[Assignment]:
    """Live work that nobody, or more than one person, was named to answer."""
    named = (
        sa.select(sa.func.count())
        .where(Answerer.assignment_id == Assignment.id, Answerer.ended_at.is_(None))
        .scalar_subquery()
    )
    return sa.select(Assignment).where(Assignment.state != AssignmentState.WITHDRAWN, named != 1)


CHECKS = {
    "work says 'handed in' and nothing waits for an answer": handed_in_without_hand_in,
    "a hand-in waits for an answer and the work does not say so": waiting_unseen,
    "work was answered and nothing was handed in": answered_without_feedback,
    "work has not exactly one person named to answer it": not_one_answerer,
}
