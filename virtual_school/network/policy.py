"""Who may change the network's organisations and agreed words, and say when an organisation is open."""

import uuid

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

KEEPERS = (Role.VIRTUAL_SCHOOL_LEAD, Role.ADMINISTRATOR)

# They look after their own organisation: its sites, its terms, the days on which it is closed.
OWN_KEEPERS = (Role.CO_ORDINATOR, Role.HEADTEACHER)


def can_change_network(viewer: Viewer) -> Decision:
    if viewer.is_any(*KEEPERS):
        return Allowed(_("You look after this network."))
    return Denied(_("Only the Virtual School lead or the network's administrator may change this."))


def can_keep_organisation(viewer: Viewer, organisation_id: uuid.UUID) -> Decision:
    """Whether they may say where an organisation is and when it is open."""
    if viewer.is_any(*KEEPERS):
        return Allowed(_("You look after this network."))
    if viewer.is_any(*OWN_KEEPERS) and viewer.organisation_id == organisation_id:
        return Allowed(_("You look after your own organisation."))
    return Denied(_("Its head, its co-ordinator or the network's administrator may change this."))
