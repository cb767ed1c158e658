"""Who says when they read, and who says that somebody is off."""

import uuid

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

# Who has hours: those to whom a pupil or family turns.
ANSWERS_PUPILS = (Role.MENTOR, Role.KEY_ADULT, Role.SAFEGUARDING_LEAD, Role.HEAD_OF_YEAR)

# Who has the page of days off: the same, and whoever sets them for others.
SETS_DAYS_OFF = (*ANSWERS_PUPILS, Role.VIRTUAL_SCHOOL_LEAD)


def sets_for_others(viewer: Viewer) -> bool:
    return viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD)


def can_set_hours(viewer: Viewer) -> Decision:
    if viewer.is_any(*ANSWERS_PUPILS):
        return Allowed(_("These are your own hours."))
    return Denied(_("Pupils do not write to you in this role."))


def can_set_off(viewer: Viewer, account_id: uuid.UUID) -> Decision:
    """One's own days off; whoever leads the Virtual School sets anybody's."""
    if sets_for_others(viewer):
        return Allowed(_("You name who stands in."))
    if viewer.is_any(*ANSWERS_PUPILS) and viewer.account_id == account_id:
        return Allowed(_("These are your own days off."))
    return Denied(_("Whoever is off says so, or who leads the Virtual School."))
