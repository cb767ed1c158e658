"""The changes themselves, audited and flushed. They check the state of the work, not the person."""

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
from virtual_school.learning import telling, using
from virtual_school.learning.models import (
    TRANSITIONS,
    Answerer,
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    HandIn,
    Outcome,
    Piece,
    Reply,
)
from virtual_school.learning.receipts import new_receipt
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import Basis, Part, Window

ABOUT = "assignment"

# How long the window of who answered stays open once the work is done.
AFTER_DONE = dt.timedelta(days=14)

STATE_WORDS = {
    AssignmentState.NOT_STARTED: "not started",
    AssignmentState.STARTED: "started and not handed in",
    AssignmentState.HANDED_IN: "handed in",
    AssignmentState.ANOTHER_GO: "back with the pupil for another go",
    AssignmentState.DONE: "done",
    AssignmentState.WITHDRAWN: "taken back",
}


def lock(assignment_id: uuid.UUID) -> Assignment:
    """The work as it is now, held until the end of the transaction: before anything of it is looked at."""
    question = sa.select(Assignment).where(Assignment.id == assignment_id).with_for_update()
    return db.session.scalars(question, execution_options={"populate_existing": True}).one()


def move(assignment: Assignment, to: AssignmentState) -> None:
    """The one place where a piece of work changes its state."""
    if to not in TRANSITIONS[assignment.state]:
        raise WrongState(_("This work is %(state)s now.", state=STATE_WORDS[assignment.state]))
    assignment.state = to


def subject_of_work(assignment_id: uuid.UUID, number: int) -> str:
    """What a pupil's draft is kept under."""
    return f"work:{assignment_id}:{number}"


def subject_of_feedback(hand_in_id: uuid.UUID) -> str:
    """What an answerer's draft is kept under."""
    return f"feedback:{hand_in_id}"


# Setting ------------------------------------------------------------------------------------------------------------


def set_work(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    revision_id: uuid.UUID,
    account_id: uuid.UUID,
    organisation_id: uuid.UUID,
    due_on: dt.date | None = None,
    through_window: bool = True,
    because: str | None = None,
) -> Assignment:
    """Set a posted revision to a pupil and name who answers; who does not reach the pupil gets a window onto it."""
    if by.account_id is None:
        raise WrongState(_("Work is set by a person."))
    work = Assignment(
        pupil_id=pupil_id, revision_id=revision_id, set_by=by.account_id, set_at=clock.now(), due_on=due_on
    )
    db.session.add(work)
    db.session.flush()
    answerer = Answerer(assignment_id=work.id, account_id=account_id, organisation_id=organisation_id)
    db.session.add(answerer)
    db.session.flush()
    if through_window:
        _open_to(by, work, answerer, because)
    using.count(work, by)
    said = {"revision_id": revision_id, "answerer_id": answerer.id, "due_on": due_on}
    audit.record("assignment.set", by, pupil_id=pupil_id, object_id=work.id, because=because, **said)
    audit.record("answerer.named", by, pupil_id=pupil_id, object_id=answerer.id, account_id=account_id)
    db.session.flush()
    return work


def _open_to(by: Viewer, work: Assignment, answerer: Answerer, because: str | None) -> None:
    """A window onto this one piece of work and nothing else of the pupil's."""
    pupils.open_window(
        by,
        pupil_id=work.pupil_id,
        account_id=answerer.account_id,
        organisation_id=answerer.organisation_id,
        parts={Part.WORK},
        purpose=_("Answers this piece of work"),
        basis=Basis.DUTY,
        about=(ABOUT, work.id),
        because=because,
    )


def withdraw(by: Viewer, assignment: Assignment, because: str) -> None:
    """Take work back: gone from every view, kept for the audit. Its windows close and nobody is named any more."""
    move(assignment, AssignmentState.WITHDRAWN)
    now = clock.now()
    assignment.withdrawn_at, assignment.withdrawn_by, assignment.withdrawn_because = now, by.account_id, because
    for answerer in db.session.scalars(_still(Answerer).where(Answerer.assignment_id == assignment.id)):
        answerer.ended_at, answerer.ended_by, answerer.because = now, by.account_id, because
    onto_it = _still(Window).where(Window.about_kind == ABOUT, Window.about_id == assignment.id)
    for window in db.session.scalars(onto_it).all():
        pupils.close_window(by, window, because)
    telling.withdrawn(assignment)
    using.take_back(assignment)
    audit.record("assignment.withdrawn", by, pupil_id=assignment.pupil_id, object_id=assignment.id, because=because)
    db.session.flush()


