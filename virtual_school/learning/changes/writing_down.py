"""What a pupil told or showed an adult, put with the pupil’s work under the adult’s own name."""

import uuid

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.saving import drafts
from virtual_school.learning.changes.doing import pieces_of, start
from virtual_school.learning.changes.pieces import links_of
from virtual_school.learning.changes.states import subject_of_work
from virtual_school.learning.models import Assignment, Attempt, Shown, WrittenDown
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil


def write_down(by: Viewer, assignment: Assignment, *, account_id: uuid.UUID, how: Shown, text: str) -> WrittenDown:
    attempt = start(by, assignment)
    made = WrittenDown(attempt_id=attempt.id, account_id=account_id, how=how, text=text, written_at=clock.now())
    db.session.add(made)
    db.session.flush()
    pupil_id, work_id = assignment.pupil_id, assignment.id
    audit.record("written_down.added", by, pupil_id=pupil_id, object_id=work_id, written_down_id=made.id, how=how.value)
    db.session.flush()
    return made


def remove_written_down(by: Viewer, assignment: Assignment, made: WrittenDown, because: str | None = None) -> None:
    """By the pupil while the go is open; at any time by whoever wrote it, who says why."""
    made.removed_at = clock.now()
    event = "written_down.withdrawn" if because else "written_down.removed"
    about = {"pupil_id": assignment.pupil_id, "object_id": assignment.id}
    audit.record(event, by, because=because, written_down_id=made.id, **about)
    db.session.flush()


def has_own(assignment: Assignment, attempt: Attempt) -> bool:
    """Whether the pupil has begun something of their own in this go, which only they hand in."""
    account_id = db.session.scalar(sa.select(Pupil.account_id).where(Pupil.id == assignment.pupil_id))
    draft = account_id and drafts.find(account_id, subject_of_work(assignment.id, attempt.number))
    if draft and draft.text.strip():
        return True
    return bool(links_of(attempt.id)) or any(piece.added_by is None for piece in pieces_of(attempt.id))
