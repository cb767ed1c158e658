"""The audit: one append-only event a change: who, for whom, in which hat, because."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Text, db

EVENTS: dict[str, frozenset[str]] = {}

_held: ContextVar["list[AuditEvent] | None"] = ContextVar("held", default=None)


class Actor(Protocol):
    """Who changes something: a viewer, or the system under a rule."""

    @property
    def account_id(self) -> uuid.UUID | None: ...
    @property
    def hat_name(self) -> str: ...


class AuditEvent(HasId, InNetwork, Base):
    """A change that happened. Words about a child are named by version in `data`, never copied into it."""

    __tablename__ = "audit_event"

    at: Mapped[dt.datetime]
    event: Mapped[str] = mapped_column(sa.String(60))
    account_id: Mapped[uuid.UUID | None]
    hat: Mapped[str] = mapped_column(sa.String(80))
    pupil_id: Mapped[uuid.UUID | None]
    object_id: Mapped[uuid.UUID | None]
    because: Mapped[Text | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)

    __table_args__ = (
        sa.Index("ix_audit_event_newest", "network_id", "id"),
        sa.Index("ix_audit_event_object", "network_id", "object_id", "id"),
        sa.Index("ix_audit_event_pupil", "network_id", "pupil_id", "id"),
        {"postgresql_partition_by": "RANGE (id)"},
    )


def declare(events: dict[str, frozenset[str]]) -> None:
    """Add a package's events with the exact keys each carries; a second of one name is refused."""
    doubles = EVENTS.keys() & events.keys()
    if doubles:
        raise RuntimeError(f"audit events declared twice: {sorted(doubles)}")
    EVENTS.update(events)


def record(
    event: str,
    by: Actor,
    *,
    pupil_id: uuid.UUID | None = None,
    object_id: uuid.UUID | None = None,
    because: str | None = None,
    **data: Any,
) -> AuditEvent:
    """Write one event in the transaction of the change. Keys that the catalogue does not name are refused."""
    if data.keys() != EVENTS[event]:
        raise KeyError(f"{event} carries exactly {sorted(EVENTS[event])}, not {sorted(data)}")
    row = AuditEvent(
        at=clock.now(),
        event=event,
        account_id=by.account_id,
        hat=by.hat_name,
        pupil_id=pupil_id,
        object_id=object_id,
        because=because,
        data={name: _plain(value) for name, value in data.items()},
    )
    held = _held.get()
    if held is None:
        db.session.add(row)
    else:
        held.append(row)
    return row


def many(
    event: str,
    by: Actor,
    rows: Iterable[tuple[uuid.UUID | None, uuid.UUID, dict[str, Any]]],
    because: str | None = None,
) -> None:
    """One event of many things at once, each (pupil, object, data), in one statement: for what comes in batches."""
    now = clock.now()
    written: list[dict[str, Any]] = []
    for pupil_id, object_id, data in rows:
        if data.keys() != EVENTS[event]:
            raise KeyError(f"{event} carries exactly {sorted(EVENTS[event])}, not {sorted(data)}")
        kept = {name: _plain(value) for name, value in data.items()}
        row = {"at": now, "event": event, "account_id": by.account_id, "hat": by.hat_name, "because": because}
        written.append(row | {"pupil_id": pupil_id, "object_id": object_id, "data": kept})
    if written:
        db.session.execute(sa.insert(AuditEvent), written)


@contextmanager
def together() -> Iterator[None]:
    """Write the block's events at its end in one statement: where one transaction makes changes by the hundred."""
    held: list[AuditEvent] = []
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    db.session.add_all(held)
    db.session.flush()


def _plain(value: Any) -> Any:
    """A value as JSON holds it: identifiers, dates and enums by their text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    return str(getattr(value, "value", value))


def changes(row: Any, names: tuple[str, ...]) -> dict[str, list[Any]]:
    """Before and after of the named non-sensitive columns that differ, from what the session knows of the row."""
    state = sa.inspect(row)
    found: dict[str, list[Any]] = {}
    for name in names:
        history = state.attrs[name].history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            found[name] = [_plain(before), _plain(getattr(row, name))]
    return found
