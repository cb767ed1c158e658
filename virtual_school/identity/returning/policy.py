"""Who may let somebody return, and change where their letters go."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.identity.policy import can_keep_people
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer


def can_reopen(viewer: Viewer) -> Decision:
    """They come back with nothing but their name and address, so it opens nothing that is not given anew."""
    return can_keep_people(viewer)


def can_change_address(viewer: Viewer) -> Decision:
    """Whoever reads the letters of an address can choose a password: so it is for who reaches the records anyway."""
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You lead the Virtual School."))
    return Denied(_("Only the Virtual School lead may change an address: whoever has it can choose a new password."))
