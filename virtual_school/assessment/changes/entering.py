"""Marks: entered, superseded by a later one for the same day, withdrawn with a reason. Never overwritten."""

import datetime as dt
import uuid
from collections.abc import Mapping

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.assessment.changes.kinds import take_up
from virtual_school.assessment.changes.showing import person
from virtual_school.assessment.models import GradeEntry
from virtual_school.assessment.scale import Given
from virtual_school.core import audit, clock
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil


def enter(
    by: Viewer,
    *,
    subject_id: uuid.UUID,
    key: str,
    for_day: dt.date,
    given: Mapping[uuid.UUID, Given],
    shown_by: str | None = None,
) -> int:
    """Enter marks of one kind, in one subject, for one day: by pupil. How many were new or other than before.

    All of them or none. The same mark again changes nothing.
    """
    assessor_id = person(by)
    if not given:
        return 0
    db.session.execute(sa.select(Pupil.id).where(Pupil.id.in_(given)).order_by(Pupil.id).with_for_update())
    kind_id, version_id = take_up(by, key)
    before = _in_force(subject_id, kind_id, for_day, list(given))
    fresh = {
        pupil_id: one
        for pupil_id, one in given.items()
        if pupil_id not in before or not _is_same(before[pupil_id], one, shown_by)
    }
    for pupil_id in fresh:
        if pupil_id in before:
            before[pupil_id].ended_at, before[pupil_id].ended_by = clock.now(), assessor_id
    db.session.flush()
    with audit.together():
        for pupil_id, one in fresh.items():
            made = GradeEntry(
                pupil_id=pupil_id,
                subject_id=subject_id,
                kind_id=kind_id,
                version_id=version_id,
                value=one.value,
                place=one.place,
                for_day=for_day,
                assessor_id=assessor_id,
                shown_by=shown_by or None,
                supersedes_id=before[pupil_id].id if pupil_id in before else None,
            )
            db.session.add(made)
            db.session.flush()
            _entered(by, made)
    return len(fresh)


def _entered(by: Viewer, made: GradeEntry) -> None:
    audit.record(
        "grade.entered",
        by,
        pupil_id=made.pupil_id,
        object_id=made.id,
        subject_id=made.subject_id,
        version_id=made.version_id,
        supersedes_id=made.supersedes_id,
    )


def _is_same(there: GradeEntry, one: Given, shown_by: str | None) -> bool:
    return there.value == one.value and (not shown_by or there.shown_by == shown_by)


def _in_force(
    subject_id: uuid.UUID, kind_id: uuid.UUID, for_day: dt.date, pupils: list[uuid.UUID]
) -> dict[uuid.UUID, GradeEntry]:
    question = sa.select(GradeEntry).where(
        GradeEntry.network_id == network_id_in_force(),
        GradeEntry.pupil_id.in_(pupils),
        GradeEntry.subject_id == subject_id,
        GradeEntry.kind_id == kind_id,
        GradeEntry.for_day == for_day,
        GradeEntry.ended_at.is_(None),
    )
    found = db.session.scalars(question.order_by(GradeEntry.id).with_for_update())
    return {row.pupil_id: row for row in found}


def withdraw(by: Viewer, row: GradeEntry, because: str) -> None:
    """Entered for the wrong pupil, say: on no page any more, kept for those who check."""
    if row.ended_at is not None:
        raise WrongState(_("This mark has been changed or taken back already."))
    row.ended_at, row.ended_by, row.because = clock.now(), by.account_id, because
    audit.record("grade.withdrawn", by, pupil_id=row.pupil_id, object_id=row.id)
    db.session.flush()
