"""What people do about windows: each checked once, dated and audited."""

import datetime as dt
import uuid
from collections.abc import Collection

from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import Decision, Denied, require
from virtual_school.core.errors import WrongState
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes
from virtual_school.pupils.access import Access
from virtual_school.pupils.changes import Agreed
from virtual_school.pupils.looking_in import policy
from virtual_school.pupils.looking_in.holders import Holder, is_kept
from virtual_school.pupils.looking_in.policy import Party
from virtual_school.pupils.looking_in.queries import Looking
from virtual_school.pupils.looking_in.receivers import RECEIVERS, begins_held_back
from virtual_school.pupils.models import Basis, Duty, Part, Pupil, Receiver, Window


def grant(
    viewer: Viewer,
    pupil: Pupil,
    opened: Access,
    holder: Holder,
    receiver: Receiver,
    *,
    parts: Collection[Part],
    purpose: str,
    basis: Basis,
    duty: Duty | None,
    agreed: Agreed | None,
    because: str | None,
    starts_on: dt.date,
    ends_on: dt.date,
) -> Window:
    """Open parts of a pupil's record to somebody outside, in one of their roles."""
    require(policy.can_grant_this(viewer, opened, receiver, basis=basis, duty=duty, parts=parts))
    if holder.role not in RECEIVERS[receiver].roles:
        raise WrongState(_("This person’s role is not of this kind."))
    _to_a_parent(viewer, pupil.id, receiver)
    _not_too_long(max(starts_on, clock.today()), ends_on)
    held = begins_held_back(receiver, basis, duty)
    return changes.grant_window(
        viewer,
        receiver=receiver,
        duty=duty,
        agreed=agreed,
        review_on=clock.today() + dt.timedelta(days=number("window_review_days")) if held else None,
        pupil_id=pupil.id,
        account_id=holder.account_id,
        organisation_id=holder.organisation_id,
        carer_id=holder.carer_id,
        parts=parts,
        purpose=purpose,
        basis=basis,
        because=because or None,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def _to_a_parent(viewer: Viewer, pupil_id: uuid.UUID, receiver: Receiver | None) -> None:
    if receiver is Receiver.PARENT:
        require(policy.can_grant_to_parent(viewer, is_kept=is_kept(pupil_id)))


def _not_too_long(first: dt.date, last: dt.date) -> None:
    longest = number("window_longest_days")
    if last > first + dt.timedelta(days=longest):
        raise WrongState(_("A window runs for %(days)d days at most. Choose an earlier day.", days=longest))


def close(viewer: Viewer, opened: Access, one: Looking, because: str | None) -> None:
    require(policy.can_close(viewer, opened, one.parts, one.facts.basis))
    changes.close_window(viewer, one.window, because or None)


def prolong(
    viewer: Viewer, opened: Access, one: Looking, *, ends_on: dt.date, because: str, agreed: Agreed | None
) -> None:
    """Let it run longer: by whoever could open just this today. Nothing else of it changes."""
    require(can_prolong(viewer, opened, one))
    _to_a_parent(viewer, one.window.pupil_id, one.facts.receiver)
    _not_too_long(clock.today(), ends_on)
    changes.prolong_window(viewer, one.window, ends_on=ends_on, because=because, agreed=agreed)


def can_prolong(viewer: Viewer, opened: Access, one: Looking) -> Decision:
    """Whoever could open just this window today; one from before kinds were written down is opened anew."""
    if one.facts.receiver is None:
        return Denied(_("For whom this was opened is not written down. Open a new one in its place."))
    if one.is_shut:
        return Denied(_("Nothing is seen through it: an order limits them, or they have no way in any more."))
    facts = one.facts
    return policy.can_grant_this(
        viewer, opened, one.facts.receiver, basis=facts.basis, duty=facts.duty, parts=facts.parts
    )


def hold_back(viewer: Viewer, opened: Access, one: Looking, *, because: str, review_on: dt.date) -> None:
    require(policy.can_hold_back(viewer, opened, one.facts.basis))
    changes.hold_back_window(viewer, one.window, because=because, review_on=review_on)


def show(viewer: Viewer, opened: Access, one: Looking, because: str | None) -> None:
    require(policy.can_hold_back(viewer, opened, one.facts.basis))
    changes.show_window(viewer, one.window, because or None)


def end_as_family(viewer: Viewer, party: Party, one: Looking) -> None:
    """Whoever agreed takes it back: at once, and without being asked why."""
    require(policy.can_end(party, one.facts))
    changes.close_window(viewer, one.window)
