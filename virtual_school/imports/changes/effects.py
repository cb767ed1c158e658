"""What an import did, noted in the transaction that did it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.imports.models import Did, ImportEffect


@dataclass(slots=True)
class Effect:
    line: int
    did: Did
    table_name: str
    row_id: uuid.UUID
    person_id: uuid.UUID
    import_row_id: uuid.UUID
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def note_effects(import_id: uuid.UUID, effects: Sequence[Effect]) -> None:
    """Written after everything else of the batch, so that its time is not before any of its audit events."""
    now = clock.now()
    rows = [
        {
            "import_id": import_id,
            "line": one.line,
            "import_row_id": one.import_row_id,
            "did": one.did,
            "table_name": one.table_name,
            "row_id": one.row_id,
            "person_id": one.person_id,
            "before": one.before,
            "after": one.after,
            "at": now,
        }
        for one in effects
    ]
    if rows:
        db.session.execute(sa.insert(ImportEffect), rows)
