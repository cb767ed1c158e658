"""What an author does with the questions of a step."""

import uuid
from collections.abc import Iterable, Sequence

from flask import Response

from virtual_school.core.access import require
from virtual_school.core.saving import drafts, lock
from virtual_school.library import changes, policy
from virtual_school.library.changes import QuestionSaid
from virtual_school.library.models import Lesson, Question, Step
from virtual_school.library.questions.shapes import QuestionKind
from virtual_school.network.viewer import Viewer


def question_subject(question_id: uuid.UUID, box: str) -> str:
    """What a person's unsent words for one box of this question are kept under."""
    return f"question:{question_id}:{box}"


def new_question_subject(step_id: uuid.UUID, kind: QuestionKind, box: str) -> str:
    """The same for a question of this kind that the step has not yet."""
    return f"question:{step_id}:{kind.value}:{box}"


def add_question(
    viewer: Viewer, lesson: Lesson, step: Step, *, kind: QuestionKind, said: QuestionSaid, boxes: Sequence[str] = ()
) -> Question:
    """One more. What the viewer was typing for it in these boxes is spent."""
    require(policy.can_change(viewer, lesson))
    added = changes.add_question(lesson, step, kind, said, by=viewer)
    _spend(viewer, (new_question_subject(step.id, kind, box) for box in boxes))
    return added


def change_question(
    viewer: Viewer,
    lesson: Lesson,
    question: Question,
    *,
    version: int | None,
    said: QuestionSaid,
    boxes: Sequence[str] = (),
) -> None:
    """Other words; `Stale` when somebody else has changed it since the form was opened. The drafts are spent.

    One that was taken away meanwhile is asked again then.
    """
    require(policy.can_change(viewer, lesson))
    lock.check(question, version)
    changes.change_question(lesson, question, said, by=viewer)
    changes.put_question_back(lesson, question, by=viewer)
    _spend(viewer, (question_subject(question.id, box) for box in boxes))


def keep_question_draft(viewer: Viewer, lesson: Lesson, subject: str, *, sent: drafts.Save) -> Response:
    """Keep what the viewer is typing into one box, for nobody but themselves."""
    require(policy.can_change(viewer, lesson))
    return drafts.save(changes.person(viewer), subject, sent)


def _spend(viewer: Viewer, subjects: Iterable[str]) -> None:
    for subject in subjects:
        drafts.take(changes.person(viewer), subject)


def remove_question(viewer: Viewer, lesson: Lesson, question: Question) -> None:
    require(policy.can_change(viewer, lesson))
    changes.remove_question(lesson, question, by=viewer)


def put_question_back(viewer: Viewer, lesson: Lesson, question: Question) -> None:
    """Undo taking it away."""
    require(policy.can_change(viewer, lesson))
    changes.put_question_back(lesson, question, by=viewer)


def move_question(viewer: Viewer, lesson: Lesson, question: Question, *, up: bool) -> None:
    require(policy.can_change(viewer, lesson))
    changes.move_question(lesson, question, up=up, by=viewer)
