"""Notes: attempts, refusals, views, opens, last seen. Append-only, and written however the request ended.

They are collected while the request works and written in one short transaction of their own after the main one, so
that a failed sign-in is remembered although its transaction was rolled back, and so that a page that only reads writes
nothing else.
"""

import datetime as dt
import logging
import uuid
from typing import Any

import sqlalchemy as sa
from flask import g
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, begin, db, network_id, writing

log = logging.getLogger(__name__)

KINDS: dict[str, str] = {}


class Note(HasId, InNetwork, Base):
    """Something that happened and changed nothing. `key` is what a later question asks by (never words of a child)."""

    __tablename__ = "note"

    at: Mapped[dt.datetime]
    kind: Mapped[str] = mapped_column(sa.String(60))
    account_id: Mapped[uuid.UUID | None]
    pupil_id: Mapped[uuid.UUID | None]
    object_id: Mapped[uuid.UUID | None]
    key: Mapped[bytes | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)

    __table_args__ = (
        sa.Index("ix_note_kind_key_at", "network_id", "kind", "key", "at"),
        sa.Index("ix_note_kind_object_at", "network_id", "kind", "object_id", "at"),
        sa.Index("ix_note_pupil_at", "network_id", "pupil_id", "at"),
        sa.Index("ix_note_account", "network_id", "account_id", "id"),
        {"postgresql_partition_by": "RANGE (id)"},
    )


def declare(kinds: dict[str, str]) -> None:
    """Add a package's kinds of note, each with a sentence on what it records; a second of one name is refused."""
    doubles = KINDS.keys() & kinds.keys()
    if doubles:
        raise RuntimeError(f"note kinds declared twice: {sorted(doubles)}")
    KINDS.update(kinds)


def note(
    kind: str,
    *,
    account_id: uuid.UUID | None = None,
    pupil_id: uuid.UUID | None = None,
    object_id: uuid.UUID | None = None,
    key: bytes | None = None,
    **data: Any,
) -> None:
    """Remember that something happened; written after the request, whatever becomes of it."""
    if kind not in KINDS:
        raise KeyError(f"no package declares the note kind {kind!r}")
    row = {
        "network_id": network_id(),
        "at": clock.now(),
        "kind": kind,
        "account_id": account_id,
        "pupil_id": pupil_id,
        "object_id": object_id,
        "key": key,
        "data": data,
    }
    if row["network_id"] is not None:
        g.setdefault("notes", []).append(row)


def write_collected() -> None:
    """Write what was collected. A note that cannot be written is logged, and never costs the person their answer."""
    rows = g.pop("notes", [])
    if not rows:
        return
    try:
        with writing() as session:
            session.execute(sa.insert(Note), rows)
    except SQLAlchemyError:
        log.exception("%d notes were not written", len(rows))
        begin(write=False)


def count_since(kind: str, key: bytes, since: dt.datetime) -> int:
    """How many notes of a kind there are under a key since a moment."""
    question = sa.select(sa.func.count()).select_from(Note).where(Note.kind == kind, Note.key == key, Note.at >= since)
    return db.session.scalar(question) or 0


def last_since(kind: str, key: bytes, since: dt.datetime) -> dt.datetime | None:
    """When there was last such a note under a key, if that is since a moment."""
    question = sa.select(sa.func.max(Note.at)).where(Note.kind == kind, Note.key == key, Note.at >= since)
    return db.session.scalar(question)


def latest(kind: str, objects: list[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    """When each of the objects was last noted so: 'opened', 'read'."""
    if not objects:
        return {}
    question = (
        sa.select(Note.object_id, sa.func.max(Note.at))
        .where(Note.kind == kind, Note.object_id.in_(objects))
        .group_by(Note.object_id)
    )
    return {found: at for found, at in db.session.execute(question) if found is not None}
