"""Who may bring people in from a file: an administrator for the network, a school for its own pupils."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.imports.models import Import, Kind, State
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

AT_SCHOOL = (Role.CO_ORDINATOR, Role.ATTENDANCE_OFFICER, Role.HEADTEACHER)
IMPORTERS = (Role.ADMINISTRATOR, *AT_SCHOOL)


def is_for_network(viewer: Viewer) -> bool:
    return viewer.is_any(Role.ADMINISTRATOR)


def can_import(viewer: Viewer) -> Decision:
    if is_for_network(viewer):
        return Allowed(_("You look after the people of the network."))
    if viewer.is_any(*AT_SCHOOL) and viewer.organisation_id is not None:
        return Allowed(_("You keep the roll of your school."))
    return Denied(_("The network’s administrator does this, or who keeps the roll of the school."))


def can_import_kind(viewer: Viewer, kind: Kind) -> Decision:
    """A school brings in pupils of its own roll, and nobody else."""
    allowed = can_import(viewer)
    if allowed and not is_for_network(viewer) and kind is not Kind.PUPILS:
        return Denied(_("From a school come its own pupils. The network’s administrator imports parents and staff."))
    return allowed


def can_confirm(found: Import, *, hindered: int, to_write: int, skips_wrong: bool) -> Decision:
    if found.state is not State.READY:
        return Denied(_("This import is not ready to be confirmed."))
    if not to_write:
        return Denied(_("There is nothing to write."))
    if hindered and not skips_wrong:
        return Denied(_("Some lines are wrong or not decided. Put them right, or say that the rest goes on without."))
    return Allowed(_("Everything is as it was shown."))


def can_undo(found: Import, *, given_up: bool) -> Decision:
    if found.state is State.DONE or (given_up and found.state is State.WRITING):
        return Allowed(_("It was confirmed, and can be taken back."))
    return Denied(_("Only an import that was written can be undone."))
