"""Goals: of many pupils at once, and one plan's with how far each party sees it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import Goal, Plan, PlanState, PlanVersion
from virtual_school.pupils import access
from virtual_school.pupils.models import Part, Programme


@dataclass(frozen=True, slots=True)
class GoalsMet:
    """How many of a pupil's goals are met, of how many."""

    met: int
    of: int


def goals_of(viewer: Viewer, pupil_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, GoalsMet]:
    """Goals met of each pupil's agreed plan, of those whose plan the viewer reaches. Who has no plan is not in it."""
    if not pupil_ids:
        return {}
    question = (
        sa.select(Goal.pupil_id, sa.func.count(Goal.met_on), sa.func.count())
        .join(PlanVersion, PlanVersion.id == Goal.plan_version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(Programme, Programme.id == Plan.programme_id)
        .where(
            Goal.pupil_id.in_(pupil_ids),
            PlanVersion.state == PlanState.AGREED,
            in_force(Programme, clock.today()),
            access.reach(viewer, Part.PLAN, Goal.pupil_id),
        )
        .group_by(Goal.pupil_id)
    )
    return {pupil_id: GoalsMet(met, of) for pupil_id, met, of in db.session.execute(question)}
