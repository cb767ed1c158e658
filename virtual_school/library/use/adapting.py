"""Making a lesson of one's own school from a posted one."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import fields

import sqlalchemy as sa

from virtual_school.core import audit
from virtual_school.core.audit import Actor
from virtual_school.core.db import db
from virtual_school.core.files import StoredFile
from virtual_school.library import changes as lessons
from virtual_school.library.changes import Words, person
from virtual_school.library.models import (
    STEP_WORDS,
    Lesson,
    LessonRevision,
    LessonSource,
    LessonWords,
    QuestionWords,
    Resource,
    RevisionResource,
    RevisionStep,
    Step,
    StepKind,
)
from virtual_school.library.models.use import Adaptation, AdaptedStep, UseKind
from virtual_school.library.queries.questions import posted_questions
from virtual_school.library.use import changes
from virtual_school.library.use.asked import take as take_questions

Files = list[tuple[Resource, StoredFile]]


def words_of(written: LessonWords) -> Words:
    return Words(**{field.name: getattr(written, field.name) for field in fields(Words)})


def adapt(source: Lesson, revision: LessonRevision, *, organisation_id: uuid.UUID, by: Actor) -> Lesson:
    """A draft of another school's, with words, steps and files as they were posted. Staff only stays staff only."""
    copy = lessons.begin(organisation_id=organisation_id, by=by, words=words_of(revision), indexed=False)
    taken = {one.id: take_file(copy, one, stored, by=by) for one, stored in frozen_files(revision.id)}
    asked = posted_questions(revision.id)
    for step in frozen_steps(revision.id):
        files = {old: new.id for old, new in taken.items()}
        take_step(copy, step, files, asked.get(step.id, ()), position=step.position)
    _take_source(source.id, copy.id)
    made_from = db.session.get(Adaptation, source.id)
    row = Adaptation(
        lesson_id=copy.id,
        source_id=revision.id,
        first_id=made_from.first_id if made_from else revision.id,
        made_by=person(by),
        taken_id=revision.id,
    )
    db.session.add(row)
    db.session.flush()
    lessons.index(copy, newest=True)
    audit.record("lesson.adapted", by, object_id=copy.id, revision_id=revision.id)
    changes.used(revision.id, kind=UseKind.ADAPTED, taker_id=organisation_id, thing_id=copy.id)
    if source.organisation_id != organisation_id:
        changes.follow(source.id, newest=revision, by=by)
    return copy


def _take_source(source_id: uuid.UUID, copy_id: uuid.UUID) -> None:
    """Whose it was before anybody here had it, and under which licence: never taken off."""
    source = db.session.get(LessonSource, source_id)
    if source is not None:
        words = {name: getattr(source, name) for name in ("collection", "key", "attribution", "url")}
        db.session.add(LessonSource(lesson_id=copy_id, **words))
        db.session.flush()


def frozen_files(revision_id: uuid.UUID, *, with_removed: bool = False) -> Files:
    """What a revision has; without what somebody took away since, unless that is asked for."""
    question = (
        sa.select(Resource, StoredFile)
        .join(RevisionResource, RevisionResource.resource_id == Resource.id)
        .join(StoredFile, StoredFile.id == Resource.stored_file_id)
        .where(RevisionResource.revision_id == revision_id)
        .order_by(Resource.position, Resource.id)
    )
    if not with_removed:
        question = question.where(Resource.removed_at.is_(None))
    return [(resource, stored) for resource, stored in db.session.execute(question)]


def frozen_steps(revision_id: uuid.UUID) -> list[RevisionStep]:
    question = sa.select(RevisionStep).where(RevisionStep.revision_id == revision_id)
    return list(db.session.scalars(question.order_by(RevisionStep.position)))


def take_file(copy: Lesson, resource: Resource, stored: StoredFile, *, by: Actor) -> Resource:
    return lessons.add_file(copy, stored, name=resource.name, by=by, audience=resource.audience, indexed=False)


def take_step(
    copy: Lesson,
    posted: RevisionStep,
    files: Mapping[uuid.UUID, uuid.UUID],
    questions: Sequence[QuestionWords],
    *,
    position: int,
) -> Step | None:
    """A step as it was posted, with what it asks. One that shows a file which was taken away has nothing to show."""
    if posted.kind in (StepKind.PICTURE, StepKind.FILE) and posted.resource_id not in files:
        return None
    step = Step(lesson_id=copy.id, position=position, **step_words(posted, files))
    db.session.add(step)
    db.session.flush()
    db.session.add(AdaptedStep(step_id=step.id, source_id=posted.step_id))
    take_questions(step, questions)
    return step


def step_words(posted: RevisionStep, files: Mapping[uuid.UUID, uuid.UUID]) -> dict[str, object]:
    """The words of a posted step, with the file that the copy has instead of the original's."""
    words = {name: getattr(posted, name) for name in STEP_WORDS}
    return words | {"resource_id": files.get(posted.resource_id) if posted.resource_id else None}
