"""Builders of what a step asks, and of where a lesson came from."""

from typing import Any, TypeVar

from virtual_school.core.db import Base, db
from virtual_school.library.models import (
    QUESTION_WORDS,
    Lesson,
    LessonSource,
    Question,
    RevisionQuestion,
    RevisionStep,
    Step,
)
from virtual_school.library.questions import shapes
from virtual_school.library.questions.shapes import QuestionKind

Row = TypeVar("Row", bound=Base)


def add(table: type[Row], given: dict[str, Any], /, **ordinary: Any) -> Row:
    row = table(**{**ordinary, **given})
    db.session.add(row)
    db.session.flush()
    return row


def question(step: Step, prompt: str = "Why?", **given: Any) -> Question:
    ordinary = {"prompt": prompt, "kind": QuestionKind.LONG, "stored": shapes.kept(shapes.Long()), "position": 1}
    return add(Question, given, step_id=step.id, **ordinary)


def revision_question(step: RevisionStep, question: Question, **given: Any) -> RevisionQuestion:
    """A question as it is now, frozen with a revision's step."""
    ordinary = {name: getattr(question, name) for name in ("position", *QUESTION_WORDS)}
    return add(RevisionQuestion, given, revision_step_id=step.id, question_id=question.id, **ordinary)


def source(lesson: Lesson, **given: Any) -> LessonSource:
    ordinary = {"collection": "oak", "key": "searching-a-list", "attribution": "From elsewhere, under a licence."}
    return add(LessonSource, given, lesson_id=lesson.id, **ordinary)
