"""Tables, types and transactions; and the wall between networks.

The wall stands twice. PostgreSQL holds it by row-level security: every transaction begins by saying which network it
is in. On SQLite, which has no such thing, the session itself adds the same condition to every ORM statement. Neither
replaces the rules in each package's queries; both catch a rule that was forgotten.
"""

import datetime as dt
import enum
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from psycopg.pq import TransactionStatus
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    SessionTransaction,
    mapped_column,
    registry,
    with_loader_criteria,
)

from virtual_school.core import clock, text
from virtual_school.core.ids import uuid7
from virtual_school.core.types import Id, Line, LineType, Markdown, MarkdownType, Text, TextType, UtcDateTime

__all__ = [
    "Base", "Dated", "HasId", "Id", "InNetwork", "Line", "LineType", "Markdown", "MarkdownType", "Text", "TextType",
    "UtcDateTime", "WallBreach", "analyse", "begin", "dates_in_order", "db", "enter_network", "in_force", "is_writing",
    "network_id", "network_id_in_force", "prepare_engine", "writing",
]  # fmt: skip

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={
            uuid.UUID: Id(),
            dt.datetime: UtcDateTime(),
            dt.date: sa.Date(),
            str: sa.String(text.LINE_LIMIT),
            bytes: sa.LargeBinary(),
            dict[str, Any]: sa.JSON(),
            enum.Enum: sa.Enum(
                enum.Enum,
                native_enum=False,
                create_constraint=True,
                validate_strings=True,
                length=40,
                values_callable=lambda kind: [member.value for member in kind],
            ),
        },
    )


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


class HasId:
    """A primary key that ascends with time."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)


class InNetwork:
    """A row behind the wall. `network_id` is filled from the transaction's network; another's is refused.

    It has no index of its own: nearly every row matches it, and SQLite would choose it before a better one.
    """

    network_id: Mapped[uuid.UUID] = mapped_column(
        Id(), sa.ForeignKey("network.id"), default=lambda: network_id_in_force()
    )


class Dated:
    """A link in time: in force when today lies between the dates and nobody has ended it.

    `starts_on` and `ends_on` are inclusive; an open end is null. `ended_at` ends it at once, whatever the dates.
    """

    starts_on: Mapped[dt.date] = mapped_column(default=clock.today)
    ends_on: Mapped[dt.date | None]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]
    because: Mapped[str | None] = mapped_column(LineType())

    def in_force(self, on: dt.date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on) and self.ended_at is None


def in_force(link: type[Any], on: dt.date) -> sa.ColumnElement[bool]:
    """The same rule as `Dated.in_force`, as one SQL condition on the class or alias `link`."""
    return sa.and_(
        link.starts_on <= on,
        sa.or_(link.ends_on.is_(None), link.ends_on >= on),
        link.ended_at.is_(None),
    )


def dates_in_order(name: str = "dates_in_order") -> sa.CheckConstraint:
    return sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=name)


class WallBreach(RuntimeError):
    """A row of one network was about to be written in another's transaction. Always a fault of the program."""


# The wall -------------------------------------------------------------------------------------------------------------


def enter_network(network: uuid.UUID | None) -> None:
    """Say which network the session is in from here on; None is 'in none', where nothing behind the wall is seen."""
    session = db.session()
    session.info["network"] = network
    if session.in_transaction() and session.get_bind().dialect.name == "postgresql":
        _tell_postgresql(session.connection(), network)


def network_id() -> uuid.UUID | None:
    """The network the session is in."""
    return db.session().info.get("network")


def network_id_in_force() -> uuid.UUID:
    network = network_id()
    if network is None:
        raise WallBreach("no network was entered before a row behind the wall was made")
    return network


def _tell_postgresql(connection: Connection, network: uuid.UUID | None) -> None:
    # Straight through the driver: it is no query of the page's, and the empty string must be said too, because a
    # pooled connection keeps the network of whoever had it last.
    cursor = connection.connection.cursor()
    cursor.execute("SELECT set_config('app.network', %s, true)", (str(network) if network else "",))
    cursor.close()


