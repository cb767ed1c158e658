"""What stands beside a pupil’s words while the go is open: put in order, turned, trimmed; links; how much there is."""

import uuid

import sqlalchemy as sa

from virtual_school.core import audit, clock, files
from virtual_school.core.db import db
from virtual_school.core.files import Cut, Edited
from virtual_school.learning.changes.doing import pieces_of, start
from virtual_school.learning.models import Assignment, Piece, PieceLink, WrittenDown
from virtual_school.network.viewer import Viewer


def cut_of(piece: Piece) -> Cut:
    return Cut(piece.turned, piece.trim_top, piece.trim_right, piece.trim_bottom, piece.trim_left)


def move_piece(by: Viewer, assignment: Assignment, piece: Piece, *, later: bool) -> None:
    """One place earlier or later among the others."""
    there = pieces_of(piece.attempt_id)
    at = [one.id for one in there].index(piece.id)
    to = at + (1 if later else -1)
    if not 0 <= to < len(there):
        return
    there[at], there[to] = there[to], there[at]
    for position, one in enumerate(there, 1):
        one.position = position
    audit.record("piece.moved", by, pupil_id=assignment.pupil_id, object_id=assignment.id, piece_id=piece.id)
    db.session.flush()


def change_piece(by: Viewer, assignment: Assignment, piece: Piece, cut: Cut, edited: Edited | None) -> None:
    """Show the picture as it was turned and trimmed; the whole one is kept until it is handed in."""
    whole = piece.original_file_id or piece.stored_file_id
    if edited is None:
        piece.stored_file_id, piece.original_file_id = whole, None
    else:
        piece.stored_file_id, piece.original_file_id = files.keep_edited(edited).id, whole
    piece.turned, piece.trim_top, piece.trim_right = cut.turned, cut.top, cut.right
    piece.trim_bottom, piece.trim_left = cut.bottom, cut.left
    audit.record("piece.changed", by, pupil_id=assignment.pupil_id, object_id=assignment.id, piece_id=piece.id)
    db.session.flush()


def links_of(attempt_id: uuid.UUID) -> list[PieceLink]:
    question = sa.select(PieceLink).where(PieceLink.attempt_id == attempt_id, PieceLink.removed_at.is_(None))
    return list(db.session.scalars(question.order_by(PieceLink.added_at, PieceLink.id)))


def add_link(by: Viewer, assignment: Assignment, url: str, words: str) -> PieceLink:
    """The same address a second time is the one that is there."""
    attempt = start(by, assignment)
    for link in links_of(attempt.id):
        if link.url == url:
            return link
    link = PieceLink(attempt_id=attempt.id, url=url, words=words, added_at=clock.now())
    db.session.add(link)
    db.session.flush()
    audit.record("link.added", by, pupil_id=assignment.pupil_id, object_id=assignment.id, link_id=link.id)
    db.session.flush()
    return link


def remove_link(by: Viewer, assignment: Assignment, link: PieceLink) -> None:
    link.removed_at = clock.now()
    audit.record("link.removed", by, pupil_id=assignment.pupil_id, object_id=assignment.id, link_id=link.id)
    db.session.flush()


def besides(attempt_id: uuid.UUID) -> int:
    """How many links and notes of adults an attempt has beside its words and pieces."""
    links = sa.select(sa.func.count(PieceLink.id)).where(
        PieceLink.attempt_id == attempt_id, PieceLink.removed_at.is_(None)
    )
    notes = sa.select(sa.func.count(WrittenDown.id)).where(
        WrittenDown.attempt_id == attempt_id, WrittenDown.removed_at.is_(None)
    )
    return int(db.session.scalar(sa.select(links.scalar_subquery() + notes.scalar_subquery())) or 0)
