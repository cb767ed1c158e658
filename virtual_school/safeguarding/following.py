"""Before a notice of a worry or of something serious leaves the house: may whoever is told still read it?"""

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.leaving import Sending
from virtual_school.identity.models import Membership
from virtual_school.notices.following import Told, may_tell
from virtual_school.pupils.access import there_is
from virtual_school.safeguarding.handing import KINDS
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
    party = ConcernParty
    question = sa.select(party.concern_id).where(
        party.concern_id == told.object_id,
        party.account_id == told.account_id,
        there_is(Concern, Concern.id == party.concern_id, Concern.seen_at.is_(None)),
        _holds(party),
    )
    return db.session.scalar(question.limit(1)) is not None


def _serious(told: Told) -> bool:
    party = SeriousParty
    question = sa.select(party.serious_id).where(
        party.serious_id == told.object_id,
        party.account_id == told.account_id,
        there_is(Serious, Serious.id == party.serious_id),
        _holds(party),
    )
    return db.session.scalar(question.limit(1)) is not None


def _holds(party: type[ConcernParty] | type[SeriousParty]) -> sa.ColumnElement[bool]:
    return there_is(
        Membership,
        Membership.account_id == party.account_id,
        Membership.role == party.role,
        in_force(Membership, clock.today()),
    )
