"""Who may enter people, give them roles, and end both."""

import uuid

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.policy import KEEPERS
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

# A role that opens children's records by itself, without a link or a window, is given by somebody who reaches them all:
# else an administrator, who reaches none, could hold one by way of another account.
GIVEN_BY_LEADS = frozenset(
    {
        Role.VIRTUAL_SCHOOL_LEAD,
        Role.SAFEGUARDING_LEAD,
        Role.HEADTEACHER,
        Role.HEAD_OF_YEAR,
        Role.SENCO,
        Role.ATTENDANCE_OFFICER,
    }
)
# Those without whom a network or a child's safety has nobody: ended by a lead alone.
ENDED_BY_LEADS = frozenset({Role.VIRTUAL_SCHOOL_LEAD, Role.SAFEGUARDING_LEAD})


def can_keep_people(viewer: Viewer) -> Decision:
    if viewer.is_any(*KEEPERS):
        return Allowed(_("You look after the people of this network."))
    return Denied(_("Only the Virtual School lead or the network's administrator may change this."))


def can_issue_password(viewer: Viewer) -> Decision:
    """A login name with a password that is shown: whoever makes it could use it, so it is the lead's alone."""
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You lead the Virtual School."))
    return Denied(_("Only the Virtual School lead may make a login name with a password."))


def can_renew_password(viewer: Viewer, login_name: str | None, roles: frozenset[Role]) -> Decision:
    """Whoever has an email is invited instead; whoever holds a role is never signed in by another's password."""
    issuer = can_issue_password(viewer)
    if not issuer:
        return issuer
    if not login_name:
        return Denied(_("They sign in by email: send them an invitation, and they choose a password themselves."))
    if roles:
        return Denied(_("They hold a role. End it first, or let them sign in by email."))
    return issuer


def sees_everybody(viewer: Viewer) -> bool:
    """Whether the list of people has those who sign in without an email and hold no role: nearly all are pupils."""
    return viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD)


def can_give_role(viewer: Viewer, account_id: uuid.UUID, role: Role | None = None) -> Decision:
    """Nobody gives a role to themself. Without `role`: whether they may give any."""
    keeper = can_keep_people(viewer)
    if not keeper:
        return keeper
    if account_id == viewer.account_id:
        return Denied(_("You cannot give yourself a role. Ask another lead or administrator."))
    if role in GIVEN_BY_LEADS and not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Denied(_("Only a Virtual School lead may give this role."))
    return keeper


def can_end_role(viewer: Viewer, membership_id: uuid.UUID, role: Role) -> Decision:
    """Nobody ends the role they act in: they would lock themself out."""
    keeper = can_keep_people(viewer)
    if not keeper:
        return keeper
    if viewer.hat is not None and viewer.hat.key == str(membership_id):
        return Denied(_("You are acting in this role now, and would lock yourself out. Somebody else has to end it."))
    if role in ENDED_BY_LEADS and not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Denied(_("Only a Virtual School lead may end this role."))
    return keeper


def can_close_account(viewer: Viewer, account_id: uuid.UUID, roles: frozenset[Role]) -> Decision:
    keeper = can_keep_people(viewer)
    if not keeper:
        return keeper
    if account_id == viewer.account_id:
        return Denied(_("This is your own account: you would lock yourself out. Somebody else has to close it."))
    if roles & ENDED_BY_LEADS and not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Denied(_("Only a Virtual School lead may close this account."))
    return keeper


def can_invite(viewer: Viewer, email: str | None) -> Decision:
    """A letter with a link goes to the person's own address, so whoever sends it learns nothing."""
    keeper = can_keep_people(viewer)
    if keeper and not email:
        return Denied(_("There is no email address to send an invitation to."))
    return keeper
