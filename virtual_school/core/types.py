"""Column types that read and write alike on both engines."""

import datetime as dt
import uuid
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from virtual_school.core import text


class Id(TypeDecorator[uuid.UUID]):
    """A UUID in 16 bytes: `uuid` on PostgreSQL, `BLOB` on SQLite."""

    impl = sa.LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = sa.Uuid() if dialect.name == "postgresql" else sa.LargeBinary(16)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        if value is None or isinstance(value, uuid.UUID):
            return value
        return uuid.UUID(bytes=bytes(value))


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware moment, kept in UTC on both engines; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        value = value.astimezone(dt.UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)


class LineType(TypeDecorator[str]):
    """One line of at most 200 characters (`core.text.line`)."""

    impl = sa.String(text.LINE_LIMIT)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else text.line(value)


class TextType(TypeDecorator[str]):
    """Plain text of at most 20,000 characters (`core.text.text`)."""

    impl = sa.Text()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else text.text(value)


class MarkdownType(TextType):
    """Text that is shown through `core.markdown.render`; stored as typed."""

    cache_ok = True


Line = Annotated[str, mapped_column(LineType())]
Text = Annotated[str, mapped_column(TextType())]
Markdown = Annotated[str, mapped_column(MarkdownType())]
