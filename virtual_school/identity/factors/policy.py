"""Who may have a second factor, change one, and take one away."""

import datetime as dt
import uuid

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.identity.policy import can_keep_people
from virtual_school.network.roles import STAFF, Role
from virtual_school.network.viewer import Viewer

# How long after somebody proved themself they may change how they sign in without doing so again.
FRESH = dt.timedelta(minutes=30)


def is_staff(viewer: Viewer) -> bool:
    """Whether any of their roles is staff's: what they may see does not hang on which one they act in just now."""
    return any(hat.role in STAFF for hat in viewer.hats)


def is_carer(viewer: Viewer) -> bool:
    return any(hat.role is Role.CARER for hat in viewer.hats)


def can_have_second(viewer: Viewer) -> Decision:
    if is_staff(viewer) or is_carer(viewer):
        return Allowed(_("You may set up a second way to prove who you are."))
    return Denied(_("Only staff, parents and carers set up a second way to sign in."))


def can_change_ways(viewer: Viewer, proved_at: dt.datetime, now: dt.datetime) -> Decision:
    """Whoever finds a computer open must not be able to make themself a key to it."""
    allowed = can_have_second(viewer)
    if allowed and now - proved_at > FRESH:
        return Denied(_("You signed in a while ago. First show once more that it is you."))
    return allowed


def can_end_way(viewer: Viewer, proved_at: dt.datetime, now: dt.datetime, *, required: bool, others: int) -> Decision:
    """Who needs a second factor keeps at least one."""
    allowed = can_change_ways(viewer, proved_at, now)
    if allowed and required and not others:
        return Denied(_("You need at least one second way to sign in. Set up another first, then end this one."))
    return allowed


def can_take_away(viewer: Viewer, account_id: uuid.UUID, roles: frozenset[Role]) -> Decision:
    """An administrator for anybody; the Virtual School lead for staff. Nobody for themself."""
    keeper = can_keep_people(viewer)
    if not keeper:
        return keeper
    if account_id == viewer.account_id:
        return Denied(_("This is your own. Somebody else has to see that it is you."))
    if not viewer.is_any(Role.ADMINISTRATOR) and not roles:
        return Denied(_("They hold no role here. An administrator of the network does this for parents and carers."))
    return keeper
