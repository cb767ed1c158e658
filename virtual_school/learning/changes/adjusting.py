"""What made the work fair is kept with what was handed in, as it was on that day."""

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.learning.models import Assignment, Attempt, HandIn, HandInAdjustment
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import Adjustment


def freeze(by: Viewer, hand_in: HandIn) -> None:
    """Every adjustment of the pupil that is in force today. What is set or ended afterwards changes nothing of it."""
    question = (
        sa.select(Adjustment)
        .join(Assignment, Assignment.pupil_id == Adjustment.pupil_id)
        .join(Attempt, Attempt.assignment_id == Assignment.id)
        .where(
            Adjustment.network_id == by.network_id,
            Attempt.id == hand_in.attempt_id,
            in_force(Adjustment, clock.today()),
        )
        .order_by(Adjustment.id)
    )
    for one in db.session.scalars(question).all():
        kept = {"adjustment_id": one.id, "kind": one.kind, "percent": one.percent, "words": one.words}
        db.session.add(HandInAdjustment(hand_in_id=hand_in.id, **kept))
    db.session.flush()
