"""What must hold around plans and no constraint can hold."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.plans.models import Goal, PlanAgreement, PlanState, PlanVersion
from virtual_school.pupils.access import there_is
from virtual_school.timetable.models import WeekPattern

ONCE_AGREED = (PlanState.AGREED, PlanState.SUPERSEDED)


def agreed_without_everybody() -> sa.Select[PlanVersion]:
    """In force with somebody's last word a 'why not', or with nobody's yes, and no head's reason for it."""
    answer, later = aliased(PlanAgreement), aliased(PlanAgreement)
    same = sa.and_(
        later.plan_version_id == answer.plan_version_id,
        later.party == answer.party,
        later.carer_id.is_not_distinct_from(answer.carer_id),
        sa.or_(later.given_at > answer.given_at, sa.and_(later.given_at == answer.given_at, later.id > answer.id)),
    )
    of_this = sa.and_(answer.plan_version_id == PlanVersion.id, answer.given_at >= PlanVersion.proposed_at)
    said_no = there_is(answer, of_this, answer.agrees.is_(False), ~there_is(later, same))
    nobody = ~there_is(answer, of_this, answer.agrees.is_(True))
    return sa.select(PlanVersion).where(
        PlanVersion.state.in_(ONCE_AGREED), PlanVersion.without_because.is_(None), sa.or_(said_no, nobody)
    )


def agreed_without_goal() -> sa.Select[PlanVersion]:
    goal = aliased(Goal)
    return sa.select(PlanVersion).where(
        PlanVersion.state.in_(ONCE_AGREED), ~there_is(goal, goal.plan_version_id == PlanVersion.id)
    )


def week_in_another_state() -> sa.Select[PlanVersion]:
    """The week of a version moves with it: frozen while it is asked about, agreed with it."""
    week = aliased(WeekPattern)
    frozen = there_is(week, week.id == PlanVersion.pattern_id, week.frozen_at.is_not(None))
    agreed = there_is(week, week.id == PlanVersion.pattern_id, week.agreed_at.is_not(None))
    return sa.select(PlanVersion).where(
        sa.or_(
            sa.and_(PlanVersion.state == PlanState.DRAFT, frozen),
            sa.and_(PlanVersion.state == PlanState.PROPOSED, sa.or_(~frozen, agreed)),
            sa.and_(PlanVersion.state.in_(ONCE_AGREED), ~agreed),
        )
    )


CHECKS = {
    "a plan is agreed without everybody's yes or the head's reason": agreed_without_everybody,
    "a plan is agreed and has no goal": agreed_without_goal,
    "a plan and its week are in different states": week_in_another_state,
}
