"""What an author does with lessons of the network: the policy is asked once, then the change is made."""

from flask import Response

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.saving import drafts
from virtual_school.library.changes import person
from virtual_school.library.models import Following, Lesson, LessonRevision, RemarkKind, RemarkState
from virtual_school.library.policy import can_change
from virtual_school.library.use import adapting, bringing, changes, policy
from virtual_school.library.use.queries.adapted import Original
from virtual_school.library.use.queries.said import Said
from virtual_school.network.viewer import Viewer


def remark_subject(lesson: Lesson) -> str:
    """What somebody's unsent words about a lesson are kept under."""
    return f"remark:{lesson.id}"


def adapt(viewer: Viewer, lesson: Lesson, revision: LessonRevision | None) -> Lesson:
    require(policy.can_adapt(viewer, lesson))
    if revision is None or viewer.organisation_id is None:
        raise NotVisible
    return adapting.adapt(lesson, revision, organisation_id=viewer.organisation_id, by=viewer)


def follow(viewer: Viewer, lesson: Lesson, revision: LessonRevision | None) -> None:
    """Be told when it changes; or, of one that the viewer follows, that they have seen it as it is now."""
    require(policy.can_follow(viewer, lesson))
    if revision is None:
        raise NotVisible
    changes.follow(lesson.id, newest=revision, by=viewer)


def unfollow(viewer: Viewer, row: Following) -> None:
    """One's own, whatever became of the lesson."""
    changes.unfollow(row, by=viewer)


def thank(viewer: Viewer, lesson: Lesson, *, words: str) -> None:
    require(policy.can_thank(viewer, lesson))
    if viewer.organisation_id is None:
        raise NotVisible
    changes.thank(lesson, words=words, organisation_id=viewer.organisation_id, by=viewer)


def remark(viewer: Viewer, lesson: Lesson, revision: LessonRevision | None, *, kind: RemarkKind, words: str) -> None:
    require(policy.can_remark(viewer, lesson))
    if revision is None or viewer.organisation_id is None:
        raise NotVisible
    changes.remark(
        lesson, revision_id=revision.id, kind=kind, words=words, organisation_id=viewer.organisation_id, by=viewer
    )
    drafts.take(person(viewer), remark_subject(lesson))


def keep_remark(viewer: Viewer, lesson: Lesson, *, sent: drafts.Save) -> Response:
    require(policy.can_remark(viewer, lesson))
    return drafts.save(person(viewer), remark_subject(lesson), sent)


def answer(viewer: Viewer, said: Said, *, state: RemarkState, words: str) -> None:
    require(policy.can_answer(viewer, said.lesson))
    still = policy.is_still_open(said.remark.state, state)
    if not still:
        raise WrongState(still.because)
    changes.answer(said.remark, state=state, words=words, by=viewer)


def open_kinds(said: Said) -> list[RemarkKind]:
    return [said.remark.kind] if said.remark.state is RemarkState.OPEN else []


def take_out(viewer: Viewer, said: Said, *, because: str) -> None:
    require(policy.can_take_out(viewer, said.lesson, open_kinds(said)))
    changes.take_out(said.lesson, said.remark, because=because, by=viewer)


def bring_in(viewer: Viewer, copy: Lesson, found: Original) -> int:
    """What changed in the original and not here; gives how much of it was brought in."""
    require(can_change(viewer, copy))
    plan = bringing.plan(copy, found.taken, found.newest)
    return bringing.bring_in(copy, found.row, found.newest, plan, by=viewer)


def leave_as_it_is(viewer: Viewer, copy: Lesson, found: Original) -> None:
    require(can_change(viewer, copy))
    bringing.settle(found.row, found.newest, by=viewer)