def _still(link: type) -> sa.Select:  # type: ignore[type-arg]
    return sa.select(link).where(link.ended_at.is_(None)).order_by(link.id)  # type: ignore[attr-defined]


# The pupil's side ---------------------------------------------------------------------------------------------------


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
    audit.record("work.started", by, pupil_id=assignment.pupil_id, object_id=assignment.id, attempt_id=attempt.id)
    db.session.flush()
    return attempt


def add_piece(
    by: Viewer, assignment: Assignment, stored: StoredFile, name: str, piece_id: uuid.UUID | None = None
) -> Piece:
    """Add a photo or file to the open attempt. The same content a second time is the piece that is there."""
    attempt = start(by, assignment)
    there = pieces_of(attempt.id)
    for piece in there:
        if piece.stored_file_id == stored.id:
            return piece
    position = max((piece.position for piece in there), default=0) + 1
    piece = Piece(attempt_id=attempt.id, stored_file_id=stored.id, name=name, position=position, added_at=clock.now())
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


def hand_in(by: Viewer, assignment: Assignment, text: str) -> HandIn:
    """Fix the open attempt with these words. The draft is spent."""
    attempt = start(by, assignment)
    move(assignment, AssignmentState.HANDED_IN)
    now = clock.now()
    handed_in = HandIn(attempt_id=attempt.id, text=text, pressed_at=now, arrived_at=now, receipt=new_receipt())
    db.session.add(handed_in)
    db.session.flush()
    if by.account_id is not None:
        drafts.take(by.account_id, subject_of_work(assignment.id, attempt.number))
    telling.handed_in(assignment, handed_in.id)
    audit.record("work.handed_in", by, pupil_id=assignment.pupil_id, object_id=assignment.id, hand_in_id=handed_in.id)
    db.session.flush()
    return handed_in


def reply(by: Viewer, assignment: Assignment, feedback_id: uuid.UUID, text: str) -> Reply:
    if by.account_id is None:
        raise WrongState(_("A reply is written by a person."))
    made = Reply(feedback_id=feedback_id, account_id=by.account_id, text=text, sent_at=clock.now())
    db.session.add(made)
    db.session.flush()
    audit.record("reply.sent", by, pupil_id=assignment.pupil_id, object_id=assignment.id, reply_id=made.id)
    db.session.flush()
    return made


# The answerer's side ------------------------------------------------------------------------------------------------


def return_feedback(by: Viewer, assignment: Assignment, hand_in_id: uuid.UUID, text: str, outcome: Outcome) -> Feedback:
    """Give a hand-in back with words, for another go or as done. The draft is spent."""
    if by.account_id is None:
        raise WrongState(_("Feedback is written by a person."))
    move(assignment, AssignmentState(outcome.value))
    made = Feedback(
        hand_in_id=hand_in_id, text=text, outcome=outcome, returned_by=by.account_id, returned_at=clock.now()
    )
    db.session.add(made)
    db.session.flush()
    drafts.take(by.account_id, subject_of_feedback(hand_in_id))
    telling.answered(assignment, hand_in_id)
    _let_windows_end(by, assignment, clock.today() + AFTER_DONE if outcome is Outcome.DONE else None)
    audit.record(
        "feedback.returned",
        by,
        pupil_id=assignment.pupil_id,
        object_id=assignment.id,
        feedback_id=made.id,
        outcome=outcome,
    )
    db.session.flush()
    return made


def _let_windows_end(by: Viewer, assignment: Assignment, ends_on: dt.date | None) -> None:
    """When the work is done, whoever answered it through a window still sees her reply, for a fortnight."""
    onto_it = _still(Window).where(Window.about_kind == ABOUT, Window.about_id == assignment.id)
    for window in db.session.scalars(onto_it).all():
        pupils.close_window_on(by, window, ends_on)


def undo_feedback(by: Viewer, assignment: Assignment, feedback: Feedback) -> None:
    """Take feedback back; its words are a draft again, so that nothing typed is lost."""
    feedback.undone_at = clock.now()
    move(assignment, AssignmentState.HANDED_IN)
    _let_windows_end(by, assignment, None)
    drafts.save(
        feedback.returned_by,
        subject_of_feedback(feedback.hand_in_id),
        drafts.Save(key=f"undo-{feedback.id}", base=0, seq=0, text=feedback.text),
    )
    telling.undone(assignment, feedback.hand_in_id)
    audit.record("feedback.undone", by, pupil_id=assignment.pupil_id, object_id=assignment.id, feedback_id=feedback.id)
    db.session.flush()
