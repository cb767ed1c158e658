"""What the jobs do in the name of whoever asked: each is one batch of one transaction."""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.access import require
from virtual_school.core.db import db, network_id_in_force
from virtual_school.imports import changes, policy, queries
from virtual_school.imports.actions.person import move
from virtual_school.imports.judging import Judged
from virtual_school.imports.models import (
    Choice,
    Did,
    Import,
    ImportEffect,
    ImportRow,
    State,
    Subject,
    Verdict,
)
from virtual_school.network.viewer import Viewer

# A batch holds the one lock of a small installation: a tenth of a second, even where the machine is slow half of one.
A_BATCH = 50


def forget_rows(import_id: uuid.UUID) -> None:
    """Read anew, from nothing."""
    db.session.execute(sa.delete(ImportRow).where(ImportRow.import_id == import_id))


def hold_rows(import_id: uuid.UUID, judged: Sequence[tuple[int, str | None, Subject, Judged]], done: int) -> None:
    """Hold what some lines say until it is confirmed; nothing of a file that was thrown away meanwhile."""
    if queries.to_run(import_id, State.READING, lock=True) is None:
        return
    rows = [
        {
            "import_id": import_id,
            "line": line,
            "source": source,
            "subject": subject,
            "data": one.values,
            "verdict": one.verdict,
            "problems": one.problems,
            "match": one.match,
            "candidates": _held(one),
            "changes": one.changes,
        }
        for line, source, subject, one in judged
    ]
    if rows:
        db.session.execute(sa.insert(ImportRow), rows)
    tell(import_id, lines_done=done)


def _held(one: Judged) -> dict[str, Any]:
    held: dict[str, Any] = {"ids": [str(person) for person in one.candidates]} if one.candidates else {}
    return held | ({"only": True} if one.is_only else {})


def tell(import_id: uuid.UUID, **values: Any) -> None:
    """How far it is, for the page that waits."""
    change = sa.update(Import).where(Import.id == import_id).values(**values)
    db.session.execute(change, execution_options={"synchronize_session": False})


def settle(found: Import, to: State, problem: str | None = None) -> None:
    move(found, to)
    found.problem = problem


def _next_rows(found: Import) -> list[ImportRow]:
    """The next lines to write, in the order of the file: so they were held, and their ids ascend."""
    decided = sa.and_(ImportRow.verdict == Verdict.UNSURE, ImportRow.decision.in_((Choice.MATCH, Choice.NEW)))
    question = sa.select(ImportRow).where(
        ImportRow.network_id == network_id_in_force(),
        ImportRow.import_id == found.id,
        ImportRow.written_at.is_(None),
        ImportRow.verdict.in_((Verdict.NEW, Verdict.CHANGED, Verdict.ENDED)) | decided,
    )
    return list(db.session.scalars(question.order_by(ImportRow.id).limit(A_BATCH)))


def write_next(viewer: Viewer, import_id: uuid.UUID) -> bool:
    """Write one batch; False when nothing is left to write. Who confirmed must still be one who may."""
    found = queries.to_run(import_id, State.WRITING, lock=True)
    rows = _next_rows(found) if found is not None else []
    if found is None or not rows:
        return False
    require(policy.can_import_kind(viewer, found.kind))
    changes.write_batch(viewer, found, rows)
    found.lines_done += len(rows)
    return True


def written(viewer: Viewer, import_id: uuid.UUID) -> None:
    found = queries.to_run(import_id, State.WRITING, lock=True)
    if found is None:
        return
    counts = queries.counts(found)
    move(found, State.DONE)
    found.done_at = clock.now()
    audit.record("import.done", viewer, object_id=found.id, written=counts.written, left=counts.left)


def next_people(found: Import, after: uuid.UUID | None = None) -> list[uuid.UUID]:
    """The next people after one whom the import did something to and whom undoing has not come to."""
    later = sa.orm.aliased(ImportEffect)
    undone_by_now = sa.exists().where(
        later.network_id == ImportEffect.network_id,
        later.import_id == found.id,
        later.person_id == ImportEffect.person_id,
        later.did.in_((Did.REMOVED, Did.SHUT, Did.RESTORED, Did.LEFT)),
    )
    question = (
        sa.select(ImportEffect.person_id)
        .where(
            ImportEffect.network_id == network_id_in_force(),
            ImportEffect.import_id == found.id,
            ImportEffect.person_id > after if after else sa.true(),
            ~undone_by_now,
        )
        .group_by(ImportEffect.person_id)
        .order_by(ImportEffect.person_id)
        .limit(A_BATCH)
    )
    return list(db.session.scalars(question))


def undo_next(viewer: Viewer, import_id: uuid.UUID, people: Sequence[uuid.UUID]) -> bool:
    found = queries.to_run(import_id, State.UNDOING, lock=True)
    if found is None:
        return False
    require(policy.can_import_kind(viewer, found.kind))
    changes.undo_batch(viewer, found, people)
    found.lines_done += len(people)
    return True


def undone(viewer: Viewer, import_id: uuid.UUID) -> None:
    found = queries.to_run(import_id, State.UNDOING, lock=True)
    if found is None:
        return
    move(found, State.UNDONE)
    found.undone_at = clock.now()
    did = queries.effects_by(found)
    audit.record(
        "import.undone",
        viewer,
        object_id=found.id,
        because=found.because,
        removed=did.get(Did.REMOVED, 0),
        shut=did.get(Did.SHUT, 0),
        restored=did.get(Did.RESTORED, 0),
        left=did.get(Did.LEFT, 0),
    )
