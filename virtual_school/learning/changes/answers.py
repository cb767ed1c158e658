"""What a pupil gives to the questions of a go: kept as it is given, tried when they ask, fixed when handed in."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.learning.changes.steps import brought_back
from virtual_school.learning.models import Assignment, Attempt, WorkAnswer, WorkAnswerTry
from virtual_school.library.models import RevisionQuestion
from virtual_school.library.questions import marking
from virtual_school.library.questions.marking import Marked, Verdict
from virtual_school.network.viewer import Viewer


def answers_of(attempt_id: uuid.UUID) -> dict[uuid.UUID, WorkAnswer]:
    """What was given in a go, by the question; held until the end of the transaction."""
    question = sa.select(WorkAnswer).where(WorkAnswer.attempt_id == attempt_id).order_by(WorkAnswer.id)
    found = db.session.scalars(question.with_for_update(), execution_options={"populate_existing": True})
    return {one.question_id: one for one in found}


def keep_answer(
    attempt: Attempt, question_id: uuid.UUID, given: Sequence[str], *, there: WorkAnswer | None, writer: str, seq: int
) -> WorkAnswer:
    """What stands in the boxes of one question now. What came of another answer is no longer said of this one."""
    answer = there
    if answer is None:
        answer = WorkAnswer(attempt_id=attempt.id, question_id=question_id, given=[], version=0, right=0, of=1)
        db.session.add(answer)
    if list(given) != answer.given:
        answer.verdict, answer.right = None, 0
    answer.given, answer.writer, answer.seq = list(given), writer, seq
    answer.version, answer.saved_at = answer.version + 1, clock.now()
    db.session.flush()
    return answer


def try_answer(by: Viewer, work: Assignment, answer: WorkAnswer, question: RevisionQuestion) -> Marked:
    """Mark what was given. A try is what counts and is not the try before once more."""
    marked = marking.mark(question.kind, question.shape, answer.given)
    answer.verdict, answer.right, answer.of = marked.verdict, marked.right, marked.of
    last = _last_try(answer.id)
    if marked.counts and (last is None or last.given != answer.given):
        tried = WorkAnswerTry(
            answer_id=answer.id,
            number=1 + (last.number if last else 0),
            given=answer.given,
            tried_at=clock.now(),
            verdict=marked.verdict,
            right=marked.right,
            of=marked.of,
        )
        db.session.add(tried)
        audit.record(
            "work_answer.tried",
            by,
            pupil_id=work.pupil_id,
            object_id=work.id,
            question_id=question.id,
            verdict=marked.verdict,
        )
    db.session.flush()
    return marked


def _last_try(answer_id: uuid.UUID) -> WorkAnswerTry | None:
    question = sa.select(WorkAnswerTry).where(WorkAnswerTry.answer_id == answer_id)
    return db.session.scalar(question.order_by(WorkAnswerTry.number.desc()).limit(1))


def try_the_rest(by: Viewer, work: Assignment, attempt: Attempt) -> None:
    """What was given and never checked is marked as it is handed in, so that it says of itself what came of it."""
    waiting = [one for one in answers_of(attempt.id).values() if one.verdict is None and any(one.given)]
    if not waiting:
        return
    asked = sa.select(RevisionQuestion).where(RevisionQuestion.id.in_([one.question_id for one in waiting]))
    questions = {one.id: one for one in db.session.scalars(asked.order_by(RevisionQuestion.id))}
    for answer in waiting:
        try_answer(by, work, answer, questions[answer.question_id])


def carry_answers(before: Attempt, attempt: Attempt) -> None:
    """The next go begins with what the last one gave: what is right stays right, the rest is there to go on from."""
    for answer in answers_of(before.id).values():
        db.session.add(
            WorkAnswer(
                attempt_id=attempt.id,
                question_id=answer.question_id,
                given=answer.given,
                saved_at=answer.saved_at,
                verdict=answer.verdict,
                right=answer.right,
                of=answer.of,
                version=1,
                writer="before",
                seq=0,
            )
        )
    db.session.flush()


def answered_count(attempt_id: uuid.UUID) -> int:
    """To how many questions something was given, and from how many other sites something was brought back."""
    given = sum(any(one.strip() for one in answer.given) for answer in answers_of(attempt_id).values())
    return given + brought_back(attempt_id)


def is_settled(answer: WorkAnswer | None) -> bool:
    """What is right is right: nothing takes it away again."""
    return answer is not None and answer.verdict is Verdict.RIGHT
