"""Who may do what on a panel. Pure: over values already loaded.

A member from the pupil's own school reads and speaks, and does not decide; nor does anybody else with a tie to the
pupil. Ties are looked for in every hat a member has, not in the one they wear.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext as _n

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

# Who sees panels at all.
PANEL_ROLES = (Role.VIRTUAL_SCHOOL_LEAD, Role.PANEL_CLERK, Role.PANEL_MEMBER)
OFFICES = (Role.VIRTUAL_SCHOOL_LEAD, Role.PANEL_CLERK)


@dataclass(frozen=True, slots=True)
class Seat:
    """One member of a panel, as they stand to one meeting and one case."""

    account_id: uuid.UUID
    name: str
    organisation: str
    chairs: bool
    came_at: dt.datetime | None
    left_at: dt.datetime | None
    tied: bool = False

    @property
    def is_there(self) -> bool:
        return self.came_at is not None and self.left_at is None

    @property
    def counts(self) -> bool:
        return self.is_there and not self.tied


@dataclass(frozen=True, slots=True)
class Room:
    """Everybody on the panel, and how many have to be there without a tie to the pupil."""

    quorum: int
    seats: tuple[Seat, ...]

    def seat(self, account_id: uuid.UUID | None) -> Seat | None:
        return next((seat for seat in self.seats if seat.account_id == account_id), None)

    @property
    def counted(self) -> int:
        return sum(seat.counts for seat in self.seats)

    @property
    def short(self) -> int:
        """How many more are needed."""
        return max(self.quorum - self.counted, 0)

    @property
    def there(self) -> dict[uuid.UUID, bool]:
        """Who is there now, and whether they count."""
        return {seat.account_id: seat.counts for seat in self.seats if seat.is_there}


def can_make_panels(viewer: Viewer) -> Decision:
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You lead the Virtual School."))
    return Denied(_("The Virtual School lead makes panels and names their members."))


def can_run_meetings(viewer: Viewer) -> Decision:
    """Make meetings, put cases before them and take them off."""
    if viewer.is_any(Role.PANEL_CLERK):
        return Allowed(_("You are the panel’s clerk."))
    return Denied(_("The panel’s clerk makes meetings and puts cases before them."))


def can_note_who_is_there(viewer: Viewer, seat: Seat | None) -> Decision:
    if viewer.is_any(Role.PANEL_CLERK):
        return Allowed(_("You are the panel’s clerk."))
    if viewer.is_any(Role.PANEL_MEMBER) and seat is not None and seat.chairs:
        return Allowed(_("You chair this panel."))
    return Denied(_("The clerk or the chair notes who is there."))


def can_speak(viewer: Viewer, seat: Seat | None) -> Decision:
    """Write into the minutes: every member, those from the pupil's own school too; and the clerk."""
    if viewer.is_any(Role.PANEL_CLERK):
        return Allowed(_("You write the minutes."))
    if viewer.is_any(Role.PANEL_MEMBER) and seat is not None:
        return Allowed(_("You are a member of this panel."))
    return Denied(_("Members of the panel and its clerk write here."))


def can_decide(viewer: Viewer, room: Room) -> Decision:
    """Only a member who is there and has no tie to the pupil, and only with the quorum of such members."""
    seat = room.seat(viewer.account_id)
    if not viewer.is_any(Role.PANEL_MEMBER) or seat is None:
        return Denied(_("The members of the panel decide."))
    if seat.tied:
        return Denied(
            _("You belong to the pupil’s own school or to those around the pupil. You may speak; the others decide.")
        )
    if not seat.is_there:
        return Denied(_("You are not noted as being there. The clerk or the chair notes it."))
    if room.short:
        return Denied(
            _n(
                "%(num)s more member without a tie to the pupil has to be there before this can be decided.",
                "%(num)s more members without a tie to the pupil have to be there before this can be decided.",
                room.short,
            )
        )
    return Allowed(_("You are there, without a tie to the pupil, and the quorum is met."))
