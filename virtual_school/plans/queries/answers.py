"""What the parties answered."""

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.plans.models import PlanAgreement, PlanVersion


def answers_to(version: PlanVersion) -> list[PlanAgreement]:
    """What was answered since the version was last put to agreement, oldest first."""
    if version.proposed_at is None:
        return []
    question = (
        sa.select(PlanAgreement)
        .where(PlanAgreement.plan_version_id == version.id, PlanAgreement.given_at >= version.proposed_at)
        .order_by(PlanAgreement.given_at, PlanAgreement.id)
    )
    return list(db.session.scalars(question))
