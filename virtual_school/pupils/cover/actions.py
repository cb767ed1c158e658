"""What a person does about days off: checked once, then changed, and whoever stands in is told."""

import datetime as dt
import uuid

from virtual_school.core.access import require
from virtual_school.core.errors import WrongState
from virtual_school.identity.hours import policy as days
from virtual_school.identity.models import Off
from virtual_school.network.viewer import Viewer
from virtual_school.notices import changes as notices
from virtual_school.notices.models import Because
from virtual_school.pupils import changes
from virtual_school.pupils.cover import policy, queries


def set_off(
    viewer: Viewer,
    *,
    account_id: uuid.UUID,
    starts_on: dt.date,
    ends_on: dt.date | None,
    cover_id: uuid.UUID | None,
    said_yes: bool,
    where: str,
) -> int:
    """They are off from that day; how many of their pupils nobody stands in for. `where`: the page of the notice."""
    require(days.can_set_off(viewer, account_id))
    if cover_id is not None:
        mentors = {one for one, _name in queries.mentors_to_name(viewer)}
        allowed = policy.can_stand_in(account_id, cover_id, mentors, said_yes)
        if not allowed:
            raise WrongState(allowed.because)
    off, left = changes.set_off(viewer, account_id, starts_on=starts_on, ends_on=ends_on, cover_id=cover_id)
    if cover_id is not None:
        notices.tell(cover_id, "cover.named", where, Because.COVER, object_id=off.id)
    return len(left)


def end_off(viewer: Viewer, off: Off) -> None:
    require(days.can_set_off(viewer, off.account_id))
    changes.end_off(viewer, off)
    notices.settle(off.id)