@event.listens_for(Session, "after_begin")
def _enter_on_begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    driver = connection.connection.driver_connection
    # The driver's own BEGIN comes with the first statement; a savepoint stands inside and changes nothing.
    if isinstance(driver, psycopg.Connection) and driver.info.transaction_status == TransactionStatus.IDLE:
        driver.read_only = True if session.info.get("read_only") else None
    _tell_postgresql(connection, session.info.get("network"))


@event.listens_for(Session, "do_orm_execute")
def _wall_on_sqlite(state: ORMExecuteState) -> None:
    if state.session.get_bind().dialect.name != "sqlite" or state.is_column_load or state.is_relationship_load:
        return
    if state.execution_options.get("kept"):  # it names its network itself: `core.kept` refuses one that does not
        return
    network = state.session.info.get("network")
    if state.is_select or state.is_update or state.is_delete:
        state.statement = state.statement.options(
            with_loader_criteria(
                InNetwork,
                lambda cls: cls.network_id == network,
                include_aliases=True,
                propagate_to_loaders=False,
            )
        )


@event.listens_for(Session, "before_flush")
def _wall_on_flush(session: Session, context: Any, instances: Any) -> None:
    network = session.info.get("network")
    for row in session.new:
        if isinstance(row, InNetwork) and row.network_id is not None and row.network_id != network:
            raise WallBreach(f"{type(row).__name__} belongs to another network than the transaction")


# Transactions ---------------------------------------------------------------------------------------------------------


@contextmanager
def writing() -> Iterator[Session]:
    """A write transaction of its own that commits at the end, or rolls back whole when the block raises.

    What was read before is let go: on SQLite a transaction that read cannot become one that writes.
    """
    session = db.session()
    session.rollback()
    session.info.update(write=True, read_only=False)
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["write"] = False


def begin(*, write: bool, read_only: bool = False) -> None:
    """Let go of whatever was held, and begin the next transaction as one that writes or one that reads.

    `read_only` is held by PostgreSQL itself, which then refuses every write.
    """
    session = db.session()
    session.rollback()
    session.info.update(write=write, read_only=read_only)


def is_writing() -> bool:
    """Whether the transaction of this moment may change anything."""
    return bool(db.session().info.get("write"))


def end_reading() -> None:
    """End a transaction that only read.

    Where PostgreSQL held it to that, by a COMMIT: after a ROLLBACK the driver throws away every statement it had
    prepared, and the next page is planned anew. Everywhere else by a rollback, which no forgotten write survives.
    """
    session = db.session()
    if session.info.get("read_only") and session.get_bind().dialect.name == "postgresql":
        session.commit()
        session.expire_all()
    else:
        session.rollback()
    session.info.update(write=False, read_only=False)


# SQLite lets those who wait for its lock find it free by chance. Threads of one process queue here first, in order;
# what other processes hold is waited for as SQLite does.
BUSY_SECONDS = 15
_one_writer = threading.Semaphore(1)


def _on_connect(connection: Any, record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # the driver would begin too late; `_on_begin` says BEGIN itself
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY")
    for pragma in (*pragmas, f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write") or db.session().info.get("write")
    if write and _one_writer.acquire(timeout=BUSY_SECONDS):
        connection.info["writer"] = True
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _on_letting_go(connection: Any, record: Any, *more: Any) -> None:
    if record.info.pop("writer", False):
        _one_writer.release()


def analyse() -> None:
    """Let SQLite count what its tables and indexes hold, from a sample: without it, it plans joins by guessing.

    PostgreSQL does so by itself.
    """
    if db.engine.dialect.name == "sqlite":
        with writing() as session:
            session.execute(sa.text("PRAGMA analysis_limit=1000"))
            session.execute(sa.text("ANALYZE"))


def prepare_engine(engine: Engine) -> Engine:
    """Give an engine the house's manners: on SQLite the pragmas and an explicit BEGIN."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        for end in ("checkin", "invalidate", "close"):
            event.listen(engine, end, _on_letting_go)
    return engine


def init_app(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
