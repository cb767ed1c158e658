"""Praise that the pupil wants the people at home to hear of."""

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.learning import telling
from virtual_school.learning.models import Assignment, Feedback
from virtual_school.network.viewer import Viewer


def tell_home(by: Viewer, assignment: Assignment, feedback: Feedback) -> None:
    """Said twice is said once."""
    if feedback.praise_told_at is not None:
        return
    feedback.praise_told_at = clock.now()
    telling.praised_at_home(assignment, feedback.hand_in_id)
    audit.record("praise.told", by, pupil_id=assignment.pupil_id, object_id=assignment.id, feedback_id=feedback.id)
    db.session.flush()
