"""A pupil's own work, a step at a time: the step, what it asks, what they gave so far, and where they are."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.learning.models import Assignment, DoneElsewhere, StepReached, WorkAnswer, WorkAnswerTry
from virtual_school.learning.queries.one import Work, own, work
from virtual_school.library import queries as library
from virtual_school.library.models import RevisionQuestion, RevisionStep, StepWords
from virtual_school.library.questions import marking
from virtual_school.library.questions.asking import Asked, asked
from virtual_school.library.questions.marking import Marked, Verdict
from virtual_school.library.questions.shapes import QuestionKind
from virtual_school.library.shown import ToDo
from virtual_school.network.viewer import Viewer


def name_of(question_id: uuid.UUID) -> str:
    """What the boxes of a question are called."""
    return f"q-{question_id}"


def box_of(question: RevisionQuestion) -> str:
    """What saves itself: the box of a long answer, or all the boxes of the question together."""
    return name_of(question.id) + ("" if question.kind is QuestionKind.LONG else "-all")


@dataclass(frozen=True, slots=True)
class OneAsked:
    """A question as it stands on a step's page. `marked` is what came of what is in its boxes; None: not checked."""

    question: RevisionQuestion
    asked: Asked
    marked: Marked | None
    version: int
    tries: int
    saved_at: dt.datetime | None = None

    @property
    def id(self) -> uuid.UUID:
        return self.question.id

    @property
    def id_words(self) -> str:
        return str(self.id)

    @property
    def box(self) -> str:
        return box_of(self.question)

    @property
    def is_long(self) -> bool:
        return self.question.kind is QuestionKind.LONG

    @property
    def is_right(self) -> bool:
        return self.marked is not None and self.marked.verdict is Verdict.RIGHT


@dataclass(frozen=True, slots=True)
class Doing:
    """One step of a pupil's own work. `number` counts from one."""

    work: Work
    shown: ToDo
    number: int
    step: StepWords
    step_id: uuid.UUID
    asked: Sequence[OneAsked]
    elsewhere: DoneElsewhere | None

    @property
    def of(self) -> int:
        return len(self.shown.steps)

    def step_at(self, number: int) -> uuid.UUID:
        """The step of this number, or the nearest to it."""
        near = self.shown.steps[min(max(number, 1), self.of) - 1]
        return near.id if isinstance(near, RevisionStep) else self.step_id

    @property
    def is_last(self) -> bool:
        return self.number == self.of


def doing(viewer: Viewer, assignment_id: uuid.UUID, number: int) -> Doing:
    found = work(viewer, assignment_id)
    shown = library.to_do(found.revision_id)
    if not 1 <= number <= len(shown.steps):
        raise NotVisible
    step = shown.steps[number - 1]
    assert isinstance(step, RevisionStep)  # noqa: S101 - what was posted
    questions = library.posted_questions(found.revision_id).get(step.id, ()) if shown.questions.get(step.id) else ()
    attempt_id = found.goes[-1].attempt_id if found.goes else None
    given = _given(viewer, attempt_id, [one.id for one in questions]) if attempt_id else {}
    elsewhere = _elsewhere(viewer, attempt_id, step.id) if attempt_id and step.proof else None
    return Doing(
        found, shown, number, step, step.id, [one_asked(one, *given.get(one.id, (None, 0))) for one in questions],
        elsewhere,
    )  # fmt: skip


def one_asked(question: RevisionQuestion, answer: WorkAnswer | None, tries: int = 0) -> OneAsked:
    shape, given = question.shape, answer.given if answer else []
    marked = marking.mark(question.kind, shape, given) if answer and answer.verdict else None
    shown = asked(question.kind, shape, question.prompt, name_of(question.id), given)
    if answer is None:
        return OneAsked(question, shown, marked, 0, tries)
    return OneAsked(question, shown, marked, answer.version, tries, answer.saved_at)


def _given(
    viewer: Viewer, attempt_id: uuid.UUID, question_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[WorkAnswer, int]]:
    if not question_ids:
        return {}
    tries = sa.select(sa.func.count(WorkAnswerTry.id)).where(WorkAnswerTry.answer_id == WorkAnswer.id)
    question = (
        sa.select(WorkAnswer, tries.correlate(WorkAnswer).scalar_subquery())
        .where(
            WorkAnswer.network_id == viewer.network_id,
            WorkAnswer.attempt_id == attempt_id,
            WorkAnswer.question_id.in_(question_ids),
        )
        .order_by(WorkAnswer.id)
    )
    return {answer.question_id: (answer, count) for answer, count in db.session.execute(question)}


def _elsewhere(viewer: Viewer, attempt_id: uuid.UUID, step_id: uuid.UUID) -> DoneElsewhere | None:
    return db.session.scalar(
        sa.select(DoneElsewhere).where(
            DoneElsewhere.network_id == viewer.network_id,
            DoneElsewhere.attempt_id == attempt_id,
            DoneElsewhere.step_id == step_id,
        )
    )


def reached(viewer: Viewer, shown: Work, steps: Sequence[StepWords]) -> int:
    """At which step they are in the go that is open; none before it is begun."""
    if shown.open_go is None or not steps:
        return 0
    step_id = _reached(viewer, shown.open_go.attempt_id).scalar()
    places = {getattr(step, "id", None): number for number, step in enumerate(steps, start=1)}
    return places.get(step_id, 0)


@kept
def _reached(viewer: Viewer, attempt_id: uuid.UUID) -> Statement:
    return sa.select(StepReached.step_id).where(
        StepReached.network_id == viewer.network_id, StepReached.attempt_id == attempt_id
    )


def question_of(viewer: Viewer, assignment_id: uuid.UUID, question_id: uuid.UUID) -> RevisionQuestion:
    """A question of the lesson that the pupil was set; of no other."""
    found: RevisionQuestion | None = _question_of(viewer, assignment_id, question_id).scalar()
    if found is None:
        raise NotVisible
    return found


@kept
def _question_of(viewer: Viewer, assignment_id: uuid.UUID, question_id: uuid.UUID) -> Statement:
    """Built once: every press and every few seconds of typing come through here."""
    return (
        sa.select(RevisionQuestion)
        .join(RevisionStep, RevisionStep.id == RevisionQuestion.revision_step_id)
        .join(Assignment, Assignment.revision_id == RevisionStep.revision_id)
        .where(*own(viewer), Assignment.id == assignment_id, RevisionQuestion.id == question_id)
    )
