"""Builders of plans: one plain row each, and a whole draft that is ready to be put to agreement."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa

from tests import make_timetable
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.ids import uuid7
from virtual_school.identity.models import Account
from virtual_school.plans.models import Goal, GoalView, Plan, PlanAgreement, PlanState, PlanVersion, PlanWords
from virtual_school.pupils.models import Enrolment, How, Party, Programme, Pupil
from virtual_school.timetable.models import Footing, Session, SlotBasis, SlotKind, WeekPattern


def _add(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def school_of(pupil: Pupil) -> uuid.UUID:
    roll = sa.select(Enrolment.organisation_id).where(Enrolment.pupil_id == pupil.id).order_by(Enrolment.id).limit(1)
    return db.session.scalars(roll).one()


def programme(pupil: Pupil, by: Account, **given: Any) -> Programme:
    ordinary = {"pupil_id": pupil.id, "organisation_id": school_of(pupil), "confirmed_by": by.id}
    ordinary |= {"confirmed_at": clock.now(), "starts_on": clock.today() - dt.timedelta(days=7)}
    ordinary |= {"ends_on": clock.today() + dt.timedelta(days=200)}
    return _add(Programme(**{**ordinary, **given}))


def plan(programme: Programme) -> Plan:
    return _add(Plan(pupil_id=programme.pupil_id, programme_id=programme.id, made_at=clock.now()))


def version(plan: Plan, pattern: WeekPattern, by: Account, **given: Any) -> PlanVersion:
    ordinary = {"plan_id": plan.id, "pupil_id": plan.pupil_id, "number": 1, "pattern_id": pattern.id}
    ordinary |= {"made_by": by.id, "made_at": clock.now(), "review_on": clock.today() + dt.timedelta(days=40)}
    given = dict(given)
    if given.get("state") is PlanState.AGREED:
        ordinary |= {"proposed_at": clock.now(), "agreed_at": clock.now(), "starts_on": clock.today()}
    return _add(PlanVersion(**{**ordinary, **given}))


def words(version: PlanVersion, text: str = "Fixing things.", **given: Any) -> PlanWords:
    ordinary = {"plan_version_id": version.id, "pupil_id": version.pupil_id, "question": "What I’m good at"}
    ordinary |= {"text": text, "for_school": True, "for_parent": True, "position": 1}
    return _add(PlanWords(**{**ordinary, **given}))


def goal(version: PlanVersion, **given: Any) -> Goal:
    ordinary = {"plan_version_id": version.id, "pupil_id": version.pupil_id, "key": uuid7(), "position": 1}
    ordinary |= {"words": "Get through a full Monday", "measure": "both halves, four weeks running"}
    ordinary |= {"by_on": clock.today() + dt.timedelta(days=60), "with_whom": "Mrs Kaye"}
    return _add(Goal(**{**ordinary, **given}))


def view(goal: Goal, account: Account, party: Party = Party.PUPIL, rating: int = 6, **given: Any) -> GoalView:
    ordinary = {"pupil_id": goal.pupil_id, "goal_key": goal.key, "party": party, "account_id": account.id}
    ordinary |= {"rating": rating, "words": "P4 is fine now", "at": clock.now()}
    return _add(GoalView(**{**ordinary, **given}))


def agreement(version: PlanVersion, account: Account, party: Party = Party.PUPIL, **given: Any) -> PlanAgreement:
    ordinary = {"plan_version_id": version.id, "pupil_id": version.pupil_id, "party": party, "agrees": True}
    ordinary |= {"given_at": clock.now(), "how": How.SELF, "recorded_by": account.id}
    return _add(PlanAgreement(**{**ordinary, **given}))


def week(pupil: Pupil, by: Account, *, part_time: bool = False, ends_on: dt.date | None = None) -> WeekPattern:
    """A week that is being laid out: two halves at school, and if so asked a third at home."""
    footing: Footing = make_timetable.footing(pupil, by)
    pattern = make_timetable.pattern(pupil, agreed_at=None, frozen_at=None)
    make_timetable.slot(pattern, 1, Session.AM, footing)
    make_timetable.slot(pattern, 2, Session.AM, footing)
    if part_time:
        until = ends_on or clock.today() + dt.timedelta(days=30)
        given = {"ends_on": until, "reason": "Getting well again."}
        home = make_timetable.footing(pupil, by, SlotKind.HOME_ONLINE, SlotBasis.PART_TIME_TIMETABLE, **given)
        make_timetable.slot(pattern, 4, Session.AM, home, ends_on=until)
    return pattern


def draft(pupil: Pupil, mentor: Account, *, part_time: bool = False) -> PlanVersion:
    """A plan's first version in which nothing is missing, of a programme that runs today."""
    made = version(plan(programme(pupil, mentor)), week(pupil, mentor, part_time=part_time), mentor)
    words(made)
    goal(made)
    return made
