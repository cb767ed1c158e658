"""What an adult who reads a plan may be worried about: the pupil's words in it, what was said of a goal, a no."""

import uuid
from collections.abc import Callable

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.network.viewer import Viewer
from virtual_school.plans import policy
from virtual_school.plans.models import Goal, GoalView, PlanAgreement, PlanState, PlanVersion, PlanWords
from virtual_school.plans.queries.said import said
from virtual_school.plans.queries.versions import version
from virtual_school.pupils.access import Relation
from virtual_school.pupils.models import Part
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing

Versions = Callable[[uuid.UUID], sa.Select[uuid.UUID]]


def _of_words(said_id: uuid.UUID) -> sa.Select[uuid.UUID]:
    return sa.select(PlanWords.plan_version_id).where(PlanWords.id == said_id)


def _of_rating(said_id: uuid.UUID) -> sa.Select[uuid.UUID]:
    """A goal stands in several versions: the newest that everybody reads comes first."""
    return (
        sa.select(Goal.plan_version_id)
        .join(GoalView, GoalView.goal_key == Goal.key)
        .join(PlanVersion, PlanVersion.id == Goal.plan_version_id)
        .where(GoalView.id == said_id)
        .order_by((PlanVersion.state == PlanState.DRAFT).asc(), PlanVersion.number.desc())
    )


def _of_answer(said_id: uuid.UUID) -> sa.Select[uuid.UUID]:
    return sa.select(PlanAgreement.plan_version_id).where(PlanAgreement.id == said_id)


def _find(kind: str, of: Versions) -> Callable[[Viewer, uuid.UUID], Thing]:
    """By the version in which it was said, as the page of that version shows it to the viewer."""

    def found(viewer: Viewer, said_id: uuid.UUID) -> Thing:
        if not viewer.is_any(*policy.READERS):
            raise NotVisible
        version_id = db.session.scalar(of(said_id).limit(1))
        if version_id is None:
            raise NotVisible
        held = version(viewer, version_id)
        one = said(viewer, held, kind, said_id)
        name = held.pupil.known_as if held.access.relation is Relation.WINDOW else held.pupil.initial
        back = f"/pupils/{held.pupil.id}/plan"
        return Thing(held.pupil.id, one.copy, name, back, Part.PLAN, by=one.by, about=one.about)

    return found


worried.kind("plan_words", find=_find("words", _of_words))
worried.kind("goal_view", find=_find("rating", _of_rating))
worried.kind("plan_agreement", find=_find("answer", _of_answer))
