"""Builders of what pupils give to questions, and of calls of those who are stuck."""

from typing import Any, TypeVar

from virtual_school.core import clock
from virtual_school.core.db import Base, db
from virtual_school.learning.models import Assignment, Attempt, Stuck, WorkAnswer
from virtual_school.library.models import RevisionQuestion

Row = TypeVar("Row", bound=Base)


def add(table: type[Row], given: dict[str, Any], /, **ordinary: Any) -> Row:
    row = table(**{**ordinary, **given})
    db.session.add(row)
    db.session.flush()
    return row


def answer(attempt: Attempt, question: RevisionQuestion, given: list[str], **more: Any) -> WorkAnswer:
    ordinary = {"given": given, "saved_at": clock.now(), "version": 1, "writer": "phone", "seq": 1}
    return add(WorkAnswer, more, attempt_id=attempt.id, question_id=question.id, **ordinary)


def stuck(work: Assignment, **given: Any) -> Stuck:
    return add(Stuck, given, assignment_id=work.id, asked_at=clock.now())
