"""Who may change what hangs on a pupil. Whom one reaches at all is for `access`."""

import uuid

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import CareKind, Part, Pupil
from virtual_school.pupils.words import where_is_kept

# Which hats have a list of pupils. Somebody outside has windows, a carer has children, a pupil has their own pages.
LISTS_PUPILS = (
    Role.MENTOR,
    Role.KEY_ADULT,
    Role.SOCIAL_WORKER,
    Role.HEAD_OF_YEAR,
    Role.SENCO,
    Role.SAFEGUARDING_LEAD,
    Role.ATTENDANCE_OFFICER,
    Role.HEADTEACHER,
    Role.VIRTUAL_SCHOOL_LEAD,
)

# Who says that a pupil is away for a while: those who decide it and have asked the colleague who answers. A head of
# year for their own year. The attendance officer keeps the register and sees it.
OPENS_AWAY = (Role.HEAD_OF_YEAR, Role.SENCO, Role.HEADTEACHER)


def can_change_pupils(viewer: Viewer) -> Decision:
    """Whether they may enter pupils, and change rolls, carers, care and windows."""
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You lead the Virtual School."))
    return Denied(_("Only the Virtual School lead changes this. Ask them."))


def can_open_away(viewer: Viewer) -> Decision:
    """Whether they may say that a pupil of their school is away for a while, until when, and who answers."""
    if viewer.is_any(*OPENS_AWAY):
        return Allowed(_("You look after pupils of your school."))
    return Denied(_("The head of year, the SENCO or the head of the pupil’s school does this. Ask them."))


def can_enter_in_year(viewer: Viewer, year: int) -> Decision:
    """A head of year enters pupils of their year: another's would be out of their sight at once."""
    own = viewer.hat.year if viewer.hat else None
    if own is not None and own != year:
        return Denied(_("You look after Year %(year)d. Ask the head of year of the other year.", year=own))
    return Allowed(_("They are a pupil of your school."))


def can_change_away(viewer: Viewer, organisation_id: uuid.UUID) -> Decision:
    """Move its last day or end it: at the school that opened it, whoever of them did."""
    allowed = can_open_away(viewer)
    if allowed and viewer.organisation_id != organisation_id:
        return Denied(_("Another school opened this."))
    return allowed


def can_be_given_way_in(pupil: Pupil) -> Decision:
    """One login name each."""
    if pupil.account_id is not None:
        return Denied(_("They have a login name already."))
    return Allowed(_("They have no login name yet."))


def can_know_where(opened: Access) -> Decision:
    """Rolls and windows name schools and places: for whoever may know where the pupil is."""
    return Denied(where_is_kept()) if opened.withheld else Allowed(opened.purpose)


def can_see_around(opened: Access) -> bool:
    """Whether the people around a pupil and the windows onto them are shown: not to somebody outside."""
    return opened.relation is not Relation.WINDOW


def can_see_person(opened: Access, kind: CareKind) -> bool:
    """Whether somebody around a pupil is shown. Carers and a social worker are the family's matter: that there is one
    tells of it."""
    if not can_see_around(opened):
        return False
    return kind not in (CareKind.CARER, CareKind.SOCIAL_WORKER) or opened.opens(Part.FAMILY)


def can_see_window(opened: Access, parts: frozenset[Part]) -> bool:
    """Who has a window onto what one may not see oneself, and what for, would tell of it. Of no part: nobody's."""
    return bool(parts) and parts <= opened.parts


def can_see_upn(opened: Access) -> bool:
    """The numbers, and a legal name that is not in use, are for those who keep rolls."""
    return opened.relation in (Relation.SCHOOL, Relation.OFFICE)
