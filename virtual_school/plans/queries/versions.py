"""Versions of a plan."""

import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.plans.models import Plan, PlanState, PlanVersion
from virtual_school.pupils.models import Programme


def plan_in_force(pupil_id: uuid.UUID) -> PlanVersion | None:
    """The agreed version of the plan of the pupil's programme, while that programme is in force."""
    question = (
        sa.select(PlanVersion)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(Programme, Programme.id == Plan.programme_id)
        .where(
            PlanVersion.pupil_id == pupil_id,
            PlanVersion.state == PlanState.AGREED,
            in_force(Programme, clock.today()),
        )
        .order_by(PlanVersion.agreed_at.desc(), PlanVersion.id.desc())
        .limit(1)
    )
    return db.session.scalar(question)
