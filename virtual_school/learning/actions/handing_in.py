"""Handing in, once however often it is pressed."""

import uuid

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.saving import drafts
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.pieces import open_ways
from virtual_school.learning.actions.typed import BothKept, Nothing, Typed, account_of, in_step
from virtual_school.learning.models import Assignment, Felt, HandIn
from virtual_school.network.viewer import Viewer


def is_in_time(assignment: Assignment, typed: Typed) -> None:
    """Raise `BothKept` when the work was handed in meanwhile, with other words than these."""
    _last, handed_in = changes.attempt_at_hand(assignment)
    if handed_in is not None and not policy.can_write(assignment.state):
        _handed_in_before(assignment, handed_in, typed)


def hand_in(
    viewer: Viewer, *, assignment: Assignment, number: int | None, typed: Typed, felt: Felt | None = None
) -> HandIn:
    """Hand in, once however often she presses. `number` is the go that her page showed.

    From a tab that was open before, with the same words, it is the same hand-in; with other words both are shown.
    """
    last, handed_in = changes.attempt_at_hand(assignment)
    if last is not None and number is not None and number < last.number:
        return _of_an_earlier_go(viewer, assignment, last.number, number, typed)
    before = handed_in is not None and last is not None and number == last.number
    if before or not policy.can_write(assignment.state):
        return _handed_in_before(assignment, handed_in, typed)
    there = last if handed_in is None else None
    pieces = len(changes.pieces_of(there.id)) + changes.besides(there.id) if there else 0
    answers = changes.answered_count(there.id) if there else 0
    ways = open_ways(assignment)
    allowed = policy.can_hand_in(assignment.state, words=typed.text, pieces=pieces, answers=answers, ways=ways)
    if not allowed:
        raise Nothing(allowed.because)
    if last is not None and handed_in is None:
        in_step(viewer, changes.subject_of_work(assignment.id, last.number), typed)
    made = changes.hand_in(viewer, assignment, typed.text, typed.waited)
    if felt is not None:
        changes.say_how_it_was(made, felt)
    return made


def sent_before(viewer: Viewer, *, assignment: Assignment, typed: Typed) -> bool:
    """Whether a form that was used already has nothing new to say: what it handed in was taken back since.

    Other words than those that are being written now are shown beside them, never dropped.
    """
    last, handed_in = changes.attempt_at_hand(assignment)
    if handed_in is not None or last is None or not policy.can_write(assignment.state):
        return False
    draft = drafts.find(account_of(viewer), changes.subject_of_work(assignment.id, last.number))
    if draft is not None and typed.text.strip() not in ("", draft.text.strip()):
        raise BothKept(draft.text, draft.version)
    return True


def take_back(viewer: Viewer, *, assignment: Assignment, hand_in_id: uuid.UUID, reader: str, is_opened: bool) -> None:
    """Give what was handed in back to its pupil, until it is opened. Once, however often it is pressed."""
    _last, handed_in = changes.attempt_at_hand(assignment)
    if handed_in is None or handed_in.id != hand_in_id:
        if changes.was_taken_back(assignment.id, hand_in_id):
            return
        raise NotVisible
    require(policy.can_take_back(assignment.state, reader=reader, is_opened=is_opened))
    changes.take_back(viewer, assignment, handed_in)


def _of_an_earlier_go(viewer: Viewer, assignment: Assignment, last: int, number: int, typed: Typed) -> HandIn:
    """What an old page sends belongs to its own go. Words that are not in it are shown beside those of the last."""
    earlier, latest = changes.handed_in_as(assignment.id, number), changes.handed_in_as(assignment.id, last)
    if earlier is not None and typed.text.strip() in ("", earlier.text.strip()):
        return earlier
    draft = drafts.find(account_of(viewer), changes.subject_of_work(assignment.id, last))
    if draft is not None:
        raise BothKept(draft.text, draft.version)
    found = latest or earlier
    raise BothKept(found.text if found else "")


def _handed_in_before(assignment: Assignment, handed_in: HandIn | None, typed: Typed) -> HandIn:
    if handed_in is None:
        raise WrongState(policy.can_write(assignment.state).because)
    if typed.text.strip() and typed.text.strip() != handed_in.text.strip():
        raise BothKept(handed_in.text)
    return handed_in
