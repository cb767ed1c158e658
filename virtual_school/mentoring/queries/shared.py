"""What the questions of this package share: a page of them, one thing, and one that is held to be changed."""

from typing import Any, TypeVar

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible

PAGE = 50

Entry = TypeVar("Entry")
Statement = sa.Select[*tuple[Any, ...]]


def paged(question: Statement, page: int) -> Statement:
    return question.limit(PAGE + 1).offset((page - 1) * PAGE)


def to_change(question: sa.Select[Entry]) -> sa.Select[Entry]:
    """Held until the transaction ends: before anything of it is looked at."""
    return question.with_for_update().execution_options(populate_existing=True)


def one(question: sa.Select[Entry]) -> Entry:
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found
