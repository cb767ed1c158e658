"""Who may choose what of how they are told; over values."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import STAFF, Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.hours import Quiet

# Staff who see figures, offices and logs, and for whom no child waits.
NOT_FOR_CHILDREN = frozenset({Role.BROKER, Role.AUDITOR, Role.ADMINISTRATOR, Role.EXAMS_OFFICER})


def answers_for_children(hats: tuple[Hat, ...]) -> bool:
    """In any of their hats, not only the one in use: a call comes whichever they wear."""
    return any(hat.role in STAFF - NOT_FOR_CHILDREN for hat in hats)


def is_pupil(hats: tuple[Hat, ...]) -> bool:
    return any(hat.role is Role.PUPIL for hat in hats)


def can_switch_off_urgent(viewer: Viewer, *, email: bool, text: bool) -> Decision:
    if email or text:
        return Allowed(_("You are told of what cannot wait."))
    if answers_for_children(viewer.hats):
        return Denied(_("A child may need you. Choose email, a text message, or both."))
    return Allowed(_("You find it here when you sign in."))


def can_be_quiet(viewer: Viewer, quiet: Quiet, day: tuple[int, int]) -> Decision:
    """Staff have no quiet hours within the school day. Quiet hours never hold back what cannot wait."""
    if answers_for_children(viewer.hats) and quiet.meets(*day):
        return Denied(_("Choose hours outside the school day."))
    return Allowed(_("Nothing that can wait is sent to you then."))


def can_see_others(viewer: Viewer) -> Decision:
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You lead the Virtual School."))
    return Denied(_("Only the Virtual School lead sees what was sent to others."))
