"""Who writes to whom, takes back what, and looks in. Pure: over values already loaded."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.messages.models import Seat, ThreadKind, TranslationState
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

# Who has messages at all, and who begins a thread of which kind.
WRITERS = (Role.PUPIL, Role.CARER, Role.MENTOR, Role.KEY_ADULT, Role.TEACHER)
STAFF_WRITERS = (Role.MENTOR, Role.KEY_ADULT, Role.TEACHER)
STARTS: Mapping[Role, tuple[ThreadKind, ...]] = {
    Role.PUPIL: (ThreadKind.MENTOR, ThreadKind.KEY_ADULT),
    Role.CARER: (ThreadKind.FAMILY,),
    Role.MENTOR: (ThreadKind.MENTOR, ThreadKind.FAMILY, ThreadKind.TEACHER),
    Role.KEY_ADULT: (ThreadKind.KEY_ADULT, ThreadKind.FAMILY),
}
STARTERS = tuple(STARTS)
OVERSEERS = (Role.VIRTUAL_SCHOOL_LEAD, Role.SAFEGUARDING_LEAD)

UNDO_FOR = dt.timedelta(seconds=60)
# Pressed in the sixtieth second and carried by a slow line.
ON_ITS_WAY = dt.timedelta(seconds=10)
WRITER_WITHDRAWS_FOR = dt.timedelta(hours=1)
LOOK_LASTS = dt.timedelta(hours=2)
SAMPLE = 3

STAFF_SEATS = frozenset({Seat.MENTOR, Seat.KEY_ADULT, Seat.TEACHER})


def can_start(viewer: Viewer, kind: ThreadKind, offered: Collection[ThreadKind]) -> Decision:
    if viewer.role is None or kind not in STARTS.get(viewer.role, ()):
        return Denied(_("A message of this kind is begun by somebody else."))
    if kind not in offered:
        return Denied(_("There is nobody to write to just now."))
    return Allowed(_("You can write to them."))


def can_write(viewer: Viewer, readers: Collection[uuid.UUID]) -> Decision:
    """Never into the void: somebody else reads it today."""
    if any(account_id != viewer.account_id for account_id in readers):
        return Allowed(_("Somebody reads it."))
    return Denied(_("Nobody else reads this any more, so nothing can be sent here. What was written is kept."))


def can_withdraw(viewer: Viewer, written_by: uuid.UUID, at: dt.datetime, now: dt.datetime) -> Decision:
    """The writer within the hour; whoever leads the Virtual School at any time."""
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You lead the Virtual School."))
    if viewer.account_id != written_by:
        return Denied(_("This is withdrawn by whoever wrote it, or by the Virtual School lead."))
    if now - at > WRITER_WITHDRAWS_FOR:
        return Denied(_("It was sent more than an hour ago. The Virtual School lead can still withdraw it."))
    return Allowed(_("You wrote this."))


def can_undo(viewer: Viewer, written_by: uuid.UUID, at: dt.datetime, now: dt.datetime) -> Decision:
    if viewer.account_id != written_by:
        return Denied(_("Only the person who sent this can undo it."))
    if now - at > UNDO_FOR + ON_ITS_WAY:
        return Denied(_("It is too late to undo this. You can still withdraw it."))
    return Allowed(_("You sent this a moment ago."))


def can_end_seat(viewer: Viewer, seat: Seat) -> Decision:
    """Whom the mentor took in, the mentor lets go."""
    if viewer.is_any(Role.MENTOR) and seat is Seat.TEACHER:
        return Allowed(_("You mentor this pupil."))
    return Denied(_("The mentor decides which teachers read this."))


def can_type(seat: Seat) -> Decision:
    if seat in STAFF_SEATS:
        return Allowed(_("You read this message."))
    return Denied(_("Somebody of staff types the translation."))


def can_check(viewer: Viewer, seat: Seat, state: TranslationState, typed_by: uuid.UUID | None) -> Decision:
    """Read against the original by somebody other than who typed it."""
    if seat not in STAFF_SEATS:
        return Denied(_("Somebody of staff checks the translation."))
    if state is not TranslationState.TYPED:
        return Denied(_("There is nothing to check."))
    if viewer.account_id == typed_by:
        return Denied(_("Somebody else checks what you typed."))
    return Allowed(_("Somebody else typed it."))


def can_oversee(viewer: Viewer) -> Decision:
    if viewer.is_any(*OVERSEERS):
        return Allowed(_("You may read messages for a reason, or a few to check."))
    return Denied(_("Messages are read by those who sit in them."))
