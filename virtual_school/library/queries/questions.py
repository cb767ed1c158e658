"""The questions of a step, for whoever may change its lesson, and as they were posted."""

import uuid
from collections.abc import Collection

import sqlalchemy as sa

from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.library.models import Question, RevisionQuestion, RevisionStep, Step, StepKind
from virtual_school.library.queries.one import Sheet

A_STEP = 50


def questions_step(sheet: Sheet, step_id: uuid.UUID) -> Step:
    """A step of this lesson that asks questions; `NotVisible` for any other."""
    found = db.session.scalar(
        sa.select(Step).where(
            Step.id == step_id,
            Step.lesson_id == sheet.lesson.id,
            Step.kind == StepKind.QUESTIONS,
            Step.removed_at.is_(None),
        )
    )
    if found is None:
        raise NotVisible
    return found


def questions_of(steps: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Question]]:
    """The questions of these steps that nobody has taken away, in order. The caller has checked whose they are."""
    there = sa.select(Question).where(
        Question.network_id == network_id_in_force(), Question.step_id.in_(steps), Question.removed_at.is_(None)
    )
    found: dict[uuid.UUID, list[Question]] = {step: [] for step in steps}
    for question in db.session.scalars(
        there.order_by(Question.position, Question.id).limit(A_STEP * max(1, len(found)))
    ):
        found[question.step_id].append(question)
    return found


def posted_questions(revision_id: uuid.UUID) -> dict[uuid.UUID, list[RevisionQuestion]]:
    """What was posted, by the step that asks it. The caller has checked that the viewer was given the revision."""
    there = (
        sa.select(RevisionQuestion)
        .join(RevisionStep, RevisionStep.id == RevisionQuestion.revision_step_id)
        .where(RevisionQuestion.network_id == network_id_in_force(), RevisionStep.revision_id == revision_id)
        .order_by(RevisionStep.position, RevisionQuestion.position)
    )
    found: dict[uuid.UUID, list[RevisionQuestion]] = {}
    for question in db.session.scalars(there):
        found.setdefault(question.revision_step_id, []).append(question)
    return found


def question(sheet: Sheet, question_id: uuid.UUID) -> Question:
    """A question of this lesson, one that was taken away included; `NotVisible` for any other lesson's."""
    found = db.session.scalar(
        sa.select(Question)
        .join(Step, Step.id == Question.step_id)
        .where(Question.id == question_id, Step.lesson_id == sheet.lesson.id, Step.removed_at.is_(None))
    )
    if found is None:
        raise NotVisible
    return found
