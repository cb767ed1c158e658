"""Which referrals a viewer reaches, and whose words in them. Each as one SQL condition."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import CareKind, CareLink, Carer, Part
from virtual_school.referrals.models import Contribution, Referral
from virtual_school.safeguarding.access import held


def reached(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the referral is the viewer's to see: by care, by leading the Virtual School, or as their own school's.

    The school's reach ends with the school that referred: another school of the pupil's has none of it.
    """
    if viewer.account_id is None or viewer.is_any(Role.PUPIL, Role.CARER):
        return sa.false()
    if viewer.role in access.SCHOOL_PARTS:
        own = Referral.organisation_id == viewer.organisation_id
        return sa.and_(own, access.at_school(viewer, Part.REFERRAL, Referral.pupil_id))
    return access.knows(viewer, Part.REFERRAL, Referral.pupil_id)


def worked_on(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The same, and for the key adult, who reads and writes down what the pupil says and sees nothing else of it."""
    if viewer.is_any(Role.KEY_ADULT):
        return access.knows(viewer, Part.IDENTITY, Referral.pupil_id)
    return reached(viewer)


def asked_as_carer(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer is the carer of this `Carer` row and is asked: no order limits them."""
    if not viewer.is_any(Role.CARER):
        return sa.false()
    link = aliased(CareLink)
    return sa.and_(
        sa.or_(Carer.parent_in_law.is_(True), Carer.lives_with.is_(True)),
        Carer.order_in_force.is_(None),
        access.under_age(Carer.pupil_id),
        there_is(
            link,
            link.account_id == viewer.account_id,
            link.carer_id == Carer.id,
            link.kind == CareKind.CARER,
            in_force(link, clock.today()),
        ),
    )


def free() -> sa.ColumnElement[bool]:
    """That no concern holds a contribution back."""
    return ~held("contribution", Contribution.id)


def may_go_on() -> sa.ColumnElement[bool]:
    """That a contribution counts, was read by an adult who knows the pupil, and nothing holds it back.

    Only such words are in a pack, on a school's page or on a parent's.
    """
    return sa.and_(Contribution.superseded_at.is_(None), Contribution.read_at.is_not(None), free())
