"""Who may change the network's organisations and agreed words."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

KEEPERS = (Role.VIRTUAL_SCHOOL_LEAD, Role.ADMINISTRATOR)


def can_change_network(viewer: Viewer) -> Decision:
    if viewer.is_any(*KEEPERS):
        return Allowed(_("You look after this network."))
    return Denied(_("Only the Virtual School lead or the network's administrator may change this."))
