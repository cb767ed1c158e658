"""What an answerer looks for in a hand-in, in words."""

import uuid

from virtual_school.core.errors import WrongState
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.remarking import while_it_waits
from virtual_school.learning.models import Assignment, CriterionMark
from virtual_school.learning.queries import criteria
from virtual_school.network.viewer import Viewer


def mark_criterion(
    viewer: Viewer, *, assignment: Assignment, hand_in_id: uuid.UUID, has_answer: bool, words: str, is_met: bool
) -> CriterionMark:
    """Met, or not yet. The same words again are the same thing, whatever was said of it before."""
    while_it_waits(assignment, has_answer=has_answer)
    rows = criteria.own_criteria(viewer, hand_in_id)
    there = next((row for row in rows if criteria.same(row.words) == criteria.same(words)), None)
    allowed = policy.can_look_for_more(there=len(rows) - (there is not None))
    if not allowed:
        raise WrongState(allowed.because)
    return changes.mark_criterion(viewer, assignment, hand_in_id, there, words=words, is_met=is_met)


def remove_criterion(
    viewer: Viewer, *, assignment: Assignment, hand_in_id: uuid.UUID, has_answer: bool, criterion_id: uuid.UUID
) -> None:
    row = criteria.own_criterion(viewer, hand_in_id, criterion_id)
    while_it_waits(assignment, has_answer=has_answer)
    changes.remove_criterion(viewer, assignment, row)
