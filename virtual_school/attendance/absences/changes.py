"""That a pupil will not come, that they come after all, that it was said of the wrong child: audited, never lost."""

import datetime as dt
import uuid
from collections.abc import Iterable

from virtual_school.attendance.absences.spans import Sessions
from virtual_school.attendance.models import Absence, AbsenceWhy
from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.timetable.models import Session


def tell(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    carer_id: uuid.UUID,
    span: Sessions,
    why: AbsenceWhy,
    words: str | None = None,
    by_phone: bool = False,
) -> Absence:
    """What a carer said, by themselves or to whoever took their call. It ends nothing that was said before."""
    row = Absence(
        pupil_id=pupil_id,
        carer_id=carer_id,
        told_by=_person(by),
        by_phone=by_phone,
        why=why,
        words=words or None,
        starts_on=span.starts_on,
        starts_in=span.starts_in,
        ends_on=span.ends_on,
        ends_in=span.ends_in,
        told_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "absence.told",
        by,
        pupil_id=pupil_id,
        object_id=row.id,
        carer_id=carer_id,
        by_phone=by_phone,
        starts_on=row.starts_on,
        starts_in=row.starts_in,
        ends_on=row.ends_on,
        ends_in=row.ends_in,
    )
    db.session.flush()
    return row


def come_back(by: Viewer, rows: Iterable[Absence], on: dt.date, session: Session) -> list[Absence]:
    """They come again from this session on, whoever said that they do not. Which rows that changed."""
    changed = []
    for row in rows:
        db.session.refresh(row, with_for_update=True)
        if row.withdrawn_at is not None or not _is_sooner(row, on, session):
            continue
        row.back_on, row.back_in, row.back_by, row.back_at = on, session, _person(by), clock.now()
        audit.record("absence.back", by, pupil_id=row.pupil_id, object_id=row.id, back_on=on, back_in=session)
        changed.append(row)
    db.session.flush()
    return changed


def withdraw(by: Viewer, row: Absence, because: str | None = None) -> bool:
    """It was said of the wrong child: in no view any more. Withdrawn twice is withdrawn once."""
    db.session.refresh(row, with_for_update=True)
    if row.withdrawn_at is not None:
        return False
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = clock.now(), _person(by), because or None
    audit.record("absence.withdrawn", by, pupil_id=row.pupil_id, object_id=row.id)
    db.session.flush()
    return True


def _is_sooner(row: Absence, on: dt.date, session: Session) -> bool:
    now = (on, session.value)
    if row.last < now:
        return False
    return row.back_on is None or row.back_in is None or now < (row.back_on, row.back_in.value)


def _person(by: Viewer) -> uuid.UUID:
    if by.account_id is None:
        raise ValueError("an absence is told by a person: `by` needs an account")
    return by.account_id
