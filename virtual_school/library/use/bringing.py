"""Bringing into an adapted lesson what changed in the original since, as far as nobody changed it here."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.audit import Actor
from virtual_school.core.db import db
from virtual_school.core.files import StoredFile
from virtual_school.library import changes as lessons
from virtual_school.library.models import STEP_WORDS, Lesson, LessonRevision, Resource, RevisionStep, Step
from virtual_school.library.models.use import Adaptation, AdaptedStep
from virtual_school.library.queries.questions import posted_questions, questions_of
from virtual_school.library.use.adapting import frozen_files, frozen_steps, step_words, take_file, take_step, words_of
from virtual_school.library.use.asked import contents as asked_contents
from virtual_school.library.use.asked import take as take_questions
from virtual_school.library.use.merging import One, Outcome, compared

# What makes a file the same file, wherever it is.
FileKey = tuple[uuid.UUID, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What has changed in the original, and what of it can be brought in: words by column, steps, files by name."""

    words: tuple[One, ...]
    steps: tuple[One, ...]
    files: tuple[One, ...]

    def __iter__(self) -> Iterator[One]:
        yield from (*self.words, *self.steps, *self.files)

    def count(self, outcome: Outcome) -> int:
        return sum(1 for one in self if one.outcome is outcome)


def plan(copy: Lesson, taken: LessonRevision, newest: LessonRevision) -> Plan:
    """What `newest` of the original has that `taken` had not, beside what the copy says now."""
    names = list(words_of(taken).__dataclass_fields__)
    words = compared(*({name: getattr(one, name) for name in names} for one in (taken, copy, newest)))
    return Plan(tuple(words), tuple(_steps(copy, taken, newest)), tuple(_files(copy, taken, newest)))


def _files(copy: Lesson, taken: LessonRevision, newest: LessonRevision) -> Iterator[One]:
    before = {_key(one): (one, stored) for one, stored in frozen_files(taken.id, with_removed=True)}
    now = {_key(one): (one, stored) for one, stored in frozen_files(newest.id)}
    here = {_key(one): one for one in own_files(copy)}
    for one in compared(dict.fromkeys(before, True), dict.fromkeys(here, True), dict.fromkeys(now, True)):
        yield replace(one, base=before.get(one.key), mine=here.get(one.key), theirs=now.get(one.key))


def _key(resource: Resource) -> FileKey:
    return resource.stored_file_id, resource.name


def own_files(copy: Lesson) -> Sequence[Resource]:
    question = sa.select(Resource).where(Resource.lesson_id == copy.id, Resource.removed_at.is_(None))
    return db.session.scalars(question.order_by(Resource.position, Resource.id)).all()


def own_steps(copy: Lesson) -> list[tuple[Step, AdaptedStep | None]]:
    """The steps of a lesson in order, each with where it came from."""
    question = (
        sa.select(Step, AdaptedStep)
        .outerjoin(AdaptedStep, AdaptedStep.step_id == Step.id)
        .where(Step.lesson_id == copy.id, Step.removed_at.is_(None))
        .order_by(Step.position, Step.id)
    )
    return [(step, origin) for step, origin in db.session.execute(question)]


def _steps(copy: Lesson, taken: LessonRevision, newest: LessonRevision) -> Iterator[One]:
    before = {step.step_id: step for step in frozen_steps(taken.id)}
    now = {step.step_id: step for step in frozen_steps(newest.id)}
    here = {origin.source_id: step for step, origin in own_steps(copy) if origin}
    contents = _contents([*before.values(), *now.values(), *here.values()])
    asked = posted_questions(taken.id) | posted_questions(newest.id) | questions_of([step.id for step in here.values()])
    said = (
        {key: (contents(step), asked_contents(asked.get(step.id, ()))) for key, step in these.items()}
        for these in (before, here, now)
    )
    for one in compared(*said):
        yield replace(one, base=before.get(one.key), mine=here.get(one.key), theirs=now.get(one.key))


def _contents(steps: Sequence[Step | RevisionStep]) -> Any:
    """What a step says, with the content of its file in the file's place: a copy has a row of its own for it."""
    wanted = {step.resource_id for step in steps if step.resource_id}
    question = sa.select(Resource.id, Resource.stored_file_id).where(Resource.id.in_(wanted))
    stored = {row.id: row.stored_file_id for row in db.session.execute(question)} if wanted else {}
    words = [name for name in STEP_WORDS if name != "resource_id"]
    return lambda step: (*(getattr(step, name) for name in words), stored.get(step.resource_id))


