"""Goals by their words, for what is done towards them. The pupil was found for the viewer."""

import uuid

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.network.place_names import names_a_place, place_names
from virtual_school.network.viewer import Viewer
from virtual_school.plans import policy
from virtual_school.plans.models import MOST_GOALS, Goal, PlanState, PlanVersion
from virtual_school.plans.queries.versions import versions_of
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part


def goals_ahead(viewer: Viewer, pupil_id: uuid.UUID, access: Access) -> list[tuple[uuid.UUID, str]]:
    """Of the pupil's plan as it is now, while it goes on, by key: those that are not met, in order."""
    if not access.opens(Part.PLAN):
        return []
    versions = versions_of(pupil_id, access)
    if versions.newest is None or versions.is_over:
        return []
    question = (
        sa.select(Goal)
        .where(Goal.network_id == viewer.network_id, Goal.plan_version_id == versions.newest.id, Goal.met_on.is_(None))
        .order_by(Goal.position)
        .limit(MOST_GOALS)
    )
    places = _kept_from(viewer, access)
    return [(goal.key, goal.words) for goal in db.session.scalars(question) if not names_a_place(goal.words, places)]


def goal_words(viewer: Viewer, pupil_id: uuid.UUID, access: Access, key: uuid.UUID | None) -> str | None:
    """One goal as it was last written, for those who read the plan; what is still being written by them alone."""
    if key is None or not access.opens(Part.PLAN):
        return None
    question = (
        sa.select(Goal.words)
        .join(PlanVersion, PlanVersion.id == Goal.plan_version_id)
        .where(Goal.network_id == viewer.network_id, Goal.pupil_id == pupil_id, Goal.key == key)
        .order_by(PlanVersion.number.desc(), Goal.id.desc())
        .limit(1)
    )
    if not policy.sees_draft(access):
        question = question.where(PlanVersion.state != PlanState.DRAFT)
    words = db.session.scalar(question)
    return None if names_a_place(words, _kept_from(viewer, access)) else words


def _kept_from(viewer: Viewer, access: Access) -> frozenset[str]:
    return frozenset() if access.opens(Part.WHEREABOUTS) else place_names(viewer)
