"""Who may do what with a concern or a call for help, over values already loaded."""

from collections.abc import Sequence

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.safeguarding.models import Concern
from virtual_school.safeguarding.people import Reader

# Who has the place 'Handed to me'. Which concerns stand in it is decided by `access.handed_to`.
TAKES_CONCERNS = (Role.SAFEGUARDING_LEAD, Role.HEADTEACHER, Role.VIRTUAL_SCHOOL_LEAD)

# Who is asked for help. Whose calls they see is decided by `access.asked`.
IS_ASKED = (
    Role.MENTOR,
    Role.KEY_ADULT,
    Role.SAFEGUARDING_LEAD,
    # When nobody below saw it in time.
    Role.HEADTEACHER,
    Role.VIRTUAL_SCHOOL_LEAD,
)


def can_raise(viewer: Viewer) -> Decision:
    """Any adult who works with pupils, about whatever they may read."""
    if viewer.is_staff:
        return Allowed(_("You can read this, so you can hand over that you are worried."))
    return Denied(_("Only adults who work with pupils hand something over here."))


def can_take(viewer: Viewer) -> Decision:
    if viewer.is_any(*TAKES_CONCERNS):
        return Allowed(_("It was handed to you."))
    return Denied(_("Only whom it was handed to does this."))


def can_release(viewer: Viewer, concern: Concern) -> Decision:
    """Only what is still held can be let go on."""
    if concern.released_at is not None:
        return Denied(_("This goes on already."))
    return can_take(viewer)


def can_ask(viewer: Viewer, readers: Sequence[Reader]) -> Decision:
    """Only where somebody will read it: nothing is taken that nobody sees."""
    if not viewer.is_pupil or viewer.pupil_id is None:
        return Denied(_("This is for pupils."))
    if not readers:
        return Denied(_("Nobody is here to read it yet."))
    return Allowed(_("There is somebody to read it."))


def can_keep_from_mentor(readers: Sequence[Reader]) -> bool:
    """There is a mentor to keep it from, and somebody else to read it."""
    return any(reader.is_mentor for reader in readers) and any(not reader.is_mentor for reader in readers)


def can_answer(viewer: Viewer) -> Decision:
    if viewer.is_any(*IS_ASKED):
        return Allowed(_("They asked you."))
    return Denied(_("Only whom the pupil asked does this."))
