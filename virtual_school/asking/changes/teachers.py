"""Who teaches a pupil a subject at their own school; who says that they teach one at all."""

import uuid
from collections.abc import Collection

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.asking.models import SubjectTeacher, Teaches
from virtual_school.core import audit, clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.network.models import Term
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.naming import may_be_named
from virtual_school.safeguarding.apart import finds_clashes
from virtual_school.safeguarding.models import KeepApart


def person(by: Viewer) -> uuid.UUID:
    """Work is asked for, and answered, by people."""
    if by.account_id is None:
        raise NotVisible
    return by.account_id


def name_teacher(
    by: Viewer, *, pupil_id: uuid.UUID, subject_id: uuid.UUID, account_id: uuid.UUID, organisation_id: uuid.UUID
) -> None:
    """One teacher a subject: whoever was named before is so no more. Named again, nothing changes."""
    dated.lock_pupil(pupil_id)
    may_be_named(by, pupil_id, account_id)
    question = sa.select(SubjectTeacher).where(
        SubjectTeacher.pupil_id == pupil_id,
        SubjectTeacher.subject_id == subject_id,
        in_force(SubjectTeacher, clock.today()),
    )
    there = db.session.scalars(question.order_by(SubjectTeacher.id).limit(20)).all()
    if any(row.account_id == account_id and row.organisation_id == organisation_id for row in there):
        return
    for row in there:
        row.ended_at, row.ended_by = clock.now(), by.account_id
        _note(by, row, "subject_teacher.ended")
    row = SubjectTeacher(
        pupil_id=pupil_id,
        subject_id=subject_id,
        account_id=account_id,
        organisation_id=organisation_id,
        named_by=person(by),
    )
    db.session.add(row)
    db.session.flush()
    _note(by, row, "subject_teacher.named")
    db.session.flush()


def _note(by: Viewer, row: SubjectTeacher, event: str) -> None:
    audit.record(
        event, by, pupil_id=row.pupil_id, object_id=row.id, account_id=row.account_id, subject_id=row.subject_id
    )


def say_subjects(by: Viewer, organisation_id: uuid.UUID, wanted: Collection[uuid.UUID]) -> None:
    """What the person teaches at this school from now on: these, and no others that they said before."""
    account_id = person(by)
    question = sa.select(Teaches).where(
        Teaches.account_id == account_id,
        Teaches.organisation_id == organisation_id,
        in_force(Teaches, clock.today()),
    )
    there = {row.subject_id: row for row in db.session.scalars(question.order_by(Teaches.id).limit(200))}
    for subject_id, row in there.items():
        if subject_id not in wanted:
            row.ended_at, row.ended_by = clock.now(), account_id
            audit.record("subjects.said", by, object_id=row.id, subject_id=subject_id, holds=False)
    for subject_id in sorted(set(wanted) - set(there)):
        row = Teaches(account_id=account_id, organisation_id=organisation_id, subject_id=subject_id)
        db.session.add(row)
        db.session.flush()
        audit.record("subjects.said", by, object_id=row.id, subject_id=subject_id, holds=True)
    db.session.flush()


@finds_clashes
def named_to_teach(keep: KeepApart) -> list[str]:
    """Of two who are set apart, for the safeguarding lead: for which subjects the adult is asked for work."""
    if keep.account_id is None:
        return []
    question = (
        sa.select(Term.words)
        .join(SubjectTeacher, SubjectTeacher.subject_id == Term.id)
        .where(
            SubjectTeacher.network_id == keep.network_id,
            SubjectTeacher.pupil_id == keep.pupil_id,
            SubjectTeacher.account_id == keep.account_id,
            in_force(SubjectTeacher, clock.today()),
        )
        .order_by(Term.sort_key, SubjectTeacher.id)
        .limit(50)
    )
    return [str(_("Asked for work in %(subject)s", subject=words)) for words in db.session.scalars(question)]
