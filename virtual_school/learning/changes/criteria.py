"""What an answerer looks for in a hand-in: there, or not yet; taken away again before it is returned."""

import uuid

from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.learning.models import Assignment, CriterionMark
from virtual_school.network.viewer import Viewer


def mark_criterion(
    by: Viewer, assignment: Assignment, hand_in_id: uuid.UUID, there: CriterionMark | None, *, words: str, is_met: bool
) -> CriterionMark:
    """Say it, or say it otherwise than it was said of the same words."""
    if by.account_id is None:
        raise WrongState(_("Feedback is written by a person."))
    made = there or CriterionMark(hand_in_id=hand_in_id, account_id=by.account_id, words=words)
    made.is_met, made.said_at = is_met, clock.now()
    db.session.add(made)
    db.session.flush()
    audit.record(
        "criterion.marked",
        by,
        pupil_id=assignment.pupil_id,
        object_id=assignment.id,
        criterion_id=made.id,
        is_met=is_met,
    )
    db.session.flush()
    return made


def remove_criterion(by: Viewer, assignment: Assignment, row: CriterionMark) -> None:
    row.removed_at = clock.now()
    audit.record("criterion.removed", by, pupil_id=assignment.pupil_id, object_id=assignment.id, criterion_id=row.id)
    db.session.flush()
