"""Changes to the questions of a step."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.audit import Actor
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.library.changes.index import index
from virtual_school.library.models import QUESTION_WORDS, Lesson, Question, RevisionQuestion, RevisionStep, Step
from virtual_school.library.questions import shapes
from virtual_school.library.questions.shapes import QuestionKind, Shape

MOST_QUESTIONS = 40


@dataclass(frozen=True, slots=True)
class QuestionSaid:
    """What is written into a question."""

    prompt: str
    shape: Shape
    said_right: str = ""
    said_not_yet: str = ""
    hint: str = ""


def add_question(lesson: Lesson, step: Step, kind: QuestionKind, said: QuestionSaid, *, by: Actor) -> Question:
    """One more, after those that the step has."""
    there = _questions([step.id])
    if len(there) >= MOST_QUESTIONS:
        raise WrongState(_("A step asks at most %(most)d questions. Add another step.", most=MOST_QUESTIONS))
    question = Question(step_id=step.id, kind=kind, position=1 + max((one.position for one in there), default=0))
    _write(question, said)
    db.session.add(question)
    db.session.flush()
    audit.record("question.added", by, object_id=lesson.id, question_id=question.id, kind=kind)
    index(lesson)
    return question


def change_question(lesson: Lesson, question: Question, said: QuestionSaid, *, by: Actor) -> None:
    """Other words or answers. Who answers what was posted is marked by what was posted."""
    _write(question, said)
    db.session.flush()
    audit.record("question.changed", by, object_id=lesson.id, question_id=question.id, version=question.version)
    index(lesson)


def remove_question(lesson: Lesson, question: Question, *, by: Actor) -> None:
    if question.removed_at is not None:
        return
    question.removed_at = clock.now()
    db.session.flush()
    audit.record("question.removed", by, object_id=lesson.id, question_id=question.id)
    index(lesson)


def put_question_back(lesson: Lesson, question: Question, *, by: Actor) -> None:
    """Undo `remove_question`."""
    if question.removed_at is None:
        return
    question.removed_at = None
    db.session.flush()
    audit.record("question.put_back", by, object_id=lesson.id, question_id=question.id)
    index(lesson)


def move_question(lesson: Lesson, question: Question, *, up: bool, by: Actor) -> None:
    """One place up or down among those that are there; at either end it stays."""
    row = list(_questions([question.step_id]))
    at = row.index(question) if question in row else -1
    to = at - 1 if up else at + 1
    if at < 0 or not 0 <= to < len(row):
        return
    row.insert(to, row.pop(at))
    for number, one in enumerate(row, start=1):
        one.position = number
    db.session.flush()
    audit.record("question.moved", by, object_id=lesson.id, question_id=question.id, position=question.position)
    index(lesson)


def freeze_questions(steps: Sequence[RevisionStep]) -> None:
    """Copies of the questions of these steps as they are now, counted from one in each."""
    of_step = {step.step_id: step for step in steps}
    counted: dict[uuid.UUID, int] = {}
    for question in _questions(list(of_step)):
        number = counted[question.step_id] = counted.get(question.step_id, 0) + 1
        words = {name: getattr(question, name) for name in QUESTION_WORDS}
        step = of_step[question.step_id]
        frozen = RevisionQuestion(revision_step_id=step.id, question_id=question.id, position=number, **words)
        db.session.add(frozen)


def _questions(step_ids: Sequence[uuid.UUID]) -> Sequence[Question]:
    there = sa.select(Question).where(Question.step_id.in_(step_ids), Question.removed_at.is_(None))
    return db.session.scalars(there.order_by(Question.step_id, Question.position, Question.id)).all()


def _write(question: Question, said: QuestionSaid) -> None:
    question.prompt, question.stored = said.prompt, shapes.kept(said.shape)
    question.said_right, question.said_not_yet = said.said_right, said.said_not_yet
    question.hint = said.hint
