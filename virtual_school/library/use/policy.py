"""Who adapts, follows, thanks for and remarks upon a posted lesson, over values already loaded."""

from collections.abc import Collection

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.library.models import LessonState
from virtual_school.library.models.use import SERIOUS, TRANSITIONS, RemarkKind, RemarkState
from virtual_school.library.policy import TheLesson, can_change, is_of_own_school
from virtual_school.network.roles import AUTHORS, Role
from virtual_school.network.viewer import Viewer

# Who reads figures of the network's lessons: those who post and set them, and those who answer for schools.
READS_FIGURES = AUTHORS | {
    Role.HEADTEACHER,
    Role.HEAD_OF_YEAR,
    Role.CO_ORDINATOR,
    Role.BROKER,
    Role.ADMINISTRATOR,
}


def _of_network(viewer: Viewer, lesson: TheLesson) -> Decision:
    """What is posted is for every author of the network, in the school that they act for."""
    if not viewer.is_author or viewer.organisation_id is None:
        return Denied(_("Teachers, mentors and tutors do this. You are acting in another role."))
    if lesson.state is not LessonState.POSTED:
        return Denied(_("It is not in the library now."))
    return Allowed(_("It is posted to your network."))


def _of_another_school(viewer: Viewer, lesson: TheLesson) -> Decision:
    posted = _of_network(viewer, lesson)
    if posted and is_of_own_school(viewer, lesson):
        return Denied(_("Your own school posted this."))
    return posted


def can_adapt(viewer: Viewer, lesson: TheLesson) -> Decision:
    """Into the school that the viewer acts for; their own school's lesson too, to make a second one of it."""
    posted = _of_network(viewer, lesson)
    if not posted:
        return posted
    return Allowed(_("You get a draft of your own school’s. It says whose lesson it was made from."))


def can_follow(viewer: Viewer, lesson: TheLesson) -> Decision:
    found = _of_another_school(viewer, lesson)
    return Allowed(_("You are told when it changes.")) if found else found


def can_thank(viewer: Viewer, lesson: TheLesson) -> Decision:
    return _of_another_school(viewer, lesson)


def can_remark(viewer: Viewer, lesson: TheLesson) -> Decision:
    """Whoever may change it writes no remark."""
    found = _of_another_school(viewer, lesson)
    return Allowed(_("Its school reads it and answers you.")) if found else found


def can_hide(viewer: Viewer, lesson: TheLesson) -> Decision:
    """Put a version out of sight: whoever may change the lesson."""
    own = can_change(viewer, lesson)
    return Allowed(_("Nobody reads this version any more. Pupils who have it get the newest.")) if own else own


def may_go(number: int, newest: int, *, hidden: bool) -> Decision:
    """The newest stays: it is what the network has, and what stands in the place of the others."""
    if hidden:
        return Denied(_("Nobody can read this version already."))
    if number >= newest:
        return Denied(_("This is the newest version. Post one without those words first."))
    return Allowed(_("A newer version stands in its place."))


def reads_remarks(viewer: Viewer, lesson: TheLesson, kind: RemarkKind) -> bool:
    """The lesson's school; and of what is serious, whoever leads the Virtual School."""
    return is_of_own_school(viewer, lesson) or (viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD) and kind in SERIOUS)


def can_answer(viewer: Viewer, lesson: TheLesson) -> Decision:
    if is_of_own_school(viewer, lesson):
        return Allowed(_("Anyone who posts work for your school can answer."))
    return Denied(_("The school that posted this answers."))


def is_still_open(state: RemarkState, to: RemarkState) -> Decision:
    if to in TRANSITIONS[state]:
        return Allowed(_("Nobody has answered it yet."))
    return Denied(_("Somebody has answered this already. Please look at it again."))


def can_take_out(viewer: Viewer, lesson: TheLesson, open_kinds: Collection[RemarkKind]) -> Decision:
    """Whoever leads the Virtual School, for what somebody said is not suitable or not ours to give."""
    if not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Denied(_("The Virtual School lead does this."))
    if lesson.state is not LessonState.POSTED:
        return Denied(_("It is not in the library now."))
    if not SERIOUS.intersection(open_kinds):
        return Denied(_("Nobody has said that it is not suitable, or not ours to give."))
    return Allowed(_("Nobody can set it any more. Pupils who have it keep it. Its school can mend and post it."))
