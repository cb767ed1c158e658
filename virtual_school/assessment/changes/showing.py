"""What showed that a pupil can do something, or cannot yet: given by a person, withdrawn, never overwritten."""

import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from virtual_school.assessment.models import Evidence, Objective
from virtual_school.core import audit, clock, text
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.ids import uuid7
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated

# The kind and the id of what showed it: ('hand_in', …).
Source = tuple[str, uuid.UUID]


def person(by: Viewer) -> uuid.UUID:
    """What a pupil can do is judged, and marks are given, by people."""
    if by.account_id is None:
        raise NotVisible
    return by.account_id


def evidence(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    subject_id: uuid.UUID,
    year: int,
    words: str,
    secure: bool,
    source: Source,
    because: str | None = None,
) -> Evidence:
    """Say that this showed the objective of these words to be secure, or not yet.

    Said again of the same thing it stays as it is; said otherwise of it, what was said before is withdrawn.
    """
    assessor_id = person(by)
    dated.lock_pupil(pupil_id)
    objective_id = _objective(subject_id, year, words)
    for row in _in_force(source, pupil_id, objective_id):
        if row.is_secure == secure:
            return row
        _withdraw(by, row, because or "")
    kind, source_id = source
    made = Evidence(
        pupil_id=pupil_id,
        objective_id=objective_id,
        is_secure=secure,
        source_kind=kind,
        source_id=source_id,
        assessor_id=assessor_id,
        because=because or None,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(
        "evidence.given",
        by,
        pupil_id=pupil_id,
        object_id=made.id,
        objective_id=objective_id,
        is_secure=secure,
        source_kind=kind,
        source_id=source_id,
    )
    db.session.flush()
    return made


def withdraw_evidence(by: Viewer, source: Source, because: str) -> None:
    """Whatever this thing showed counts no more. Withdrawn twice is withdrawn once."""
    for row in _in_force(source):
        _withdraw(by, row, because)
    db.session.flush()


def _withdraw(by: Viewer, row: Evidence, because: str) -> None:
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = clock.now(), by.account_id, because
    audit.record(
        "evidence.withdrawn",
        by,
        pupil_id=row.pupil_id,
        object_id=row.id,
        source_kind=row.source_kind,
        source_id=row.source_id,
    )
    db.session.flush()


def _in_force(
    source: Source, pupil_id: uuid.UUID | None = None, objective_id: uuid.UUID | None = None
) -> list[Evidence]:
    kind, source_id = source
    question = sa.select(Evidence).where(
        Evidence.network_id == network_id_in_force(),
        Evidence.source_kind == kind,
        Evidence.source_id == source_id,
        Evidence.withdrawn_at.is_(None),
    )
    if pupil_id is not None:
        question = question.where(Evidence.pupil_id == pupil_id, Evidence.objective_id == objective_id)
    return list(db.session.scalars(question.order_by(Evidence.id).limit(500).with_for_update()))


def _objective(subject_id: uuid.UUID, year: int, words: str) -> uuid.UUID:
    """The objective of these words, made when nobody has named it before; two who do so at once name one."""
    said = text.line(words)
    key = said.casefold().rstrip(" .!;:,")[: text.LINE_LIMIT]
    values = {"network_id": network_id_in_force(), "subject_id": subject_id, "year": year, "key": key}
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    db.session.execute(insert(Objective).values(id=uuid7(), words=said, **values).on_conflict_do_nothing())
    return db.session.scalars(sa.select(Objective.id).filter_by(**values)).one()
