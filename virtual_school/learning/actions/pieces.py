"""Photos and files beside the words."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import files
from virtual_school.core.access import Decision, require
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.files import Cut, Edited, Received, StoredFile, Upload
from virtual_school.core.files.states import UploadState
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.typed import account_of
from virtual_school.learning.models import Assignment, HandIn, Piece, PieceLink, Recorded
from virtual_school.library.models import HandIn as Way
from virtual_school.network.viewer import Viewer


class LeftBehind(WrongState):
    """Files came with work that is handed in already, and are not part of it."""


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
    _must(policy.can_add_pieces(assignment.state, there=len(there), more=more))
    ways = open_ways(assignment)
    for upload in wanted:
        # The piece takes the upload's own id, so that an answer which got lost can be asked for again.
        stored, name = files.claim(account_of(viewer), upload)
        _must(policy.can_bring(ways, policy.counts_as(stored.media_type, recorded), name))
        changes.add_piece(viewer, assignment, stored, name, upload).recorded = recorded
    for one in received:
        _must(policy.can_bring(ways, policy.counts_as(one.media_type), one.name))
        changes.add_piece(viewer, assignment, files.keep(one), one.name)


def open_ways(assignment: Assignment) -> frozenset[Way]:
    """In which ways this piece of work may be handed in today."""
    offered, wants_photo, another_way = changes.ways_of(assignment)
    return policy.open_ways(offered, wants_photo=wants_photo, another_way=another_way)


def _must(decision: Decision) -> None:
    if not decision:
        raise WrongState(decision.because)


def went_with(
    viewer: Viewer, handed_in: HandIn, *, received: Sequence[Received] = (), uploads: Sequence[uuid.UUID] = ()
) -> None:
    """Raise `LeftBehind` for files that a repeated press brought and the hand-in has not: they must not seem to go."""
    left = []
    if received:
        of_it = sa.select(StoredFile.digest).join(
            Piece, sa.or_(Piece.stored_file_id == StoredFile.id, Piece.original_file_id == StoredFile.id)
        )
        there = set(db.session.scalars(of_it.where(Piece.attempt_id == handed_in.attempt_id)))
        left += [one.name for one in received if one.digest not in there]
    if uploads:
        unused = sa.select(Upload.filename).where(
            Upload.network_id == viewer.network_id, Upload.account_id == viewer.account_id, Upload.id.in_(uploads),
            Upload.state != UploadState.CLAIMED,
        )  # fmt: skip
        left += db.session.scalars(unused.order_by(Upload.id))
    if left:
        names = ", ".join(f"“{name}”" for name in left)
        raise LeftBehind(_("Your work is handed in already, and %(names)s did not go with it.", names=names))


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
    _must(policy.can_add_link(assignment.state, there=there, ways=open_ways(assignment)))
    changes.add_link(viewer, assignment, url, words)


def remove_link(viewer: Viewer, *, assignment: Assignment, link: PieceLink) -> None:
    require(policy.can_write(assignment.state))
    changes.remove_link(viewer, assignment, link)
