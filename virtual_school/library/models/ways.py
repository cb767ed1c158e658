"""In which ways a pupil may hand work in, as one column that reads alike on both engines."""

import enum
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class HandIn(enum.Enum):
    """A way to show what one has done."""

    TYPED = "typed"
    PHOTO = "photo"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    TOLD = "told"
    QUIZ = "quiz"
    PRACTICAL = "practical"


class WaysType(TypeDecorator[frozenset[HandIn]]):
    """A set of ways as `,photo,typed,`: each between commas, so that one of them is found by LIKE."""

    impl = sa.String(200)
    cache_ok = True

    def process_bind_param(self, value: Iterable[HandIn] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        names = sorted(way.value for way in value)
        return f",{','.join(names)}," if names else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[HandIn] | None:
        return None if value is None else frozenset(HandIn(name) for name in value.split(",") if name)


def has_way(column: sa.ColumnElement[frozenset[HandIn]], way: HandIn) -> sa.ColumnElement[bool]:
    """That this way is among a lesson's or a revision's `ways`."""
    return sa.type_coerce(column, sa.String()).contains(f",{way.value},", autoescape=True)
