"""Who may pack what: staff what they find in the library or their pupils were set, a pupil their own work."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.learning.policy import can_set_work
from virtual_school.network.roles import AUTHORS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.packs.models import PackShape
from virtual_school.pupils.access import Access

# Who has the pages of packs at all.
PACKERS = (*sorted(AUTHORS, key=lambda role: role.value), Role.PUPIL)

MOST = 40  # lessons in one pack: some weeks of work


def can_choose(viewer: Viewer) -> Decision:
    if viewer.is_author:
        return Allowed(_("You can pack what the library holds."))
    return Denied(_("Teachers, mentors and tutors choose lessons from the library. You are acting in another role."))


def can_pack_for(viewer: Viewer, access: Access) -> Decision:
    """What a pupil was set, by whoever sets it."""
    if not viewer.is_author:
        return Denied(_("Work is packed by the pupil’s mentor or by the Virtual School lead."))
    return can_set_work(access)


def can_make(viewer: Viewer, shape: PackShape, *, lessons: int, from_work: bool) -> Decision:
    """Answers are a paper of their own and never a pupil's; what came from a pupil's work has none."""
    if not lessons:
        return Denied(_("Choose at least one lesson first."))
    if lessons > MOST:
        return Denied(_("That is a lot for one pack. Choose %(most)d lessons at most.", most=MOST))
    if shape is PackShape.ANSWERS and (from_work or not viewer.is_author):
        return Denied(_("Answers are for staff, and only of lessons from the library."))
    return Allowed(_("Only you can fetch it."))
