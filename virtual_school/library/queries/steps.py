"""A lesson's steps: as its school edits them beside what was posted, and what a pupil is given to do."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.library.models import (
    QUESTION_WORDS,
    STEP_WORDS,
    Adaptation,
    Lesson,
    LessonRevision,
    LessonSource,
    Question,
    QuestionWords,
    RevisionQuestion,
    RevisionStep,
    Step,
    StepKind,
    StepWords,
)
from virtual_school.library.queries.one import Sheet
from virtual_school.library.queries.posted import resources_for_pupil
from virtual_school.library.queries.questions import posted_questions, questions_of
from virtual_school.library.questions.asking import Asked, asked
from virtual_school.library.shown import ToDo
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True)
class Steps:
    """Every step of a lesson, taken out or not, each with its copy in the newest revision if it has one there."""

    rows: Sequence[tuple[Step, RevisionStep | None]]
    # What its steps ask now, and what was posted, each by the identifier of the step or of its copy.
    asks: Mapping[uuid.UUID, Sequence[Question]]
    asked: Mapping[uuid.UUID, Sequence[RevisionQuestion]]

    @cached_property
    def now(self) -> list[Step]:
        """As the lesson is being written."""
        return [step for step, _copy in self.rows if step.removed_at is None]

    @cached_property
    def posted(self) -> list[RevisionStep]:
        return sorted((copy for _step, copy in self.rows if copy is not None), key=lambda copy: copy.position)

    @cached_property
    def changed(self) -> bool:
        """Whether posting them again would give the network anything other than what it has."""
        now = [_said(step, step.id) for step in self.now], [_questions(self.asks.get(step.id)) for step in self.now]
        posted = [_said(copy, copy.step_id) for copy in self.posted]
        return now != (posted, [_questions(self.asked.get(copy.id)) for copy in self.posted])

    def questions(self, *, posted: bool) -> dict[uuid.UUID, list[Asked]]:
        return as_asked(self.asked if posted else self.asks)


def _said(step: StepWords, step_id: uuid.UUID) -> tuple[object, ...]:
    return (step_id, *(getattr(step, name) for name in STEP_WORDS))


def _questions(rows: Sequence[QuestionWords] | None) -> list[tuple[object, ...]]:
    return [tuple(getattr(row, name) for name in QUESTION_WORDS) for row in rows or ()]


def as_asked(found: Mapping[uuid.UUID, Sequence[QuestionWords]]) -> dict[uuid.UUID, list[Asked]]:
    """The questions as whoever answers them sees them, with nothing in them of what is right."""
    return {step: [asked(row.kind, row.shape, row.prompt, "") for row in rows] for step, rows in found.items()}


def steps(viewer: Viewer, sheet: Sheet) -> Steps:
    """The steps of a lesson that the viewer may read."""
    revision_id = sheet.revision.id if sheet.revision else None
    frozen = sa.and_(RevisionStep.step_id == Step.id, RevisionStep.revision_id == revision_id)
    question = (
        sa.select(Step, RevisionStep)
        .outerjoin(RevisionStep, frozen)
        .where(
            Step.network_id == viewer.network_id,
            Step.lesson_id == sheet.lesson.id,
            sa.or_(Step.removed_at.is_(None), RevisionStep.id.is_not(None)),
        )
        .order_by(Step.position, Step.id)
    )
    rows = [(step, copy) for step, copy in db.session.execute(question)]
    asking = [step.id for step, _copy in rows if step.kind is StepKind.QUESTIONS]
    if not asking:
        return Steps(rows, {}, {})
    return Steps(rows, questions_of(asking), posted_questions(revision_id) if revision_id else {})


def own_step(sheet: Sheet, step_id: uuid.UUID) -> Step:
    """A step of this lesson to change, one that was taken out included; `NotVisible` for any other lesson's."""
    its = sa.select(Step).where(Step.network_id == sheet.lesson.network_id, Step.lesson_id == sheet.lesson.id)
    found = db.session.scalar(its.where(Step.id == step_id))
    if found is None:
        raise NotVisible
    return found


def to_do(revision_id: uuid.UUID) -> ToDo:
    """What a pupil who was given this revision is asked to do. The caller has checked that they were given it."""
    rows = _to_do(revision_id, network_id_in_force()).execute().all()
    if not rows:
        raise NotVisible
    outcome, instructions, keywords, to_hand_in, ways, source, made_from, _step = rows[0]
    its_steps = [row[-1] for row in rows if row[-1] is not None]
    asking = any(step.kind is StepKind.QUESTIONS for step in its_steps)
    return ToDo(
        outcome=outcome,
        instructions=instructions,
        keywords=keywords,
        to_hand_in=to_hand_in,
        ways=ways,
        steps=its_steps,
        files=resources_for_pupil(revision_id),
        questions=as_asked(posted_questions(revision_id)) if asking else {},
        source=source,
        made_from=made_from,
    )


@kept
def _to_do(revision_id: uuid.UUID, network_id: uuid.UUID) -> sa.Select[*tuple[object, ...]]:
    its = sa.and_(RevisionStep.revision_id == LessonRevision.id, RevisionStep.network_id == network_id)
    return (
        sa.select(
            LessonRevision.outcome, LessonRevision.instructions, LessonRevision.keywords, LessonRevision.to_hand_in,
            LessonRevision.ways, LessonSource, _made_from(), RevisionStep,
        )
        .outerjoin(RevisionStep, its)
        .outerjoin(LessonSource, LessonSource.lesson_id == LessonRevision.lesson_id)
        .where(LessonRevision.id == revision_id, LessonRevision.network_id == network_id)
        .order_by(RevisionStep.position)
    )  # fmt: skip


def _made_from() -> sa.ScalarSelect[str]:
    """The school whose lesson a revision's lesson was made from."""
    original = aliased(LessonRevision)
    return (
        sa.select(Organisation.name)
        .join(Lesson, Lesson.organisation_id == Organisation.id)
        .join(original, original.lesson_id == Lesson.id)
        .join(Adaptation, Adaptation.source_id == original.id)
        .where(Adaptation.lesson_id == LessonRevision.lesson_id)
        .correlate(LessonRevision)
        .scalar_subquery()
    )
