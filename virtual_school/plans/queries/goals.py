"""Goals: of many pupils at once, and one plan's with how far each party sees it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.network.place_names import names_a_place
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import Goal, GoalView, Plan, PlanState, PlanVersion
from virtual_school.pupils import access
from virtual_school.pupils.models import Part, Party, Programme
from virtual_school.safeguarding.access import held


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


@dataclass(frozen=True, slots=True)
class Rated:
    """How far one party sees a goal, latest, and in which words."""

    view_id: uuid.UUID
    rating: int
    words: str | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class SeenGoal:
    """A goal with how far each side sees it."""

    goal: Goal
    pupil: Rated | None
    mentor: Rated | None
    # Its words name one of the places that this reader may not be told.
    is_kept: bool = False


def seen_goals(version_id: uuid.UUID, *, own: bool = False, places: frozenset[str] = frozenset()) -> list[SeenGoal]:
    """A version's goals in order, with each party's latest rating. Two queries however many there are.

    `own`: for the pupil, whose own words a concern does not hold back from them. `places`: what the reader may not
    be told of; the words of a goal that names one are kept from them.
    """
    goals = db.session.scalars(sa.select(Goal).where(Goal.plan_version_id == version_id).order_by(Goal.position)).all()
    said = _latest([goal.key for goal in goals], own=own)
    return [
        SeenGoal(
            goal,
            said.get((goal.key, Party.PUPIL)),
            said.get((goal.key, Party.MENTOR)),
            is_kept=names_a_place(goal.words, places),
        )
        for goal in goals
    ]


def _latest(keys: list[uuid.UUID], *, own: bool) -> dict[tuple[uuid.UUID, Party], Rated]:
    if not keys:
        return {}
    newest = sa.func.row_number().over(
        partition_by=(GoalView.goal_key, GoalView.party), order_by=(GoalView.at.desc(), GoalView.id.desc())
    )
    hidden = sa.false() if own else held("goal_view", GoalView.id)
    view = (GoalView.id, GoalView.goal_key, GoalView.party, GoalView.rating, GoalView.words, GoalView.at)
    rows = sa.select(*view, newest.label("nth")).where(GoalView.goal_key.in_(keys), ~hidden).subquery()
    question = sa.select(rows).where(rows.c.nth == 1)
    return {
        (row.goal_key, row.party): Rated(row.id, row.rating, row.words, row.at) for row in db.session.execute(question)
    }
