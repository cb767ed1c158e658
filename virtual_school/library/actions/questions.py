"""What an author does with the questions of a step."""

from virtual_school.core.access import require
from virtual_school.core.saving import lock
from virtual_school.library import changes, policy
from virtual_school.library.changes import QuestionSaid
from virtual_school.library.models import Lesson, Question, Step
from virtual_school.library.questions.shapes import QuestionKind
from virtual_school.network.viewer import Viewer


def add_question(viewer: Viewer, lesson: Lesson, step: Step, *, kind: QuestionKind, said: QuestionSaid) -> Question:
    require(policy.can_change(viewer, lesson))
    return changes.add_question(lesson, step, kind, said, by=viewer)


def change_question(
    viewer: Viewer, lesson: Lesson, question: Question, *, version: int | None, said: QuestionSaid
) -> None:
    """Other words; `Stale` when somebody else has changed it since the form was opened."""
    require(policy.can_change(viewer, lesson))
    lock.check(question, version)
    changes.change_question(lesson, question, said, by=viewer)


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
