"""A pupil’s goes at the work: begun, added to, handed in, answered."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.files import StoredFile
from virtual_school.core.kept import kept
from virtual_school.core.saving import drafts
from virtual_school.learning import telling
from virtual_school.learning.changes import promising
from virtual_school.learning.changes.adjusting import freeze
from virtual_school.learning.changes.answers import carry_answers, try_the_rest
from virtual_school.learning.changes.changing import put_rest_away
from virtual_school.learning.changes.states import STATE_WORDS, move, subject_of_work
from virtual_school.learning.models import (
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    HandIn,
    Piece,
    Reply,
)
from virtual_school.learning.pressing import pressed_at
from virtual_school.learning.receipts import new_receipt
from virtual_school.network.viewer import Viewer


def attempt_at_hand(assignment: Assignment) -> tuple[Attempt | None, HandIn | None]:
    """The last attempt, and its hand-in if it has one."""
    found = _at_hand(assignment.network_id, assignment.id).execute().first()
    return (found[0], found[1]) if found else (None, None)


@kept
def _at_hand(network: uuid.UUID, assignment_id: uuid.UUID) -> sa.SelectBase:
    return (
        sa.select(Attempt, HandIn)
        .outerjoin(HandIn, HandIn.attempt_id == Attempt.id)
        .where(Attempt.network_id == network, Attempt.assignment_id == assignment_id)
        .order_by(Attempt.number.desc())
        .limit(1)
    )


def handed_in_as(assignment_id: uuid.UUID, number: int) -> HandIn | None:
    """The hand-in of the go with this number."""
    question = sa.select(HandIn).join(Attempt, Attempt.id == HandIn.attempt_id)
    return db.session.scalar(question.where(Attempt.assignment_id == assignment_id, Attempt.number == number))


def start(by: Viewer, assignment: Assignment) -> Attempt:
    """The attempt that is open to write; begun with her first word or photo, if it was not before."""
    last, handed_in = attempt_at_hand(assignment)
    if last is not None and handed_in is None:
        return last
    if assignment.state is AssignmentState.NOT_STARTED:
        move(assignment, AssignmentState.STARTED)
    elif assignment.state is not AssignmentState.ANOTHER_GO:
        raise WrongState(_("This work is %(state)s now.", state=STATE_WORDS[assignment.state]))
    attempt = Attempt(assignment_id=assignment.id, number=last.number + 1 if last else 1, opened_at=clock.now())
    db.session.add(attempt)
    db.session.flush()
    if last is not None:
        carry_answers(last, attempt)
    audit.record("work.started", by, pupil_id=assignment.pupil_id, object_id=assignment.id, attempt_id=attempt.id)
    db.session.flush()
    return attempt


def add_piece(
    by: Viewer,
    assignment: Assignment,
    stored: StoredFile,
    name: str,
    piece_id: uuid.UUID | None = None,
    *,
    added_by: uuid.UUID | None = None,
) -> Piece:
    """Add a photo or file to the open attempt. The same content a second time is the piece that is there."""
    attempt = start(by, assignment)
    there = pieces_of(attempt.id)
    for piece in there:
        if stored.id in (piece.stored_file_id, piece.original_file_id):
            return piece
    position = max((piece.position for piece in there), default=0) + 1
    piece = Piece(attempt_id=attempt.id, stored_file_id=stored.id, name=name, position=position, added_at=clock.now())
    piece.added_by = added_by
    if piece_id is not None:
        piece.id = piece_id
    db.session.add(piece)
    db.session.flush()
    audit.record("piece.added", by, pupil_id=assignment.pupil_id, object_id=assignment.id, piece_id=piece.id)
    db.session.flush()
    return piece


def pieces_of(attempt_id: uuid.UUID) -> list[Piece]:
    """The photos and files of an attempt that were not removed, in order."""
    question = sa.select(Piece).where(Piece.attempt_id == attempt_id, Piece.removed_at.is_(None))
    return list(db.session.scalars(question.order_by(Piece.position, Piece.id)))


def remove_piece(by: Viewer, assignment: Assignment, piece: Piece, because: str | None = None) -> None:
    """By the pupil while the go is open; afterwards by staff, who say why: it does not belong on this child."""
    piece.removed_at, piece.withdrawn_because = clock.now(), because
    piece.withdrawn_by = by.account_id if because else None
    event = "piece.withdrawn" if because else "piece.removed"
    audit.record(event, by, pupil_id=assignment.pupil_id, object_id=assignment.id, because=because, piece_id=piece.id)
    db.session.flush()


def hand_in(by: Viewer, assignment: Assignment, text: str, waited: int | None = None) -> HandIn:
    """Fix the open attempt with these words. The draft is spent. `waited`: for how many seconds it had no line."""
    attempt = start(by, assignment)
    move(assignment, AssignmentState.HANDED_IN)
    try_the_rest(by, assignment, attempt)
    now = clock.now()
    pressed = pressed_at(now, waited, _could_begin(assignment)) if waited else now
    handed_in = HandIn(attempt_id=attempt.id, text=text, pressed_at=pressed, arrived_at=now, receipt=new_receipt())
    db.session.add(handed_in)
    db.session.flush()
    if by.account_id is not None:
        drafts.take(by.account_id, subject_of_work(assignment.id, attempt.number))
    let_originals_go(attempt.id)
    freeze(by, handed_in)
    put_rest_away(by, assignment)
    telling.handed_in(assignment, handed_in.id)
    promising.begin(assignment, handed_in.id)
    audit.record("work.handed_in", by, pupil_id=assignment.pupil_id, object_id=assignment.id, hand_in_id=handed_in.id)
    db.session.flush()
    return handed_in


def _could_begin(assignment: Assignment) -> dt.datetime:
    """From when on this go could be worked at: since the work was set, or since the last go came back."""
    came_back = (
        sa.select(sa.func.max(Feedback.returned_at))
        .join(HandIn, HandIn.id == Feedback.hand_in_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .where(Attempt.network_id == assignment.network_id, Attempt.assignment_id == assignment.id)
        .where(Feedback.undone_at.is_(None))
    )
    found = db.session.scalar(came_back)
    return found or assignment.set_at


def let_originals_go(attempt_id: uuid.UUID) -> None:
    """It is handed in as it is shown: what was cut off is nobody's to see any more, and the sweep erases it."""
    for piece in pieces_of(attempt_id):
        if piece.original_file_id is not None:
            piece.original_file_id = None
            piece.turned = piece.trim_top = piece.trim_right = piece.trim_bottom = piece.trim_left = 0
    db.session.flush()


def reply(by: Viewer, assignment: Assignment, feedback_id: uuid.UUID, text: str) -> Reply:
    if by.account_id is None:
        raise WrongState(_("A reply is written by a person."))
    made = Reply(feedback_id=feedback_id, account_id=by.account_id, text=text, sent_at=clock.now())
    db.session.add(made)
    db.session.flush()
    telling.replied(assignment, db.session.get_one(Feedback, feedback_id), made.id)
    audit.record("reply.sent", by, pupil_id=assignment.pupil_id, object_id=assignment.id, reply_id=made.id)
    db.session.flush()
    return made
