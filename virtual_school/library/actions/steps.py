"""What an author does with a lesson's steps."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flask import Response

from virtual_school.core.access import require
from virtual_school.core.files import Received
from virtual_school.core.saving import drafts, lock
from virtual_school.library import changes, policy
from virtual_school.library.actions.files import add_files
from virtual_school.library.changes import StepSaid
from virtual_school.library.models import Lesson, Step, StepKind
from virtual_school.network.viewer import Viewer


def step_subject(step: Step) -> str:
    """What a person's unsent words for this step are kept under."""
    return f"step:{step.id}"


def new_step_subject(lesson: Lesson, kind: StepKind) -> str:
    """What a person's unsent words for a step that is not there yet are kept under."""
    return f"step:new:{lesson.id}:{kind.value}"


def add_step(
    viewer: Viewer, lesson: Lesson, said: StepSaid, *, received: Iterable[Received], uploads: Sequence[uuid.UUID]
) -> Step:
    """One more step, with the file that came along if one did. The viewer's draft of one like it is spent."""
    require(policy.can_change(viewer, lesson))
    step = changes.add_step(lesson, _with_file(viewer, lesson, said, received, uploads), by=viewer)
    drafts.take(changes.person(viewer), new_step_subject(lesson, said.kind))
    return step


def save_step(
    viewer: Viewer,
    lesson: Lesson,
    step: Step,
    said: StepSaid,
    *,
    version: int | None,
    received: Iterable[Received],
    uploads: Sequence[uuid.UUID],
) -> None:
    """Change a step; `Stale` when somebody else has since the form was opened. The viewer's draft is spent.

    One that was taken out is back in the lesson then: what is written for it is not to lie where nobody looks.
    """
    require(policy.can_change(viewer, lesson))
    said = _with_file(viewer, lesson, said, received, uploads)
    if step.removed_at is not None or changes.step_says(step) != said:
        lock.check(step, version)
        changes.change_step(lesson, step, said, by=viewer)
        changes.put_step_back(lesson, step, by=viewer)
    drafts.take(changes.person(viewer), step_subject(step))


def _with_file(
    viewer: Viewer, lesson: Lesson, said: StepSaid, received: Iterable[Received], uploads: Sequence[uuid.UUID]
) -> StepSaid:
    only_pictures = said.kind is StepKind.PICTURE
    added = add_files(viewer, lesson, received=received, uploads=uploads, only_pictures=only_pictures)
    return replace(said, resource_id=added[0].id) if added else said


def keep_new_step_draft(viewer: Viewer, lesson: Lesson, kind: StepKind, *, sent: drafts.Save) -> Response:
    """Keep what the viewer is typing for a step that is not there yet, for nobody but themselves."""
    require(policy.can_change(viewer, lesson))
    return drafts.save(changes.person(viewer), new_step_subject(lesson, kind), sent)


def keep_step_draft(viewer: Viewer, lesson: Lesson, step: Step, *, sent: drafts.Save) -> Response:
    """Keep what the viewer is typing, for nobody but themselves."""
    require(policy.can_change(viewer, lesson))
    return drafts.save(changes.person(viewer), step_subject(step), sent)


def move_step(viewer: Viewer, lesson: Lesson, step: Step, *, to: int) -> None:
    require(policy.can_change(viewer, lesson))
    changes.move_step(lesson, step, to=to, by=viewer)


def first_words_to_step(viewer: Viewer, lesson: Lesson) -> None:
    """Make a step of what is to be done first."""
    require(policy.can_change(viewer, lesson))
    changes.first_words_to_step(lesson, by=viewer)


def remove_step(viewer: Viewer, lesson: Lesson, step: Step) -> None:
    require(policy.can_change(viewer, lesson))
    changes.remove_step(lesson, step, by=viewer)


def put_step_back(viewer: Viewer, lesson: Lesson, step: Step) -> None:
    """Undo taking a step out."""
    require(policy.can_change(viewer, lesson))
    changes.put_step_back(lesson, step, by=viewer)
