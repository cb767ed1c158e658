"""Which referrals wait for the viewer to do something: for each hat those of its own step, longest waiting first."""

import datetime as dt
import enum
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil
from virtual_school.referrals.models import OVER, Referral, ReferralState
from virtual_school.referrals.queries.listing import has_mentor
from virtual_school.referrals.queries.reach import reached
from virtual_school.safeguarding.access import stopped


class Step(enum.Enum):
    """What the viewer is to do with a referral."""

    NAME_MENTOR = "name_mentor"
    LOOK = "look"
    SIGN = "sign"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Waits:
    """One referral and the step that waits for the viewer."""

    id: uuid.UUID
    name: str
    step: Step
    since: dt.datetime


def waiting_for(viewer: Viewer) -> list[Waits]:
    """For the lead those without a mentor and those to look at; for the head those to sign; for the head of year
    those that were given back with a question."""
    found = [one for step, condition in _steps(viewer).items() for one in _waits(viewer, step, condition)]
    return sorted(found, key=lambda one: (one.since, one.id))


def _steps(viewer: Viewer) -> dict[Step, sa.ColumnElement[bool]]:
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        over = sorted(OVER, key=lambda state: state.value)
        return {
            Step.NAME_MENTOR: sa.and_(Referral.state.not_in(over), ~has_mentor()),
            Step.LOOK: Referral.state == ReferralState.WITH_LEAD,
        }
    if viewer.is_any(Role.HEADTEACHER):
        return {Step.SIGN: Referral.state == ReferralState.WITH_HEAD}
    if viewer.is_any(Role.HEAD_OF_YEAR):
        asked = sa.and_(Referral.state == ReferralState.OPENED, Referral.asked_for.is_not(None))
        return {Step.ADD: sa.or_(asked, Referral.state == ReferralState.NEED_MORE)}
    return {}


def _waits(viewer: Viewer, step: Step, condition: sa.ColumnElement[bool]) -> list[Waits]:
    since = (
        sa.func.coalesce(Referral.sent_at, Referral.opened_at) if step is not Step.NAME_MENTOR else Referral.opened_at
    )
    question = (
        sa.select(Referral.id, Pupil.known_as, Pupil.family_name, since)
        .join(Pupil, Pupil.id == Referral.pupil_id)
        .where(Referral.network_id == viewer.network_id, reached(viewer), condition, ~stopped(Referral.pupil_id))
        .order_by(since, Referral.id)
        .limit(50)
    )
    return [Waits(row, f"{name} {family[:1]}.", step, at) for row, name, family, at in db.session.execute(question)]
