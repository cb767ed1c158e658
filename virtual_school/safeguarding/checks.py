"""What must hold of concerns and calls for help: none lies where nobody looks."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.identity.models import Membership
from virtual_school.network.roles import Role
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import CareKind, CareLink, Enrolment
from virtual_school.safeguarding import hands
from virtual_school.safeguarding.access import SHOWN, has_lead
from virtual_school.safeguarding.models import Concern, Help


def concerns_in_nobodys_hands() -> sa.Select[Concern]:
    """Concerns that are held, where neither lead nor head nor authority stands whom they are not about."""
    somebody = (hands.has(one) for one in hands.Hands)
    return sa.select(Concern).where(Concern.released_at.is_(None), *(~one for one in somebody))


def calls_in_nobodys_sight() -> sa.Select[Help]:
    """Calls for help without an answer that neither mentor, key adult nor safeguarding lead can see today.

    Nor, of those that went further, the head of the school or who leads the Virtual School.
    """
    link, roll = aliased(CareLink), aliased(Enrolment)
    by_care = there_is(
        link,
        link.pupil_id == Help.pupil_id,
        in_force(link, clock.today()),
        sa.or_(link.kind == CareKind.KEY_ADULT, sa.and_(link.kind == CareKind.MENTOR, Help.not_mentor.is_(False))),
    )
    at_school = there_is(
        roll, roll.pupil_id == Help.pupil_id, in_force(roll, clock.today()), has_lead(roll.organisation_id)
    )
    member, at = aliased(Membership), aliased(Enrolment)
    heads = there_is(at, at.pupil_id == Help.pupil_id, at.organisation_id == member.organisation_id)
    stands = sa.or_(member.role == Role.VIRTUAL_SCHOOL_LEAD, sa.and_(member.role == Role.HEADTEACHER, heads))
    above = sa.and_(
        Help.handed_up_at.is_not(None),
        there_is(member, member.network_id == Help.network_id, stands, in_force(member, clock.today())),
    )
    unanswered = Help.answered_at.is_(None), Help.asked_at > clock.now() - SHOWN
    return sa.select(Help).where(*unanswered, ~by_care, ~at_school, ~above)


def released_by_nobody_who_saw() -> sa.Select[Concern]:
    """What was let go on was seen first."""
    return sa.select(Concern).where(
        Concern.released_at.is_not(None), sa.or_(Concern.seen_at.is_(None), Concern.seen_at > Concern.released_at)
    )


CHECKS = {
    "a concern is in nobody's hands": concerns_in_nobodys_hands,
    "a call for help is in nobody's sight": calls_in_nobodys_sight,
    "a concern was let go on unseen": released_by_nobody_who_saw,
}
