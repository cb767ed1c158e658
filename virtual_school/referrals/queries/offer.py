"""An offer as the head of the pupil's own school answers it."""

import uuid

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import at_school
from virtual_school.pupils.models import Carer, Part, Party, Pupil, TakePart
from virtual_school.referrals.models import Decision, DecisionOutcome, OfferPart, Referral, ReferralState
from virtual_school.referrals.policy.confirm import Standing
from virtual_school.referrals.queries.decision import Decided, decided_where, one
from virtual_school.safeguarding.access import stopped
from virtual_school.timetable.models import Footing


def offer(viewer: Viewer, decision_id: uuid.UUID) -> Decided:
    """An offer to a pupil of the viewer's own school, for its head."""
    return one(decided_where(viewer, Decision.id == decision_id, _is_offer_here(viewer)))


def _is_offer_here(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That it is an offer to a pupil whom this school referred. Off its roll meanwhile, it is nobody's to confirm."""
    if viewer.role is not Role.HEADTEACHER:
        return sa.false()
    return sa.and_(
        Decision.network_id == viewer.network_id,
        Decision.outcome == DecisionOutcome.OFFER,
        Referral.organisation_id == viewer.organisation_id,
        at_school(viewer, Part.REFERRAL, Decision.pupil_id),
    )


def standing(decided: Decided) -> Standing:
    """How an offer stands: what has to hold before it can start."""
    return Standing(
        outcome=decided.row.outcome,
        state=decided.referral.state,
        school_id=decided.referral.organisation_id,
        told=decided.row.told_at is not None,
        lived_with_says_yes=_lived_with_says_yes(decided.referral),
        withheld=decided.withheld,
    )


def _lived_with_says_yes(referral: Referral) -> bool:
    """The last thing that some carer with whom the pupil lives said about taking part this time was yes."""
    question = (
        sa.select(TakePart.carer_id, TakePart.agrees)
        .join(Carer, Carer.id == TakePart.carer_id)
        .where(
            TakePart.pupil_id == referral.pupil_id,
            TakePart.party == Party.CARER,
            TakePart.given_at >= referral.opened_at,
            Carer.lives_with.is_(True),
            Carer.order_in_force.is_(None),
        )
        .order_by(TakePart.given_at, TakePart.id)
    )
    last: dict[uuid.UUID | None, bool] = {}
    for carer_id, agrees in db.session.execute(question):
        last[carer_id] = agrees
    return any(last.values())


def footings_of(decision_id: uuid.UUID) -> dict[uuid.UUID, Footing]:
    """The footing that was confirmed for each part of an offer."""
    question = (
        sa.select(OfferPart.id, Footing)
        .join(Footing, Footing.id == OfferPart.footing_id)
        .where(OfferPart.decision_id == decision_id)
    )
    found = db.session.execute(question).all()
    return {row[0]: row[1] for row in found}


def waits_for_head(viewer: Viewer) -> list[tuple[uuid.UUID, str, bool]]:
    """The offers that wait for this head: the decision, the pupil's first name, whether the family was told."""
    question = (
        sa.select(Decision.id, Pupil.known_as, Decision.told_at.is_not(None))
        .join(Pupil, Pupil.id == Decision.pupil_id)
        .join(Referral, Referral.id == Decision.referral_id)
        .where(
            _is_offer_here(viewer),
            Referral.state == ReferralState.OFFERED,
            Decision.programme_id.is_(None),
            ~stopped(Decision.pupil_id),
        )
        .order_by(Decision.decided_at, Decision.id)
        .limit(50)
    )
    return [(decision_id, name, told) for decision_id, name, told in db.session.execute(question)]
