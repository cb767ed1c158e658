"""Who enters marks, who takes them back, who says what a kind of mark means: over values already loaded."""

import uuid

from flask_babel import gettext as _

from virtual_school.assessment.kinds import Kind
from virtual_school.assessment.standard import MAY_ENTER
from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Part

# Through a window, by a carer's link or as the pupil, marks are read and not entered.
_KNOWS = frozenset({Relation.MENTOR, Relation.SCHOOL, Relation.OFFICE})

DEFINERS = (Role.VIRTUAL_SCHOOL_LEAD,)


def can_enter_kind(viewer: Viewer, kind: Kind) -> Decision:
    """Whether this person's role enters this kind of mark at all."""
    if kind.is_retired:
        return Denied(_("This kind of mark is not used any more."))
    if viewer.role not in kind.who:
        return Denied(_("Others enter this kind of mark: the network’s list of marks says who."))
    return Allowed(_("The network’s list of marks says that your role enters it."))


def can_enter(viewer: Viewer, access: Access) -> Decision:
    """Whether they enter any mark of this pupil's."""
    if viewer.role not in MAY_ENTER or access.relation not in _KNOWS or not access.opens(Part.GRADES):
        return Denied(_("Marks are entered by those who teach or look after the pupil."))
    return Allowed(access.purpose)


def can_withdraw(viewer: Viewer, access: Access | None, assessor_id: uuid.UUID) -> Decision:
    """Whoever entered it; the Virtual School lead where they are not there.

    Without access to the pupil, those who teach them this subject: what they entered themself.
    """
    if access is None and viewer.account_id == assessor_id:
        return Allowed(_("You entered it."))
    if access is None or not can_enter(viewer, access):
        return Denied(_("Marks are entered by those who teach or look after the pupil."))
    if viewer.account_id == assessor_id or viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(access.purpose)
    return Denied(_("Whoever entered this mark takes it back, or the Virtual School lead does."))
