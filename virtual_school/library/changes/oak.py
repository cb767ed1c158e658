"""Takes in what Oak says of lessons, as drafts of a school: the beginning of a lesson, with whose it was."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from virtual_school.core import text
from virtual_school.core.audit import Actor
from virtual_school.core.db import db, network_id_in_force
from virtual_school.library import oak
from virtual_school.library.changes.index import index
from virtual_school.library.changes.lessons import Words, begin
from virtual_school.library.models import Lesson, LessonSource, Step, StepKind

MINUTES = 40
# What a school calls a subject that Oak calls otherwise.
ALSO_CALLED = {
    "mathematics": ("maths",),
    "computing": ("computer science", "computing and it"),
    "design technology": ("design and technology",),
    "physical education": ("pe",),
    "religious education": ("re",),
}


def subject_of(lesson: oak.OakLesson, subjects: Mapping[str, uuid.UUID]) -> uuid.UUID | None:
    """The agreed subject (by its sort key) that a lesson's subject is, if there is one."""
    name = text.sort_key(lesson.subject)
    return next((subjects[one] for one in (name, *ALSO_CALLED.get(name, ())) if one in subjects), None)


def taken_in(keys: Iterable[str]) -> set[str]:
    """Those of Oak's lessons that the network has already."""
    there = sa.select(LessonSource.key).where(
        LessonSource.network_id == network_id_in_force(),
        LessonSource.collection == oak.COLLECTION,
        LessonSource.key.in_(list(keys)),
    )
    return set(db.session.scalars(there))


def take_in(
    lessons: Sequence[oak.OakLesson],
    *,
    subjects: Mapping[str, uuid.UUID],
    organisation_id: uuid.UUID,
    by: Actor,
    year: int | None = None,
) -> list[Lesson]:
    """Drafts of those that are not there yet and whose subject is agreed on."""
    there = taken_in(one.slug for one in lessons)
    made = []
    for one in lessons:
        subject_id = subject_of(one, subjects)
        if one.slug not in there and subject_id is not None:
            made.append(_draft(one, subject_id, organisation_id, by, year))
    return made


def _draft(
    one: oak.OakLesson, subject_id: uuid.UUID, organisation_id: uuid.UUID, by: Actor, year: int | None
) -> Lesson:
    words = Words(
        title=one.title,
        subject_id=subject_id,
        year=year or one.year,
        outcome=one.outcome,
        instructions="",
        minutes=MINUTES,
        unit=one.unit,
        place=one.place,
        keywords=one.keyword_lines,
        misconceptions=one.misconception_lines,
    )
    lesson = begin(organisation_id=organisation_id, by=by, words=words, indexed=False)
    if one.points:
        db.session.add(
            Step(lesson_id=lesson.id, kind=StepKind.TEXT, position=1, title="What to know", text=one.points_text)
        )
    url = oak.ADDRESS.format(slug=one.slug)
    source = {"collection": oak.COLLECTION, "key": one.slug, "attribution": oak.ATTRIBUTION, "url": url}
    db.session.add(LessonSource(lesson_id=lesson.id, **source))
    db.session.flush()
    index(lesson, newest=True)
    return lesson
