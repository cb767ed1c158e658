"""An adult writes down what a pupil told or showed them, or sends the paper on which it was done."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from virtual_school.core import files
from virtual_school.core.access import require
from virtual_school.core.files import Received
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.typed import account_of
from virtual_school.learning.models import Assignment, Shown, WrittenDown
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access


@dataclass(frozen=True, slots=True)
class Told:
    """What the adult's form brought."""

    how: Shown
    text: str
    received: Sequence[Received] = ()
    uploads: Sequence[uuid.UUID] = ()


def write_down(viewer: Viewer, *, assignment: Assignment, access: Access, told: Told, hand_in: bool) -> bool:
    """Put it with the pupil's work, and hand it in if so wished; whether it was handed in.

    What the pupil has begun themself is handed in by nobody else: then it waits beside that.
    """
    require(policy.can_write_down(access, assignment.state))
    account_id = account_of(viewer)
    changes.write_down(viewer, assignment, account_id=account_id, how=told.how, text=told.text)
    for upload in told.uploads:
        stored, name = files.claim(account_id, upload)
        changes.add_piece(viewer, assignment, stored, name, upload, added_by=account_id)
    for one in told.received:
        changes.add_piece(viewer, assignment, files.keep(one), one.name, added_by=account_id)
    if not hand_in or changes.has_own(assignment, changes.start(viewer, assignment)):
        return False
    changes.hand_in(viewer, assignment, "")
    return True


def remove_written_down(viewer: Viewer, *, assignment: Assignment, made: WrittenDown) -> None:
    """The pupil says what is handed in as theirs."""
    require(policy.can_write(assignment.state))
    changes.remove_written_down(viewer, assignment, made)


def withdraw_written_down(
    viewer: Viewer, *, assignment: Assignment, access: Access, made: WrittenDown, because: str
) -> None:
    """Whoever wrote it takes it away: it was about another child, or is not so."""
    require(policy.can_withdraw_written_down(viewer, access, wrote=made.account_id))
    changes.remove_written_down(viewer, assignment, made, because)
