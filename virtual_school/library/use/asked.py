"""The questions of a step, for comparing two versions of it and for taking a step over with its questions."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.library.models import QUESTION_WORDS, Question, QuestionWords, Step

# What of a kept shape is for a program alone.
_NOT_WORDS = {"key"}


def contents(questions: Sequence[QuestionWords]) -> tuple[Any, ...]:
    """What makes two lists of questions the same."""
    return tuple(tuple(_plain(getattr(one, name)) for name in QUESTION_WORDS) for one in questions)


def _plain(value: Any) -> Any:
    return repr(value) if isinstance(value, dict) else value


def take(step: Step, questions: Sequence[QuestionWords]) -> None:
    """The step asks these and nothing else from now on. What it asked before is put away, not deleted."""
    for row in db.session.scalars(sa.select(Question).where(Question.step_id == step.id)):
        row.removed_at = row.removed_at or clock.now()
    for number, one in enumerate(questions, start=1):
        words = {name: getattr(one, name) for name in QUESTION_WORDS}
        db.session.add(Question(step_id=step.id, position=number, **words))
    db.session.flush()


def as_text(questions: Sequence[QuestionWords]) -> str:
    """Questions, answers and what is said to them, a line each, for staff who compare two versions."""
    return "\n".join(line for number, one in enumerate(questions, start=1) for line in _lines(number, one))


def _lines(number: int, one: QuestionWords) -> Iterator[str]:
    yield f"{number}. {one.prompt}"
    yield from (f"   {line}" for line in _of(one.stored))
    yield from (f"   {said}" for said in (one.said_right, one.said_not_yet, one.hint) if said)


def _of(value: Any) -> Iterator[str]:
    """What a kept shape says, whatever its kind: one line for each answer, what is said of it beside it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _of(one)
    elif isinstance(value, dict) and "words" in value:
        mark = "✓ " if value.get("right") else ""
        said = f" ({value['said']})" if value.get("said") else ""
        yield f"{mark}{value['words']}{said}"
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in _NOT_WORDS and not isinstance(one, bool):
                yield from _of(one)
