"""Photos and files beside the words."""

import uuid
from collections.abc import Sequence

from virtual_school.core import files
from virtual_school.core.access import require
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.files import Cut, Edited, Received
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.typed import account_of
from virtual_school.learning.models import Assignment, Piece, PieceLink, Recorded
from virtual_school.network.viewer import Viewer


def add_pieces(
    viewer: Viewer,
    *,
    assignment: Assignment,
    received: Sequence[Received] = (),
    uploads: Sequence[uuid.UUID] = (),
    recorded: Recorded | None = None,
) -> None:
    """Add what was sent, by a plain form or by uploads that have arrived. A repeat adds nothing twice."""
    last, handed_in = changes.attempt_at_hand(assignment)
    there = changes.pieces_of(last.id) if last is not None and handed_in is None else []
    wanted = [upload for upload in uploads if db.session.get(Piece, upload) is None]
    more = len(received) + len(wanted)
    if not more:
        return
    allowed = policy.can_add_pieces(assignment.state, there=len(there), more=more)
    if not allowed:
        raise WrongState(allowed.because)
    for upload in wanted:
        # The piece takes the upload's own id, so that an answer which got lost can be asked for again.
        stored, name = files.claim(account_of(viewer), upload)
        changes.add_piece(viewer, assignment, stored, name, upload).recorded = recorded
    for one in received:
        changes.add_piece(viewer, assignment, files.keep(one), one.name)


def remove_piece(viewer: Viewer, *, assignment: Assignment, piece: Piece) -> None:
    require(policy.can_write(assignment.state))
    changes.remove_piece(viewer, assignment, piece)


def move_piece(viewer: Viewer, *, assignment: Assignment, piece: Piece, later: bool) -> None:
    require(policy.can_write(assignment.state))
    changes.move_piece(viewer, assignment, piece, later=later)


def change_piece(
    viewer: Viewer, *, assignment: Assignment, piece: Piece, before: Cut, after: Cut, edited: Edited | None
) -> None:
    """Turn or trim, once: what was made from an older look at the picture changes nothing."""
    require(policy.can_write(assignment.state))
    if changes.cut_of(piece) == before:
        changes.change_piece(viewer, assignment, piece, after, edited)


def add_link(viewer: Viewer, *, assignment: Assignment, url: str, words: str) -> None:
    last, handed_in = changes.attempt_at_hand(assignment)
    there = changes.besides(last.id) if last is not None and handed_in is None else 0
    allowed = policy.can_add_link(assignment.state, there=there)
    if not allowed:
        raise WrongState(allowed.because)
    changes.add_link(viewer, assignment, url, words)


def remove_link(viewer: Viewer, *, assignment: Assignment, link: PieceLink) -> None:
    require(policy.can_write(assignment.state))
    changes.remove_link(viewer, assignment, link)
