"""What the lesson of a piece of work offers, and whether another way was agreed for its pupil."""

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.learning.models import Assignment
from virtual_school.library.models import HandIn as Way
from virtual_school.library.models import LessonRevision, Proof, RevisionStep
from virtual_school.plans.models import Adjustment, AdjustmentKind


def ways_of(assignment: Assignment) -> tuple[frozenset[Way], bool, bool]:
    """The ways that are offered; whether a step wants a photo; whether another way was agreed."""
    wants_photo = sa.exists().where(
        RevisionStep.revision_id == LessonRevision.id, RevisionStep.proof == Proof.PHOTO
    )  # fmt: skip
    another_way = sa.exists().where(
        Adjustment.network_id == assignment.network_id,
        Adjustment.pupil_id == assignment.pupil_id,
        Adjustment.kind == AdjustmentKind.ANOTHER_WAY,
        in_force(Adjustment, clock.today()),
    )
    question = sa.select(LessonRevision.ways, wants_photo, another_way)
    offered, photo, another = db.session.execute(question.where(LessonRevision.id == assignment.revision_id)).one()
    return offered or frozenset(), bool(photo), bool(another)
