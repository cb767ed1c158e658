"""Words that somebody keeps to use again."""

import uuid

from virtual_school.core.errors import WrongState
from virtual_school.learning import changes, policy
from virtual_school.learning.models import BankComment
from virtual_school.learning.queries import bank
from virtual_school.network.viewer import Viewer


def keep_comment(viewer: Viewer, words: str) -> BankComment:
    """The same words a second time are those that are there."""
    rows = bank.bank(viewer)
    there = next((row for row in rows if row.words.strip() == words.strip()), None)
    if there is not None:
        return there
    allowed = policy.can_keep_words(there=len(rows))
    if not allowed:
        raise WrongState(allowed.because)
    return changes.keep_comment(viewer, words)


def change_comment(viewer: Viewer, comment_id: uuid.UUID, words: str, version: int) -> BankComment | None:
    """None, or the words as they are now where they were changed in another window."""
    row = bank.to_change(viewer, comment_id)
    if row.version != version and row.words != words:
        return row
    if row.words != words:
        changes.change_comment(viewer, row, words)
    return None


def remove_comment(viewer: Viewer, comment_id: uuid.UUID) -> None:
    changes.remove_comment(viewer, bank.to_change(viewer, comment_id))
