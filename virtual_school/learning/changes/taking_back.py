"""What was handed in and not opened yet, given back to its pupil: the same go, with all that is in it."""

import uuid

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.saving import drafts
from virtual_school.learning import telling
from virtual_school.learning.changes.states import move, subject_of_work
from virtual_school.learning.models import Assignment, AssignmentState, Attempt, HandIn
from virtual_school.network.viewer import Viewer


def take_back(by: Viewer, assignment: Assignment, handed_in: HandIn) -> None:
    """Nobody waits to answer it any more. Its words are a draft again; the hand-in is kept, and stands nowhere."""
    attempt = db.session.scalars(sa.select(Attempt).where(Attempt.id == handed_in.attempt_id)).one()
    handed_in.attempt_id, handed_in.taken_back_from, handed_in.taken_back_at = None, attempt.id, clock.now()
    move(assignment, AssignmentState.STARTED if attempt.number == 1 else AssignmentState.ANOTHER_GO)
    if by.account_id is not None:
        drafts.put_back(by.account_id, subject_of_work(assignment.id, attempt.number), handed_in.text)
    telling.taken_back(handed_in.id)
    audit.record("work.taken_back", by, pupil_id=assignment.pupil_id, object_id=assignment.id, hand_in_id=handed_in.id)
    db.session.flush()


def was_taken_back(assignment_id: uuid.UUID, hand_in_id: uuid.UUID) -> bool:
    question = sa.select(HandIn.id).join(Attempt, Attempt.id == HandIn.taken_back_from)
    found = db.session.scalar(question.where(HandIn.id == hand_in_id, Attempt.assignment_id == assignment_id))
    return found is not None
