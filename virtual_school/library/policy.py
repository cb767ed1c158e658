"""Who may do what with a lesson, over values already loaded. The words stand on the disabled button too."""

import uuid
from collections.abc import Sequence
from typing import Protocol

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.library.models import TRANSITIONS, Audience, LessonState, StepKind
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.queries import Mine


class TheLesson(Protocol):
    """What of a lesson decides: the row itself, or a sheet that holds it."""

    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def state(self) -> LessonState: ...
    @property
    def instructions(self) -> str: ...


class TheStep(Protocol):
    @property
    def kind(self) -> StepKind: ...


class TheFile(Protocol):
    @property
    def audience(self) -> Audience: ...


def can_begin(viewer: Viewer) -> Decision:
    """Post work at all: every author, for the school they act for."""
    if not viewer.is_author or viewer.organisation_id is None:
        return Denied(_("Teachers, mentors and tutors post work. You are acting in another role."))
    return Allowed(_("You post work for %(school)s.", school=viewer.hat.organisation if viewer.hat else ""))


def is_of_own_school(viewer: Viewer, lesson: TheLesson) -> bool:
    return viewer.is_author and viewer.organisation_id == lesson.organisation_id


def can_read(viewer: Viewer, lesson: TheLesson) -> Decision:
    """Every author reads what is posted; what is not, only those of the school that is writing it."""
    if is_of_own_school(viewer, lesson):
        return Allowed(_("Your school posts this."))
    if viewer.is_author and lesson.state is LessonState.POSTED:
        return Allowed(_("It is posted to your network."))
    return Denied(_("It is not posted."))


def can_change(viewer: Viewer, lesson: TheLesson) -> Decision:
    """Any author of the school that owns it, whoever began it."""
    if is_of_own_school(viewer, lesson):
        return Allowed(_("Anyone who posts work for your school can change it."))
    return Denied(_("Only the school that posted this can change it."))


# A step of these kinds is nothing without its file, and that may be staff only.
SHOWS_A_FILE = frozenset({StepKind.PICTURE, StepKind.FILE})


def can_post(
    viewer: Viewer,
    lesson: TheLesson,
    files: Sequence[TheFile],
    *,
    steps: Sequence[TheStep] = (),
    changed: bool = True,
) -> Decision:
    """It needs something for a pupil to start on; title, subject and year it has from its first moment."""
    own = can_change(viewer, lesson)
    if not own:
        return own
    to_open = any(file.audience is Audience.PUPILS for file in files)
    to_do = any(step.kind not in SHOWS_A_FILE for step in steps)
    if not lesson.instructions.strip() and not to_open and not to_do:
        return Denied(_("Write what to do, or add one file that pupils can open. Then you can post it."))
    if lesson.state is LessonState.POSTED and not changed:
        return Denied(_("It is posted as it is now. Change something and you can post it again."))
    return Allowed(_("Every school of the network can set it. Posting never gives you marking."))


def can_withdraw(viewer: Viewer, lesson: TheLesson) -> Decision:
    own = can_change(viewer, lesson)
    if not own:
        return own
    if LessonState.WITHDRAWN not in TRANSITIONS[lesson.state]:
        return Denied(_("It is withdrawn already."))
    return Allowed(_("Nobody can set it any more. Pupils who have it keep it."))


def can_use_shelf(mine: Mine) -> Decision:
    """The pupil's own side: open while they cannot be in lessons, and shut by itself."""
    if mine.until is not None:
        return Allowed(_("You are away from school for a while."))
    if mine.on_programme:
        return Allowed(_("You learn with us."))
    return Denied(_("The library is open to you while you are away from school. Ask your mentor if you need work."))
