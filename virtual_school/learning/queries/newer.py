"""Whether the lesson that work was set from has been posted again since: for those who read the library."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.learning.models import Assignment
from virtual_school.library.models import Lesson, LessonRevision, LessonState
from virtual_school.library.queries.reach import NEWEST
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Newer:
    """The lesson, the version that was set, and the one that is in the library now."""

    lesson_id: uuid.UUID
    number: int
    newest: int


def newer(viewer: Viewer, assignment_id: uuid.UUID) -> Newer | None:
    """Of work that the caller has found for the viewer. The pupil keeps the version that they were set."""
    if not viewer.is_author:
        return None
    question = (
        sa.select(Lesson.id, LessonRevision.number, NEWEST)
        .select_from(Assignment)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Lesson, Lesson.id == LessonRevision.lesson_id)
        .where(
            Assignment.network_id == viewer.network_id,
            Assignment.id == assignment_id,
            Lesson.state == LessonState.POSTED,
            LessonRevision.number < NEWEST,
        )
    )
    found = db.session.execute(question).first()
    return Newer(*found) if found else None
