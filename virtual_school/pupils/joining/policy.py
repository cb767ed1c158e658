"""Who invites a parent or carer."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation

INVITERS = (Role.VIRTUAL_SCHOOL_LEAD, Role.HEAD_OF_YEAR, Role.HEADTEACHER)


def can_invite(viewer: Viewer, opened: Access) -> Decision:
    """The lead, and the head of year and head of the pupil's own school: they know the voice or the face."""
    if opened.relation is Relation.OFFICE and viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(opened.purpose)
    if opened.relation is Relation.SCHOOL and viewer.is_any(Role.HEAD_OF_YEAR, Role.HEADTEACHER):
        return Allowed(opened.purpose)
    return Denied(_("The pupil’s school or the Virtual School lead invites carers."))
