"""Who may lay out a week, prepare a return, choose what becomes of one that is not ready. Pure."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.timetable.models import LessonOut, WeekPattern
from virtual_school.timetable.returns import Return

LAY_OUT = (Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD)
LAYING_OUT = frozenset({Relation.MENTOR, Relation.OFFICE})

# Who may do a step of a return: those around the pupil at their school, the mentor, the lead.
PREPARE = (
    Role.MENTOR,
    Role.KEY_ADULT,
    Role.HEAD_OF_YEAR,
    Role.HEADTEACHER,
    Role.SENCO,
    Role.VIRTUAL_SCHOOL_LEAD,
)

# Whose page the returns stand on, and who chooses: the head while there is no head of year at work.
READ_RETURNS = (Role.HEAD_OF_YEAR, Role.HEADTEACHER, Role.VIRTUAL_SCHOOL_LEAD)
CHOOSE = (Role.HEAD_OF_YEAR, Role.HEADTEACHER)


def can_lay_out(access: Access) -> Decision:
    if access.relation in LAYING_OUT:
        return Allowed(access.purpose)
    return Denied(_("The week is laid out by the pupil's mentor or by the Virtual School lead."))


def can_change(access: Access, pattern: WeekPattern | None) -> Decision:
    """Whether they may change the week that is being laid out, if one is."""
    allowed = can_lay_out(access)
    if not allowed:
        return allowed
    if pattern is None or pattern.agreed_at is not None or pattern.ended_at is not None:
        return Denied(_("Nothing is being laid out. Begin a new version of the plan first: its week is changed here."))
    if pattern.frozen_at is not None:
        return Denied(_("People are being asked to agree to this week. Take the plan back first, then change it."))
    return allowed


def can_end_lesson_out(
    access: Access, pattern: WeekPattern | None, row: LessonOut, coming: Return | None = None
) -> Decision:
    """One that nobody has agreed to yet is taken out of the draft; an agreed one ends sooner only when prepared."""
    if row.agreed_at is None:
        return can_change(access, pattern)
    allowed = can_lay_out(access)
    if not allowed:
        return allowed
    if coming is None or coming.back_on <= coming.today:
        return Denied(_("This has ended, or it was lengthened."))
    if not coming.is_ready:
        return Denied(_("This was agreed, and it ends by itself. For back sooner, prepare the return first."))
    return allowed


def can_see_reasons(access: Access) -> bool:
    """Why a pupil is out of a lesson is not for somebody outside, who needs to know where they are."""
    return access.relation is not Relation.WINDOW


def can_prepare(viewer: Viewer, access: Access) -> Decision:
    if viewer.role in PREPARE and access.relation is not Relation.WINDOW:
        return Allowed(access.purpose)
    return Denied(_("A return is prepared by the pupil's mentor and by people at their school."))


def can_choose(viewer: Viewer, access: Access, coming: Return) -> Decision:
    """Whether they may say what becomes of a return that is not ready."""
    if viewer.role not in CHOOSE or access.relation is not Relation.SCHOOL:
        return Denied(_("The head of year of the pupil's school chooses this."))
    if not coming.is_due:
        return Denied(_("There is nothing to choose now."))
    if coming.is_ready:
        return Denied(_("This return is ready."))
    if coming.row.chosen_at is not None:
        return Denied(_("It was decided already that this return is prepared."))
    return Allowed(access.purpose)


def can_extend(coming: Return) -> Decision:
    if coming.row.extends_id is not None:
        return Denied(_("It was lengthened once already. More time is a change of the plan, agreed by everybody."))
    return Allowed(_("It has not been lengthened yet."))
