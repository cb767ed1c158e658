"""Which plans wait for the viewer's own yes: for their start page."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.core.kept import kept
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import Plan, PlanAgreement, PlanState, PlanVersion
from virtual_school.pupils import access
from virtual_school.pupils.models import CareKind, CareLink, Carer, Part, Party, Programme, Pupil

PARTIES = {Role.PUPIL: Party.PUPIL, Role.CARER: Party.CARER, Role.MENTOR: Party.MENTOR}


@dataclass(frozen=True, slots=True)
class Asked:
    """A plan that people are being asked about, and whose it is."""

    version_id: uuid.UUID
    pupil_id: uuid.UUID
    known_as: str


def asked(viewer: Viewer) -> list[Asked]:
    """The plans to which this pupil, carer or mentor has not answered yet, longest waiting first. One query."""
    party = PARTIES.get(viewer.role) if viewer.role else None
    return [Asked(*row) for row in _asked(viewer, party).execute()] if party else []


@kept
def _asked(viewer: Viewer, party: Party) -> sa.SelectBase:
    answer = aliased(PlanAgreement)
    given = [
        answer.plan_version_id == PlanVersion.id,
        answer.party == party,
        answer.given_at >= PlanVersion.proposed_at,
    ]
    question = (
        sa.select(PlanVersion.id, PlanVersion.pupil_id, Pupil.known_as)
        .join(Pupil, Pupil.id == PlanVersion.pupil_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(Programme, Programme.id == Plan.programme_id)
        .where(
            Programme.ended_at.is_(None),
            sa.or_(Programme.ends_on.is_(None), Programme.ends_on >= clock.today()),
            PlanVersion.network_id == viewer.network_id,
            PlanVersion.state == PlanState.PROPOSED,
            access.reach(viewer, Part.PLAN, PlanVersion.pupil_id),
        )
        .order_by(PlanVersion.proposed_at, PlanVersion.id)
        .limit(50)
    )
    if party is Party.CARER:
        carer = aliased(Carer)
        question = question.join(carer, carer.pupil_id == PlanVersion.pupil_id)
        given.append(answer.carer_id == carer.id)
        question = question.where(_is_asked(viewer, carer))
    return question.where(~access.there_is(answer, *given))


def _is_asked(viewer: Viewer, carer: type[Carer]) -> sa.ColumnElement[bool]:
    """The same as whom `pupils.queries.carers_to_ask` gives, by the viewer's own link."""
    link = aliased(CareLink)
    return sa.and_(
        sa.or_(carer.parent_in_law.is_(True), carer.lives_with.is_(True)),
        carer.order_in_force.is_(None),
        access.under_age(carer.pupil_id),
        access.there_is(
            link,
            link.carer_id == carer.id,
            link.account_id == viewer.account_id,
            link.kind == CareKind.CARER,
            in_force(link, clock.today()),
        ),
    )
