"""Who may enter people, give them roles, and end both."""

import uuid

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.policy import KEEPERS, OWN_KEEPERS
from virtual_school.network.roles import STAFF, Role
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
        # Reads the packs of every school's pupils.
        Role.PANEL_CLERK,
    }
)
# Those without whom a network or a child's safety has nobody: ended by a lead alone.
ENDED_BY_LEADS = frozenset({Role.VIRTUAL_SCHOOL_LEAD, Role.SAFEGUARDING_LEAD})

# What is given at a school by its head: to work there. Whatever opens no record by itself, its co-ordinator gives too.
GIVEN_BY_HEADS = frozenset(
    {
        Role.TEACHER,
        Role.KEY_ADULT,
        Role.EXAMS_OFFICER,
        Role.VENUE_SUPERVISOR,
        Role.COLLEGE_TUTOR,
        Role.AGENCY_WORKER,
        Role.CO_ORDINATOR,
        Role.HEAD_OF_YEAR,
        Role.SENCO,
        Role.ATTENDANCE_OFFICER,
    }
)
GIVEN_BY_CO_ORDINATORS = GIVEN_BY_HEADS - GIVEN_BY_LEADS - {Role.CO_ORDINATOR}


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


def gives(viewer: Viewer) -> frozenset[Role]:
    """The roles that somebody may give at all: a head and a co-ordinator at their own organisation alone."""
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return STAFF
    if viewer.is_any(Role.ADMINISTRATOR):
        return STAFF - GIVEN_BY_LEADS
    if viewer.is_any(Role.HEADTEACHER):
        return GIVEN_BY_HEADS
    return GIVEN_BY_CO_ORDINATORS if viewer.is_any(Role.CO_ORDINATOR) else frozenset()


def can_keep_own(viewer: Viewer, organisation_id: uuid.UUID | None = None) -> Decision:
    """Whether they look after people: of the network, or of their own organisation, when it is that one."""
    keeper = can_keep_people(viewer)
    if keeper or not viewer.is_any(*OWN_KEEPERS):
        return keeper
    if organisation_id not in (None, viewer.organisation_id):
        return Denied(_("You look after your own organisation's people. Ask the network's administrator."))
    return Allowed(_("You look after the people of your own organisation."))


def can_give_role(
    viewer: Viewer, account_id: uuid.UUID, role: Role | None = None, organisation_id: uuid.UUID | None = None
) -> Decision:
    """Nobody gives a role to themself. Without `role`: whether they may give any."""
    keeper = can_keep_own(viewer, organisation_id)
    if not keeper:
        return keeper
    if account_id == viewer.account_id:
        return Denied(_("You cannot give yourself a role. Ask another lead or administrator."))
    if role in GIVEN_BY_LEADS and not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        if not viewer.is_any(Role.HEADTEACHER) or role not in GIVEN_BY_HEADS:
            return Denied(_("Only a Virtual School lead may give this role."))
    if role is not None and role not in gives(viewer):
        return Denied(_("You may not give this role. Ask the network's administrator."))
    return keeper


def can_end_role(
    viewer: Viewer, membership_id: uuid.UUID, role: Role, organisation_id: uuid.UUID | None = None
) -> Decision:
    """Nobody ends the role they act in: they would lock themself out. A head ends what a head gives."""
    keeper = can_keep_own(viewer, organisation_id)
    if not keeper:
        return keeper
    if viewer.hat is not None and viewer.hat.key == str(membership_id):
        return Denied(_("You are acting in this role now, and would lock yourself out. Somebody else has to end it."))
    if role in ENDED_BY_LEADS and not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Denied(_("Only a Virtual School lead may end this role."))
    if viewer.is_any(*OWN_KEEPERS) and role not in gives(viewer):
        return Denied(_("You may not end this role. Ask the network's administrator."))
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
    keeper = can_keep_own(viewer)
    if keeper and not email:
        return Denied(_("There is no email address to send an invitation to."))
    return keeper
