"""Who opens a record without a link, who is told of it, and what may be done through it."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

BREAKS = (Role.SAFEGUARDING_LEAD,)

# Who has the page of what was opened. Which of them stand on it is decided by `queries.told`.
IS_TOLD = (Role.SAFEGUARDING_LEAD, Role.VIRTUAL_SCHOOL_LEAD)


def can_break(viewer: Viewer) -> Decision:
    if viewer.is_any(*BREAKS) and viewer.account_id is not None and viewer.organisation_id is not None:
        return Allowed(_("You are a safeguarding lead of this network."))
    return Denied(_("Only a safeguarding lead opens a record without a link. Ask them."))


def can_hand_over(viewer: Viewer, *, is_open: bool) -> Decision:
    """The one thing that is written through it, while it is open."""
    allowed = can_break(viewer)
    if allowed and not is_open:
        return Denied(_("This record is not open to you any more."))
    return allowed
