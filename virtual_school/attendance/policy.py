"""Who notes that a pupil was seen, and who makes and ends the links to a place's register. Over values alone."""

import datetime as dt

from flask_babel import gettext as _

from virtual_school.attendance.models import RegisterLink
from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation

# Who looks after where pupils are: they ask a place who came.
MAKES_LINKS = (Role.MENTOR, Role.ATTENDANCE_OFFICER, Role.VIRTUAL_SCHOOL_LEAD)

# The home school's own people, for 'Our pupils not here'.
KEEPS_COUNT = (
    Role.HEAD_OF_YEAR,
    Role.SENCO,
    Role.SAFEGUARDING_LEAD,
    Role.HEADTEACHER,
    Role.ATTENDANCE_OFFICER,
)

SEES_THEM = frozenset({Relation.MENTOR, Relation.KEY_ADULT, Relation.SCHOOL, Relation.OFFICE})


def can_note_seen(access: Access) -> Decision:
    """Staff who look after the pupil. Somebody outside says it by the register of their place."""
    if access.relation in SEES_THEM:
        return Allowed(access.purpose)
    return Denied(_("The pupil's mentor, their school and the Virtual School lead note who was seen."))


def can_make_links(viewer: Viewer) -> Decision:
    if viewer.is_any(*MAKES_LINKS):
        return Allowed(_("You look after where pupils are."))
    return Denied(_("A mentor, an attendance officer or the Virtual School lead makes this link."))


def ends_every_link(viewer: Viewer) -> bool:
    """Others end their own."""
    return viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD)


def is_live(link: RegisterLink, now: dt.datetime) -> bool:
    """Dead when it was ended by hand, and an hour after its session."""
    return link.ended_at is None and now < link.expires_at
