"""Returning many hand-ins together: all of them, or none."""

import uuid
from collections.abc import Mapping, Sequence

from virtual_school.core import clock
from virtual_school.core.errors import WrongState
from virtual_school.core.ids import uuid7
from virtual_school.core.saving import drafts
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.answering import undo_feedback
from virtual_school.learning.actions.typed import BothKept, Typed, account_of, in_step
from virtual_school.learning.bulk import Answer
from virtual_school.learning.changes.answering import Judged
from virtual_school.learning.models import Assignment, Feedback
from virtual_school.learning.policy import Returned
from virtual_school.network.viewer import Viewer

Held = Sequence[tuple[uuid.UUID, Assignment, bool]]


class NotAll(Exception):
    """Some cannot go back as they are, so none does: why, by hand-in."""

    def __init__(self, because: Mapping[uuid.UUID, str]) -> None:
        super().__init__("; ".join(because.values()))
        self.because = because


def return_many(
    viewer: Viewer, held: Held, answers: Mapping[uuid.UUID, Answer], typed: Mapping[uuid.UUID, tuple[Typed, Typed]]
) -> list[Feedback]:
    """Everything is looked at before anything is changed. All carry one moment, by which they are undone together.

    What was typed without saying that it goes back is kept as the draft that it is.
    """
    wrong = {}
    for hand_in_id, assignment, has_answer in held:
        try:
            _may_go(viewer, hand_in_id, assignment, has_answer, typed[hand_in_id])
        except (WrongState, BothKept) as error:
            wrong[hand_in_id] = error.because
    if wrong:
        raise NotAll(wrong)
    now, made = clock.now(), []
    for hand_in_id, assignment, _has_answer in held:
        if hand_in_id not in answers:
            _keep(viewer, hand_in_id, typed[hand_in_id])
            continue
        one = answers[hand_in_id]
        beside = Judged(one.praise, one.is_secure, now)
        made.append(changes.return_feedback(viewer, assignment, hand_in_id, one.text, one.outcome, beside))
    return made


def _may_go(
    viewer: Viewer, hand_in_id: uuid.UUID, assignment: Assignment, has_answer: bool, typed: tuple[Typed, Typed]
) -> None:
    allowed = policy.can_answer(assignment.state, has_answer=has_answer)
    if not allowed:
        raise WrongState(allowed.because)
    for subject, words in zip(_subjects(hand_in_id), typed, strict=True):
        in_step(viewer, subject, words)


def _keep(viewer: Viewer, hand_in_id: uuid.UUID, typed: tuple[Typed, Typed]) -> None:
    for subject, words in zip(_subjects(hand_in_id), typed, strict=True):
        draft = drafts.find(account_of(viewer), subject)
        if words.text.strip() != (draft.text if draft else "").strip():
            base = draft.version if draft else 0
            drafts.save(account_of(viewer), subject, drafts.Save(f"many-{uuid7()}", base=base, seq=0, text=words.text))


def _subjects(hand_in_id: uuid.UUID) -> tuple[str, str]:
    return changes.subject_of_praise(hand_in_id), changes.subject_of_feedback(hand_in_id)


def undo_many(viewer: Viewer, found: Sequence[tuple[Assignment, Feedback, Returned]]) -> int:
    """Each that the pupil has not read yet; how many. What was read stays."""
    undone = 0
    for assignment, feedback, returned in found:
        if policy.can_undo_feedback(viewer, returned, clock.now()):
            undo_feedback(viewer, assignment=assignment, feedback=feedback, returned=returned)
            undone += 1
    return undone
