"""One mark in force, for whoever reads the pupil's marks; and for their own subject's teacher, who gave it."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.assessment.models import GradeEntry
from virtual_school.assessment.queries.classes import marks_of
from virtual_school.assessment.queries.free import free_mark
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import reach
from virtual_school.pupils.models import Part, Pupil


@dataclass(frozen=True, slots=True)
class Entered:
    """A mark and whose it is. `opens`: whether the pupil's own page opens too, or their subject's class list alone."""

    row: GradeEntry
    pupil: Pupil
    opens: bool


def entry(viewer: Viewer, entry_id: uuid.UUID, *, lock: bool = False) -> Entered:
    reaches = reach(viewer, Part.GRADES, GradeEntry.pupil_id)
    own = sa.and_(
        GradeEntry.assessor_id == viewer.account_id,
        marks_of(viewer, GradeEntry.pupil_id, GradeEntry.subject_id),
    )
    question = (
        sa.select(GradeEntry, Pupil, reaches.label("opens"))
        .join(Pupil, Pupil.id == GradeEntry.pupil_id)
        .where(
            GradeEntry.id == entry_id,
            GradeEntry.network_id == viewer.network_id,
            GradeEntry.ended_at.is_(None),
            sa.or_(reaches, own),
            free_mark(viewer),
        )
    )
    if lock:
        question = question.with_for_update(of=GradeEntry)
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return Entered(found[0], found[1], bool(found[2]))
