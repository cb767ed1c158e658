"""What was answered to the questions of goes that the caller may show, and what was brought back from other sites."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.learning.models import DoneElsewhere, WorkAnswer, WorkAnswerTry
from virtual_school.library.models import RevisionQuestion, RevisionStep
from virtual_school.library.questions.given import in_words
from virtual_school.library.questions.marking import Verdict
from virtual_school.library.questions.shapes import QuestionKind
from virtual_school.network.viewer import Viewer

# More than a lesson asks.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with what was given. `tries`: how often it was checked; `verdict` is None until it was."""

    question_id: uuid.UUID
    prompt: str
    kind: QuestionKind
    lines: Sequence[str]
    verdict: Verdict | None
    right: int
    of: int
    tries: int

    @property
    def is_long(self) -> bool:
        return self.kind is QuestionKind.LONG


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a step on another site gave, as the pupil wrote it down."""

    title: str
    minutes: int | None
    score: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """All that was answered in one go, in the order of the lesson."""

    answers: Sequence[Answered] = ()
    elsewhere: Sequence[Elsewhere] = ()

    def __bool__(self) -> bool:
        return bool(self.answers or self.elsewhere)

    @property
    def counted(self) -> list[Answered]:
        """Those that are marked by a rule and not read by a person."""
        return [one for one in self.answers if not one.is_long]

    @property
    def right(self) -> int:
        return sum(one.verdict is Verdict.RIGHT for one in self.counted)

    @property
    def text(self) -> str:
        """As one text, for whoever keeps a copy."""
        said = [f"{one.prompt}\n{chr(10).join(one.lines)}" for one in self.answers if one.lines]
        said += [f"{one.title}: {one.score or one.minutes}" for one in self.elsewhere]
        return "\n\n".join(said)


def answered(viewer: Viewer, attempt_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Given]:
    """By the attempt; those without any are not in it. The caller has found the attempts for the viewer."""
    if not attempt_ids:
        return {}
    answers: dict[uuid.UUID, list[Answered]] = {}
    for attempt_id, row in ((found[0], found[1:]) for found in db.session.execute(_answers(viewer, attempt_ids))):
        answers.setdefault(attempt_id, []).append(_answered(*row))
    elsewhere: dict[uuid.UUID, list[Elsewhere]] = {}
    for attempt_id, *brought in db.session.execute(_elsewhere(viewer, attempt_ids)):
        elsewhere.setdefault(attempt_id, []).append(Elsewhere(*brought))
    them = answers.keys() | elsewhere.keys()
    return {one: Given(answers.get(one, ()), elsewhere.get(one, ())) for one in them}


def _answered(asked: RevisionQuestion, given: list[str], verdict: Verdict | None, *counts: int) -> Answered:
    lines = in_words(asked.kind, asked.shape, given)
    return Answered(asked.id, asked.prompt, asked.kind, lines, verdict, *counts)


def _answers(viewer: Viewer, attempt_ids: Collection[uuid.UUID]) -> sa.Select[*tuple[Any, ...]]:
    tries = (
        sa.select(sa.func.count(WorkAnswerTry.id))
        .where(WorkAnswerTry.answer_id == WorkAnswer.id)
        .correlate(WorkAnswer)
        .scalar_subquery()
    )
    return (
        sa.select(
            WorkAnswer.attempt_id, RevisionQuestion, WorkAnswer.given, WorkAnswer.verdict, WorkAnswer.right,
            WorkAnswer.of, tries,
        )
        .join(RevisionQuestion, RevisionQuestion.id == WorkAnswer.question_id)
        .join(RevisionStep, RevisionStep.id == RevisionQuestion.revision_step_id)
        .where(WorkAnswer.network_id == viewer.network_id, WorkAnswer.attempt_id.in_(attempt_ids))
        .order_by(RevisionStep.position, RevisionQuestion.position, WorkAnswer.id)
        .limit(MOST)
    )  # fmt: skip


def _elsewhere(viewer: Viewer, attempt_ids: Collection[uuid.UUID]) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(DoneElsewhere.attempt_id, RevisionStep.title, DoneElsewhere.minutes, DoneElsewhere.score)
        .join(RevisionStep, RevisionStep.id == DoneElsewhere.step_id)
        .where(
            DoneElsewhere.network_id == viewer.network_id,
            DoneElsewhere.attempt_id.in_(attempt_ids),
            sa.or_(DoneElsewhere.minutes.is_not(None), DoneElsewhere.score.is_not(None)),
        )
        .order_by(RevisionStep.position, DoneElsewhere.id)
        .limit(MOST)
    )
