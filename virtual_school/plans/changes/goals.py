"""Goals of a version that is being written; how far each party sees them, and that one is met."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.ids import uuid7
from virtual_school.network.viewer import Viewer
from virtual_school.plans.changes.states import in_state, person
from virtual_school.plans.models import MOST_GOALS, Goal, GoalView, PlanState, PlanVersion
from virtual_school.pupils.models import Party

# What a goal says. Two goals change places by changing these: both places stay taken all the while.
SAYS = ("words", "measure", "by_on", "with_whom")


def goals_in(version_id: uuid.UUID) -> list[Goal]:
    """A version's goals in their order."""
    question = sa.select(Goal).where(Goal.plan_version_id == version_id).order_by(Goal.position)
    return list(db.session.scalars(question, execution_options={"populate_existing": True}))


def add_goal(by: Viewer, version: PlanVersion, *, words: str, measure: str, by_on: dt.date, with_whom: str) -> Goal:
    """One goal more, of at most three. The caller holds the version."""
    in_state(version, PlanState.DRAFT)
    there = goals_in(version.id)
    if len(there) >= MOST_GOALS:
        raise WrongState(_("There are three goals already. Three is the most: take one out first."))
    goal = Goal(
        plan_version_id=version.id,
        pupil_id=version.pupil_id,
        key=uuid7(),
        position=len(there) + 1,
        words=words,
        measure=measure,
        by_on=by_on,
        with_whom=with_whom,
    )
    db.session.add(goal)
    db.session.flush()
    audit.record("goal.added", by, pupil_id=version.pupil_id, object_id=version.id, key=goal.key)
    db.session.flush()
    return goal


def change_goal(
    by: Viewer, version: PlanVersion, goal: Goal, *, words: str, measure: str, by_on: dt.date, with_whom: str
) -> None:
    """Other words for a goal. The audit names what changed, without the words."""
    in_state(version, PlanState.DRAFT)
    goal.words, goal.measure, goal.by_on, goal.with_whom = words, measure, by_on, with_whom
    changed = sorted(audit.changes(goal, SAYS))
    if changed:
        audit.record("goal.changed", by, pupil_id=version.pupil_id, object_id=version.id, key=goal.key, changed=changed)
    db.session.flush()


def move_goal(by: Viewer, version: PlanVersion, goal: Goal, *, up: bool) -> None:
    """Let a goal change places with its neighbour; at the end of the list nothing happens."""
    in_state(version, PlanState.DRAFT)
    there = {one.position: one for one in goals_in(version.id)}
    other = there.get(goal.position + (-1 if up else 1))
    if other is None:
        return
    for name in ("key", *SAYS, "met_on"):
        mine, theirs = getattr(goal, name), getattr(other, name)
        setattr(goal, name, theirs)
        setattr(other, name, mine)
    moved = other
    audit.record(
        "goal.moved", by, pupil_id=version.pupil_id, object_id=version.id, key=moved.key, position=moved.position
    )
    db.session.flush()


def remove_goal(by: Viewer, version: PlanVersion, goal: Goal) -> None:
    """Take a goal out of a draft; those after it move up. What was rated stays with its key."""
    in_state(version, PlanState.DRAFT)
    key = goal.key
    db.session.delete(goal)
    db.session.flush()
    for position, one in enumerate(goals_in(version.id), 1):
        one.position = position
        db.session.flush()
    audit.record("goal.removed", by, pupil_id=version.pupil_id, object_id=version.id, key=key)
    db.session.flush()


def mark_met(by: Viewer, version: PlanVersion, goal: Goal, *, met: bool) -> None:
    """That a goal is met today, or not yet after all; in the version in force and in the one being written."""
    if version.state is PlanState.SUPERSEDED:
        in_state(version, PlanState.AGREED)
    met_on = clock.today() if met else None
    open_ones = sa.select(PlanVersion.id).where(
        PlanVersion.plan_id == version.plan_id, PlanVersion.state != PlanState.SUPERSEDED
    )
    same = sa.select(Goal).where(Goal.key == goal.key, Goal.plan_version_id.in_(open_ones)).order_by(Goal.id)
    for one in db.session.scalars(same.with_for_update()).all():
        if (one.met_on is None) == met:
            one.met_on = met_on
    audit.record("goal.met", by, pupil_id=version.pupil_id, object_id=version.id, key=goal.key, met_on=met_on)
    db.session.flush()


def rate_goal(
    by: Viewer, version: PlanVersion, goal: Goal, *, party: Party, rating: int, words: str | None
) -> GoalView:
    """How far a party sees a goal today, 0 to 10, with a word. What they said before stays as it was."""
    if version.state is PlanState.SUPERSEDED:
        in_state(version, PlanState.AGREED)
    view = GoalView(
        pupil_id=version.pupil_id,
        goal_key=goal.key,
        party=party,
        account_id=person(by),
        rating=rating,
        words=words or None,
        at=clock.now(),
    )
    db.session.add(view)
    db.session.flush()
    audit.record(
        "goal.rated", by, pupil_id=version.pupil_id, object_id=version.id, key=goal.key, view_id=view.id, party=party
    )
    db.session.flush()
    return view
