"""One transaction of lines: what it did, and why some of them were left after all."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from virtual_school.imports.changes.effects import Effect
from virtual_school.imports.models import Choice, Did, ImportRow, Verdict


@dataclass(slots=True)
class Batch:
    """What one transaction does: effects, and why some lines were left after all.

    `own` is the school that sent the file for itself: who left its roll meanwhile is not its to change.
    """

    import_id: uuid.UUID
    own: uuid.UUID | None = None
    effects: list[Effect] = field(default_factory=list)
    left: dict[uuid.UUID, str] = field(default_factory=dict)


def effect(row: ImportRow, did: Did, table: str, row_id: uuid.UUID, person: uuid.UUID, **more: Any) -> Effect:
    return Effect(row.line, did, table, row_id, person, row.id, **more)


def is_new(row: ImportRow) -> bool:
    return row.verdict is Verdict.NEW or row.decision is Choice.NEW
