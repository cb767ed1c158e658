"""Who may say that a pupil will not come, and who reads why. Over values alone."""

import datetime as dt

from flask_babel import gettext as _

from virtual_school.attendance.models import Absence
from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import CareLink, Carer, Part, Responsibility
from virtual_school.pupils.readers import Audience
from virtual_school.timetable.models import Session

# Who takes the call of a parent or carer and enters what they say.
TAKES_CALLS = (Role.MENTOR, Role.ATTENDANCE_OFFICER, Role.HEAD_OF_YEAR)

# Who may be told that a pupil will not come: those who look after them, and the place that expects them.
AT_PLACES = (Role.AGENCY_WORKER, Role.COLLEGE_TUTOR, Role.VENUE_SUPERVISOR)
LOOKS_AFTER = (
    *TAKES_CALLS,
    Role.SENCO,
    Role.SAFEGUARDING_LEAD,
    Role.HEADTEACHER,
    Role.KEY_ADULT,
    Role.VIRTUAL_SCHOOL_LEAD,
)
READS = (*LOOKS_AFTER, *AT_PLACES)

# By a care link or a school's role: ill, or at an appointment. All others read that they will not come, and until when.
READS_WHY = (*TAKES_CALLS, Role.SENCO, Role.SAFEGUARDING_LEAD, Role.HEADTEACHER)

# By which somebody takes a call, and reads why.
LOOK_AFTER = frozenset({Relation.MENTOR, Relation.SCHOOL})

# What is said of an illness is read by fewer; and by the carer who said it, on their own page.
WORDS = Audience(
    Part.ATTENDANCE,
    relations=LOOK_AFTER | {Relation.CARER},
    roles=frozenset({Role.ATTENDANCE_OFFICER, Role.HEAD_OF_YEAR}),
)


def may_tell(link: CareLink, carer: Carer) -> Decision:
    """A carer who may see the record, or with whom the child lives and who has a say for them; under an order never."""
    if carer.ended_at is not None or carer.order_in_force is not None:
        return Denied(_("Please ring the school."))
    has_a_say = carer.parent_in_law or carer.responsibility is not Responsibility.NONE
    if link.may_see_record or (carer.lives_with and has_a_say):
        return Allowed(_("You care for this child."))
    return Denied(_("Please ring the school."))


def may_be_entered_for(carer: Carer) -> bool:
    """Whose call may be taken: of nobody whom a court's order limits."""
    return carer.ended_at is None and carer.order_in_force is None


def can_take_call(viewer: Viewer, access: Access) -> Decision:
    """The pupil's mentor, their school's attendance officer or head of year; nobody through a window."""
    if viewer.is_any(*TAKES_CALLS) and access.relation in LOOK_AFTER:
        return Allowed(access.purpose)
    return Denied(_("The pupil’s mentor, or the attendance officer or head of year of their school, does this."))


def reads_why(viewer: Viewer, access: Access) -> bool:
    return viewer.is_any(*READS_WHY) and access.relation in LOOK_AFTER


def reads_words(viewer: Viewer, access: Access) -> bool:
    return bool(can_take_call(viewer, access))


def is_over(absence: Absence, on: dt.date, session: Session) -> bool:
    """That no session from this one on is in it any more."""
    now, back = (on, session.value), back_of(absence)
    return absence.last < now or (back is not None and (back <= now or back <= absence.first))


def back_of(absence: Absence) -> tuple[dt.date, str] | None:
    """From which session on they come again, where that is sooner than was said."""
    if absence.back_on is None or absence.back_in is None:
        return None
    return absence.back_on, absence.back_in.value
