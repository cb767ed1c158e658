"""A pupil is stuck, and somebody answers."""

import uuid

from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.saving import drafts
from virtual_school.learning import telling
from virtual_school.learning.models import Assignment, Stuck
from virtual_school.network.viewer import Viewer


def subject_of_stuck(stuck_id: uuid.UUID) -> str:
    """What the draft of whoever answers is kept under."""
    return f"stuck:{stuck_id}"


def ask_for_help(by: Viewer, work: Assignment, *, step_id: uuid.UUID | None, words: str, typed: str) -> Stuck:
    made = Stuck(assignment_id=work.id, step_id=step_id, words=words, typed=typed, asked_at=clock.now())
    db.session.add(made)
    db.session.flush()
    telling.stuck(work, made.id)
    audit.record("stuck.asked", by, pupil_id=work.pupil_id, object_id=work.id, stuck_id=made.id)
    db.session.flush()
    return made


def help_on(by: Viewer, work: Assignment, row: Stuck, text: str) -> None:
    if by.account_id is None:
        raise WrongState(_("Help is given by a person."))
    row.answer, row.answered_by, row.answered_at = text, by.account_id, clock.now()
    db.session.flush()
    drafts.take(by.account_id, subject_of_stuck(row.id))
    telling.helped(work, row.id)
    audit.record("stuck.answered", by, pupil_id=work.pupil_id, object_id=work.id, stuck_id=row.id)
    db.session.flush()
