"""That somebody has a new message: told to whoever else reads it, taken back when there is nothing to find."""

import uuid
from collections.abc import Collection, Mapping

from virtual_school.core.db import network_id_in_force
from virtual_school.core.leaving import Sending
from virtual_school.messages import queries
from virtual_school.messages.models import Seat
from virtual_school.messages.sitting import Open, Sitter
from virtual_school.network.viewer import Viewer
from virtual_school.notices import changes as notices
from virtual_school.notices.following import Told, may_tell
from virtual_school.notices.models import Because
from virtual_school.safeguarding.holding import is_held

NEW = "message.new"

BECAUSE: Mapping[Seat, Because] = {
    Seat.PUPIL: Because.SELF,
    Seat.MENTOR: Because.MENTOR,
    Seat.KEY_ADULT: Because.KEY_ADULT,
    Seat.CARER: Because.CARER,
    Seat.TEACHER: Because.SCHOOL,
}


def tell(by: Viewer, thread: Open, sitters: Collection[Sitter]) -> None:
    """Once a thread, as long as it is not read: however much is written. While everything is stopped it waits."""
    for one in sitters:
        if one.account_id == by.account_id:
            continue
        # A teacher's only way to the pupil is this seat, which is asked of before anything leaves.
        about = None if one.seat is Seat.TEACHER else thread.pupil_id
        path = f"/messages/{thread.id}"
        notices.tell(one.account_id, NEW, path, BECAUSE[one.seat], about_id=about, object_id=thread.id)


def settle(viewer: Viewer, thread_id: uuid.UUID, account_id: uuid.UUID | None = None) -> None:
    """Whoever has nothing to read there any more is not told of it either; all of them, where nobody is named."""
    told = {account_id} if account_id else queries.accounts_of(viewer.network_id, thread_id)
    for account_id in told:
        if not queries.waits(viewer, thread_id, account_id):
            notices.settle(thread_id, kinds=(NEW,), account_id=account_id)


@may_tell
def may_follow(told: Told) -> Sending:
    """Before it leaves the house: they still sit there, and nothing is stopped meanwhile."""
    if told.kind != NEW or told.object_id is None:
        return Sending.YES
    if told.account_id not in queries.accounts_of(network_id_in_force(), told.object_id):
        return Sending.NEVER
    about_id = queries.pupil_of(network_id_in_force(), told.object_id)
    held = is_held(pupil_id=about_id, account_id=told.account_id)
    return Sending.HOLD if held else Sending.YES