def bring_in(copy: Lesson, row: Adaptation, newest: LessonRevision, found: Plan, *, by: Actor) -> int:
    """What can be brought in, and how much that was; what was changed on both sides stays as it is here."""
    files = _take_files(copy, _takes(found.files), by=by)
    _take_steps(copy, newest, _takes(found.steps), files)
    words = {one.key: one.theirs for one in _takes(found.words)}
    _touch(copy, by)
    lessons.change(copy, by=by, words=replace(words_of(copy), **words))
    lessons.index(copy, newest=True)
    count = found.count(Outcome.TAKE)
    settle(row, newest, brought_in=count, by=by)
    return count


def _takes(found: Sequence[One]) -> list[One]:
    return [one for one in found if one.outcome is Outcome.TAKE]


def settle(row: Adaptation, newest: LessonRevision, *, brought_in: int = 0, by: Actor) -> None:
    """The original was looked at as far as this."""
    row.taken_id = newest.id
    db.session.flush()
    audit.record("lesson.brought_in", by, object_id=row.lesson_id, revision_id=newest.id, brought_in=brought_in)


def _touch(copy: Lesson, by: Actor) -> None:
    """Whoever has the lesson's form open learns of it when they save."""
    copy.changed_at, copy.changed_by = clock.now(), lessons.person(by)
    db.session.flush()


def _take_files(copy: Lesson, takes: Sequence[One], *, by: Actor) -> Mapping[uuid.UUID, uuid.UUID]:
    """The original's files and what the copy has in their place, after bringing in what is new."""
    for one in takes:
        if one.theirs is None:
            lessons.remove_file(copy, one.mine, by=by)
        else:
            resource, stored = one.theirs
            take_file(copy, resource, stored, by=by)
    return _in_place(copy)


def _in_place(copy: Lesson) -> Mapping[uuid.UUID, uuid.UUID]:
    here = {_key(one): one.id for one in own_files(copy)}
    row = db.session.get_one(Adaptation, copy.id)
    source = db.session.get_one(LessonRevision, row.source_id)
    question = sa.select(Resource, StoredFile).join(StoredFile, StoredFile.id == Resource.stored_file_id)
    theirs = db.session.execute(question.where(Resource.lesson_id == source.lesson_id))
    return {one.id: here[_key(one)] for one, _stored in theirs if _key(one) in here}


def _take_steps(
    copy: Lesson, newest: LessonRevision, takes: Sequence[One], files: Mapping[uuid.UUID, uuid.UUID]
) -> None:
    untouched, asked = _in_order(copy), posted_questions(newest.id)
    for one in takes:
        if one.theirs is None:
            one.mine.removed_at = clock.now()
        elif one.mine is None:
            take_step(copy, one.theirs, files, asked.get(one.theirs.id, ()), position=one.theirs.position)
        else:
            for name, value in step_words(one.theirs, files).items():
                setattr(one.mine, name, value)
            take_questions(one.mine, asked.get(one.theirs.id, ()))
    db.session.flush()
    _order(copy, newest, theirs_first=untouched)


def _in_order(copy: Lesson) -> bool:
    """Whether the copy's steps are the original's and nothing else, in the order in which they were taken."""
    steps = own_steps(copy)
    row = db.session.get_one(Adaptation, copy.id)
    taken = [step.step_id for step in frozen_steps(row.taken_id)]
    return [origin.source_id for _step, origin in steps if origin] == taken and all(origin for _step, origin in steps)


def _order(copy: Lesson, newest: LessonRevision, *, theirs_first: bool) -> None:
    """As the original has them now, where nobody ordered them here; else each new one after the one before it."""
    steps = own_steps(copy)
    wanted = {step.step_id: step.position for step in frozen_steps(newest.id)}
    if theirs_first:
        steps.sort(key=lambda pair: wanted.get(pair[1].source_id, 0) if pair[1] else 0)
    for number, (step, _origin) in enumerate(steps, start=1):
        step.position = number
    db.session.flush()
