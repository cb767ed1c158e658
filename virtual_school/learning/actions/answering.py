"""Feedback and the answer to it."""

import uuid

from flask import Response

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import WrongState
from virtual_school.core.saving import drafts
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.typed import BothKept, Typed, account_of, in_step
from virtual_school.learning.changes.answering import NOTHING_MORE, Judged
from virtual_school.learning.models import Assignment, Feedback, Outcome, Reply
from virtual_school.learning.policy import Returned
from virtual_school.learning.queries.held import feedback_to_reply
from virtual_school.network.viewer import Viewer


class OtherPraise(BothKept):
    """It is the line of praise that was also written somewhere else."""


def reply(viewer: Viewer, *, assignment: Assignment, feedback_id: uuid.UUID, text: str) -> Reply:
    """Her answer to feedback: one, so that a second press is the first. Other words after that are shown, not sent."""
    there = feedback_to_reply(viewer, assignment.id, feedback_id)
    if there is None:
        return changes.reply(viewer, assignment, feedback_id, text)
    if there.text.strip() != text.strip():
        raise WrongState(policy.can_reply(has_replied=True).because)
    return there


def save_feedback_draft(
    viewer: Viewer, *, assignment: Assignment, hand_in_id: uuid.UUID, has_answer: bool, sent: drafts.Save
) -> Response:
    allowed = policy.can_answer(assignment.state, has_answer=has_answer)
    if not allowed:
        raise WrongState(allowed.because)
    return drafts.save(account_of(viewer), changes.subject_of_feedback(hand_in_id), sent)


def save_praise_draft(
    viewer: Viewer, *, assignment: Assignment, hand_in_id: uuid.UUID, has_answer: bool, sent: drafts.Save
) -> Response:
    allowed = policy.can_answer(assignment.state, has_answer=has_answer)
    if not allowed:
        raise WrongState(allowed.because)
    return drafts.save(account_of(viewer), changes.subject_of_praise(hand_in_id), sent)


def return_feedback(
    viewer: Viewer,
    *,
    assignment: Assignment,
    hand_in_id: uuid.UUID,
    has_answer: bool,
    typed: Typed,
    outcome: Outcome,
    praise: Typed | None = None,
    judged: Judged = NOTHING_MORE,
) -> Feedback:
    """Give a hand-in back, for another go or as done."""
    allowed = policy.can_answer(assignment.state, has_answer=has_answer)
    if not allowed:
        raise WrongState(allowed.because)
    in_step(viewer, changes.subject_of_feedback(hand_in_id), typed)
    if praise is not None:
        _praise_in_step(viewer, hand_in_id, praise)
    return changes.return_feedback(viewer, assignment, hand_in_id, typed.text, outcome, judged)


def _praise_in_step(viewer: Viewer, hand_in_id: uuid.UUID, praise: Typed) -> None:
    try:
        in_step(viewer, changes.subject_of_praise(hand_in_id), praise)
    except BothKept as both:
        raise OtherPraise(both.theirs, both.version) from both


def undo_feedback(viewer: Viewer, *, assignment: Assignment, feedback: Feedback, returned: Returned) -> None:
    """Take feedback back within a minute, if the pupil has not read it. The words are a draft again."""
    require(policy.can_undo_feedback(viewer, returned, clock.now()))
    changes.undo_feedback(viewer, assignment, feedback)
