"""Who may enter a school's provider, put it on the sign-in page, and end it."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.identity.policy import can_keep_people
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer


def can_keep_providers(viewer: Viewer) -> Decision:
    return can_keep_people(viewer)


def can_open_provider(viewer: Viewer, *, tried: bool) -> Decision:
    """Whoever runs a provider can be anybody of that school, so one who reaches the children's records agrees to it."""
    if not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Denied(_("A Virtual School lead puts it on the sign-in page: whoever runs it could sign in as anybody."))
    if not tried:
        return Denied(_("Try it first."))
    return Allowed(_("You lead the Virtual School, and it was tried."))
