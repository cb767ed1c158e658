"""That work set from a posted lesson is a use of it, by the school whose pupil it was set to. No pupil is named."""

import uuid

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.audit import Actor
from virtual_school.core.db import db, in_force
from virtual_school.learning.models import Assignment
from virtual_school.library.models import UseKind
from virtual_school.library.use import changes as use
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import MAIN_ROLL, Enrolment


def count(work: Assignment, by: Viewer) -> None:
    """The pupil's own school takes it, or whoever set it where the pupil is on nobody's roll."""
    kind = UseKind.CHOSEN if by.is_pupil else UseKind.SET
    taker = school_of(work.pupil_id) or by.organisation_id
    use.used(work.revision_id, kind=kind, taker_id=taker, thing_id=work.id)


def take_back(work: Assignment) -> None:
    use.unused([work.id])


def give_newer(by: Actor, revision_id: uuid.UUID, newer_id: uuid.UUID) -> int:
    """Everybody who was set a revision that nobody may read any more has another from now on; how many they are."""
    question = sa.select(Assignment).where(Assignment.revision_id == revision_id).order_by(Assignment.id)
    found = db.session.scalars(question.with_for_update(), execution_options={"populate_existing": True}).all()
    for work in found:
        work.revision_id = newer_id
        audit.record("assignment.newer", by, pupil_id=work.pupil_id, object_id=work.id, revision_id=newer_id)
    db.session.flush()
    return len(found)


def school_of(pupil_id: uuid.UUID) -> uuid.UUID | None:
    question = (
        sa.select(Enrolment.organisation_id)
        .where(Enrolment.pupil_id == pupil_id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today()))
        .order_by(Enrolment.starts_on.desc(), Enrolment.id)
        .limit(1)
    )
    return db.session.scalar(question)
