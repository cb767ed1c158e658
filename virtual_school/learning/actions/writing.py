"""A pupil’s words while they write them."""

from flask import Response

from virtual_school.core.errors import WrongState
from virtual_school.core.saving import drafts
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.typed import BothKept, Typed, account_of
from virtual_school.learning.models import Assignment
from virtual_school.network.viewer import Viewer


def save_draft(viewer: Viewer, *, assignment: Assignment, sent: drafts.Save) -> Response:
    """Keep her words. With the first of them the work is started."""
    allowed = policy.can_write(assignment.state)
    if not allowed:
        raise WrongState(allowed.because)
    attempt = changes.start(viewer, assignment)
    return drafts.save(account_of(viewer), changes.subject_of_work(assignment.id, attempt.number), sent)


def keep_words(viewer: Viewer, *, assignment: Assignment, typed: Typed, key: str) -> None:
    """Keep the words that came along with another button of their form, those that no script had saved yet included.

    They are kept as the form's, not as the tab's: a save of that tab's that was still under way comes too late then.
    """
    last, handed_in = changes.attempt_at_hand(assignment)
    base, open_go = typed.version, last if handed_in is None else None
    draft = open_go and drafts.find(account_of(viewer), changes.subject_of_work(assignment.id, open_go.number))
    if draft and typed.key and draft.writer == typed.key:
        base = draft.version
    answer = save_draft(viewer, assignment=assignment, sent=drafts.Save(f"f-{key}"[:60], base, 0, typed.text))
    if answer.status_code == 409:
        both = answer.get_json()
        raise BothKept(both["theirs"], both["version"])
