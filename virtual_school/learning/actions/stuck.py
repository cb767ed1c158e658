"""Being stuck, and helping on."""

import uuid

from flask import Response

from virtual_school.core.errors import WrongState
from virtual_school.core.saving import drafts
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.typed import Typed, account_of, in_step
from virtual_school.learning.models import Assignment, Stuck
from virtual_school.network.viewer import Viewer


def ask_for_help(
    viewer: Viewer, *, assignment: Assignment, waits: bool, step_id: uuid.UUID | None, words: str, typed: str
) -> Stuck:
    allowed = policy.can_ask_for_help(assignment.state, waits=waits)
    if not allowed:
        raise WrongState(allowed.because)
    changes.start(viewer, assignment)
    return changes.ask_for_help(viewer, assignment, step_id=step_id, words=words, typed=typed)


def save_help_draft(viewer: Viewer, *, row: Stuck, sent: drafts.Save) -> Response:
    allowed = policy.can_help(was_answered=row.answered_at is not None)
    if not allowed:
        raise WrongState(allowed.because)
    return drafts.save(account_of(viewer), changes.subject_of_stuck(row.id), sent)


def help_on(viewer: Viewer, *, assignment: Assignment, row: Stuck, typed: Typed) -> None:
    """One answer, so that a second press is the first."""
    allowed = policy.can_help(was_answered=row.answered_at is not None)
    if not allowed:
        raise WrongState(allowed.because)
    in_step(viewer, changes.subject_of_stuck(row.id), typed)
    changes.help_on(viewer, assignment, row, typed.text)
