"""Which lessons a viewer may read, as one condition; and a lesson's newest revision in the same query."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.library.models import HiddenRevision, Lesson, LessonRevision, LessonState
from virtual_school.network.viewer import Viewer

# The newest revision of the lesson in the same query, if it has one.
NEWEST = (
    sa.select(sa.func.max(LessonRevision.number))
    .where(LessonRevision.lesson_id == Lesson.id)
    .correlate(Lesson)
    .scalar_subquery()
)
ITS_NEWEST = sa.and_(LessonRevision.lesson_id == Lesson.id, LessonRevision.number == NEWEST)


def in_library(*conditions: sa.ColumnElement[bool]) -> list[sa.ColumnElement[bool]]:
    """That a revision is what the library has of its lesson, of which `conditions` hold.

    Lesson and newest number are asked about and not joined: both engines then walk the revisions from the newest on,
    by their index, and stop where the page is full.
    """
    other = aliased(LessonRevision)
    newest = sa.select(sa.func.max(other.number)).where(other.lesson_id == LessonRevision.lesson_id)
    posted = sa.exists().where(Lesson.id == LessonRevision.lesson_id, Lesson.state == LessonState.POSTED, *conditions)
    return [LessonRevision.number == newest.scalar_subquery(), posted]


def is_hidden(revision: Any) -> sa.ColumnElement[bool]:
    """That nobody reads this revision's words any more."""
    return sa.exists().where(HiddenRevision.revision_id == revision.id).correlate(revision)


def posted_title(lesson_id: Any) -> sa.ScalarSelect[str]:
    """What a lesson is called wherever it is spoken of: as it was posted last, never as its school is writing it."""
    newest = aliased(LessonRevision)
    titles = sa.select(newest.title).where(newest.lesson_id == lesson_id).order_by(newest.number.desc())
    return titles.limit(1).scalar_subquery()


def visible(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The lessons that the viewer may read, as `policy.can_read` says it of one."""
    if not viewer.is_author:
        return sa.false()
    return sa.and_(
        Lesson.network_id == viewer.network_id,
        sa.or_(Lesson.state == LessonState.POSTED, Lesson.organisation_id == viewer.organisation_id),
    )
