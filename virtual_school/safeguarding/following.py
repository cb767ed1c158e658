"""Before a notice of a worry or of something serious leaves the house: may whoever is told still read it?"""

import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.leaving import Sending
from virtual_school.identity.models import Membership
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.notices.following import Told, may_tell
from virtual_school.pupils.access import there_is
from virtual_school.safeguarding.handing import KINDS, kept_of
from virtual_school.safeguarding.hands import AUTHORITIES, leads_of
from virtual_school.safeguarding.models import Concern, ConcernParty, Serious, SeriousParty
from virtual_school.safeguarding.serious.telling import REPORTED


@may_tell
def still_theirs(told: Told) -> Sending:
    """It went to them in a role that they still hold; and a worry is not read yet."""
    if told.kind in KINDS:
        return Sending.YES if _concern(told) else Sending.NEVER
    if told.kind == REPORTED:
        return Sending.YES if _serious(told) else Sending.NEVER
    return Sending.YES


def _concern(told: Told) -> bool:
    concern = db.session.get(Concern, told.object_id) if told.object_id else None
    if concern is None:
        return False
    if concern.seen_at is not None:
        # The school has read it. The place has to know for itself.
        at_place = leads_of(concern.place_id) if concern.place_id else []
        return told.account_id in {one.account_id for one in at_place} - kept_of(concern.id)
    question = sa.select(ConcernParty.concern_id).where(
        ConcernParty.concern_id == concern.id,
        ConcernParty.account_id == told.account_id,
        _holds(ConcernParty, {concern.organisation_id, concern.place_id}),
    )
    return db.session.scalar(question.limit(1)) is not None


def _serious(told: Told) -> bool:
    serious = db.session.get(Serious, told.object_id) if told.object_id else None
    if serious is None:
        return False
    question = sa.select(SeriousParty.serious_id).where(
        SeriousParty.serious_id == serious.id,
        SeriousParty.account_id == told.account_id,
        _holds(SeriousParty, {serious.organisation_id}),
    )
    return db.session.scalar(question.limit(1)) is not None


def _holds(party: type[ConcernParty] | type[SeriousParty], places: set[uuid.UUID | None]) -> sa.ColumnElement[bool]:
    """The role at one of these places, or for the authority; a thing that names no school went by the role alone."""
    at: list[sa.ColumnElement[bool]] = [Membership.organisation_id.in_(places - {None})]
    at += [Membership.role == Role.VIRTUAL_SCHOOL_LEAD]
    at += [there_is(Organisation, Organisation.id == Membership.organisation_id, Organisation.kind.in_(AUTHORITIES))]
    at += [sa.true()] if places <= {None} else []
    return there_is(
        Membership,
        Membership.account_id == party.account_id,
        Membership.role == party.role,
        in_force(Membership, clock.today()),
        sa.or_(*at),
    )
