"""Who may change what hangs on a pupil. Whom one reaches at all is for `access`."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Part, Pupil

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

# To whom a window is opened: people who reach no pupil by their role alone, or work for another school.
WINDOW_HOLDERS = frozenset(
    {
        Role.AGENCY_WORKER,
        Role.COLLEGE_TUTOR,
        Role.VENUE_SUPERVISOR,
        Role.PANEL_MEMBER,
        Role.SEN_OFFICER,
        Role.SOCIAL_WORKER,
        Role.TEACHER,
        Role.MENTOR,
    }
)


def can_change_pupils(viewer: Viewer) -> Decision:
    """Whether they may enter pupils, and change rolls, carers, care and windows."""
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You lead the Virtual School."))
    return Denied(_("Only the Virtual School lead changes this. Ask them."))


def can_be_given_way_in(pupil: Pupil) -> Decision:
    """One login name each."""
    if pupil.account_id is not None:
        return Denied(_("They have a login name already."))
    return Allowed(_("They have no login name yet."))


def can_open(viewer: Viewer, opened: Access, parts: frozenset[Part]) -> Decision:
    """Nobody opens to others more than they may see themself."""
    allowed = can_change_pupils(viewer)
    if allowed and not parts <= opened.parts:
        return Denied(_("You may open only what you may see yourself."))
    return allowed


def can_see_around(opened: Access) -> bool:
    """Whether the people around a pupil and the windows onto them are shown: not to somebody outside."""
    return opened.relation is not Relation.WINDOW


def can_see_window(opened: Access, parts: frozenset[Part]) -> bool:
    """Who has a window onto what one may not see oneself, and what for, would tell of it."""
    return parts <= opened.parts


def can_see_upn(opened: Access) -> bool:
    """The number is for those who keep rolls."""
    return opened.relation in (Relation.SCHOOL, Relation.OFFICE)
