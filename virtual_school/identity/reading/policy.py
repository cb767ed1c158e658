"""Who chooses how pages look: each for themself."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.viewer import Viewer


def can_choose(viewer: Viewer) -> Decision:
    if viewer.account_id is None:
        return Denied(_("Sign in first. It is kept with you."))
    return Allowed(_("Only your own pages change."))
