"""What of a lesson is found, and by whom: its own school, the network's staff, pupils."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from virtual_school.core import search
from virtual_school.core.db import db
from virtual_school.library.models import Audience, Lesson, LessonRevision, LessonState, Resource, RevisionResource

KIND = "lesson"


def staff_of(organisation_id: uuid.UUID) -> str:
    """The audience of a search entry that only one organisation's authors look in."""
    return f"staff:{organisation_id.hex}"


def index(lesson: Lesson) -> None:
    """Findable as it is being written for its own school; as it was posted for the network."""
    audience = staff_of(lesson.organisation_id)
    names = [file.name for file in files_of(lesson)]
    search.put(KIND, lesson.id, audience, title=lesson.title, texts=[lesson.outcome, lesson.instructions, *names])
    if lesson.state is LessonState.POSTED:
        _index_posted(lesson)


def _index_posted(lesson: Lesson) -> None:
    """For the network's staff; and for pupils, without the names of files that they may not open."""
    latest = sa.select(LessonRevision).where(LessonRevision.lesson_id == lesson.id)
    revision = db.session.scalars(latest.order_by(LessonRevision.number.desc()).limit(1)).one()
    frozen = sa.select(RevisionResource.resource_id).where(RevisionResource.revision_id == revision.id)
    files = db.session.scalars(sa.select(Resource).where(Resource.id.in_(frozen), Resource.removed_at.is_(None))).all()
    words = [revision.outcome, revision.instructions]
    for_pupils = [file.name for file in files if file.audience is Audience.PUPILS]
    search.put(KIND, lesson.id, "staff", title=revision.title, texts=[*words, *(file.name for file in files)])
    search.put(KIND, lesson.id, "pupils", title=revision.title, texts=[*words, *for_pupils])


def forget(lesson: Lesson) -> None:
    """Out of the network's lists; its own school still finds it."""
    for audience in ("staff", "pupils"):
        search.remove(KIND, lesson.id, audience)


def files_of(lesson: Lesson) -> Sequence[Resource]:
    """The lesson's files that nobody has taken away."""
    return db.session.scalars(
        sa.select(Resource).where(Resource.lesson_id == lesson.id, Resource.removed_at.is_(None))
    ).all()
