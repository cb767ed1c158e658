"""Whose a complaint is to read, as SQL: who made it, who has it; never who it is about, in no hat of theirs."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.complaints.models import Complaint, ComplaintState
from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.identity.models import Account, Membership
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.safeguarding.access import held


def not_about(viewer: Viewer) -> sa.ColumnElement[bool]:
    about = Complaint.about_account_id
    return sa.or_(about.is_(None), about != viewer.account_id)


def made_by(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.and_(Complaint.made_by == viewer.account_id, not_about(viewer))


def had_by(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer answers for it, in the hat they wear: as its owner, as the second, or because nobody is left."""
    if viewer.account_id is None or viewer.role is None or not viewer.is_staff:
        return sa.false()
    role = viewer.role.value
    owns = sa.and_(Complaint.owner_id == viewer.account_id, Complaint.owner_role == role)
    second = sa.and_(Complaint.second_id == viewer.account_id, Complaint.second_role == role)
    # What a concern holds back goes no further: whoever handed it over, its owner, has it still.
    ways = [owns, sa.and_(second, ~held("complaint", Complaint.id))]
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        ways.append(sa.and_(nobody_has_it(), ~held("complaint", Complaint.id)))
    return sa.and_(not_about(viewer), Complaint.made_by != viewer.account_id, sa.or_(*ways))


def nobody_has_it() -> sa.ColumnElement[bool]:
    """That whoever has it now holds their role no more, or their account is closed: it must not lie where nobody looks.

    One about a Virtual School lead never falls back to the leads.
    """
    lead, account = aliased(Membership), aliased(Account)
    about_lead = there_is(
        lead,
        lead.network_id == Complaint.network_id,
        lead.account_id == Complaint.about_account_id,
        lead.role == Role.VIRTUAL_SCHOOL_LEAD,
    )
    is_second = Complaint.state == ComplaintState.NOT_SATISFIED
    holder = sa.case((is_second, Complaint.second_id), else_=Complaint.owner_id)
    role = sa.case((is_second, Complaint.second_role), else_=Complaint.owner_role)
    member = aliased(Membership)
    there = there_is(
        member,
        member.network_id == Complaint.network_id,
        member.account_id == holder,
        sa.cast(member.role, sa.String) == role,
        in_force(member, clock.today()),
        there_is(account, account.id == member.account_id, account.closed_at.is_(None)),
    )
    return sa.and_(~there, ~about_lead, Complaint.about_name.is_(None))


def is_about(viewer: Viewer, object_id: Any) -> sa.ColumnElement[bool]:
    """That a row of a log belongs to a complaint about the viewer."""
    one = aliased(Complaint)
    return there_is(one, one.id == object_id, one.about_account_id == viewer.account_id)
