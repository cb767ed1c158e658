"""Who says that something serious happened, and who reads it, over values already loaded."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part

# Who has the list. What stands on it is decided by `queries.to_read`.
READS = (Role.HEADTEACHER, Role.SAFEGUARDING_LEAD, Role.VIRTUAL_SCHOOL_LEAD)


def can_report(viewer: Viewer, opened: Access) -> Decision:
    """Any adult who works with the pupil and answers for where they are: a place through its window too."""
    if viewer.is_staff and opened.opens(Part.ATTENDANCE):
        return Allowed(opened.purpose)
    return Denied(_("Whoever works with the pupil says this. Tell the school at once, by telephone."))


def can_see(viewer: Viewer) -> Decision:
    if viewer.is_any(*READS):
        return Allowed(_("It was reported to you."))
    return Denied(_("Only whom it was reported to does this."))
