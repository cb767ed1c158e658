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


def can_rename(viewer: Viewer, kept_by: uuid.UUID | None) -> Decision:
    """Whether they may change an organisation's name and public numbers, which stand above networks."""
    return can_change_network(viewer) and _keeps(viewer, kept_by)


def can_keep_organisation(viewer: Viewer, organisation_id: uuid.UUID, kept_by: uuid.UUID | None) -> Decision:
    """Whether they may say where an organisation is and when it is open, for every network that it is in."""
    if viewer.is_any(*KEEPERS):
        return _keeps(viewer, kept_by)
    if viewer.is_any(*OWN_KEEPERS) and viewer.organisation_id == organisation_id:
        return _keeps(viewer, kept_by) and Allowed(_("You look after your own organisation."))
    return Denied(_("Its head, its co-ordinator or the network's administrator may change this."))


def _keeps(viewer: Viewer, kept_by: uuid.UUID | None) -> Decision:
    if kept_by not in (None, viewer.network_id):
        return Denied(_("Another network entered this organisation and looks after it. Ask there."))
    return Allowed(_("You look after this network."))
