"""Who keeps a pupil safe, over values already loaded."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Part

# Who sets whereabouts in confidence and who must not meet, and reads why.
PROTECTS = (Role.SAFEGUARDING_LEAD,)

# Who stops everything, and lets it go on.
STOPS = (Role.SAFEGUARDING_LEAD, Role.HEADTEACHER, Role.VIRTUAL_SCHOOL_LEAD)


def can_protect(viewer: Viewer, opened: Access) -> Decision:
    """The safeguarding lead of the pupil's school: theirs alone, with its reasons. Not who opened without a link."""
    theirs = opened.relation is Relation.SCHOOL and opened.opens(Part.SAFEGUARDING)
    if viewer.is_any(*PROTECTS) and theirs:
        return Allowed(_("You are the safeguarding lead of their school."))
    return Denied(_("The safeguarding lead of the pupil’s school does this."))


def can_stop(viewer: Viewer, opened: Access) -> Decision:
    """Stop everything, and let it go on: whoever of them did it."""
    if viewer.is_any(*STOPS) and opened.relation in (Relation.SCHOOL, Relation.OFFICE):
        return Allowed(_("You may stop what goes out about this pupil."))
    return Denied(_("A safeguarding lead, the head or the Virtual School lead does this."))
