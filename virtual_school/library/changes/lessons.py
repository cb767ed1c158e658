"""Changes to lessons: begun, changed, posted, withdrawn."""

import uuid
from dataclasses import asdict, dataclass, replace

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.audit import Actor
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.library.changes.index import files_of, forget, index
from virtual_school.library.changes.people import person
from virtual_school.library.changes.steps import StepSaid, add_step, freeze_steps, move_step
from virtual_school.library.models import (
    TRANSITIONS,
    WORDS,
    HandIn,
    Lesson,
    LessonRevision,
    LessonState,
    RevisionResource,
    StepKind,
)
from virtual_school.library.use import telling


@dataclass(frozen=True, slots=True)
class Words:
    """What is written about a lesson."""

    title: str
    subject_id: uuid.UUID
    year: int
    outcome: str
    instructions: str
    minutes: int
    unit: str = ""
    place: int | None = None
    board: str = ""
    specification: str = ""
    tier: str = ""
    set_text: str = ""
    keywords: str = ""
    misconceptions: str = ""
    to_hand_in: str = ""
    ways: frozenset[HandIn] = frozenset()


def begin(*, organisation_id: uuid.UUID, by: Actor, words: Words, indexed: bool = True) -> Lesson:
    """A draft, which only the organisation's authors see. Not `indexed` when it is posted in the same transaction."""
    now = clock.now()
    lesson = Lesson(organisation_id=organisation_id, author_id=person(by), created_at=now)
    lesson.changed_at = now
    _write(lesson, words)
    db.session.add(lesson)
    db.session.flush()
    audit.record("lesson.begun", by, object_id=lesson.id, title=lesson.title)
    if indexed:
        index(lesson, newest=True)
    return lesson


def says_the_same(lesson: Lesson, words: Words) -> bool:
    return all(getattr(lesson, name) == value for name, value in asdict(words).items())


def change(lesson: Lesson, *, by: Actor, words: Words) -> None:
    """Other words. What was posted before stays as it was posted."""
    if says_the_same(lesson, words):
        return
    _write(lesson, words)
    lesson.changed_at, lesson.changed_by = clock.now(), person(by)
    db.session.flush()
    audit.record("lesson.changed", by, object_id=lesson.id, version=lesson.version)
    index(lesson, newest=True)


def first_words_to_step(lesson: Lesson, *, by: Actor) -> None:
    """What to do first becomes the first step, which can then be moved like any other."""
    if not lesson.instructions.strip():
        return
    step = add_step(lesson, StepSaid(StepKind.TEXT, text=lesson.instructions), by=by, indexed=False)
    move_step(lesson, step, to=1, by=by)
    now = Words(**{name: getattr(lesson, name) for name in WORDS})
    change(lesson, by=by, words=replace(now, instructions=""))


def post_as_before(lesson: Lesson, revision: LessonRevision, *, by: Actor) -> LessonRevision:
    """Back into the library as it was when it was withdrawn: nothing has changed, so there is no new revision."""
    _enter(lesson, LessonState.POSTED)
    audit.record("lesson.posted", by, object_id=lesson.id, revision=revision.number)
    index(lesson, newest=True)
    telling.back(lesson)
    return revision


def post(lesson: Lesson, *, by: Actor) -> LessonRevision:
    """Freeze the lesson as it is now. Whoever was set an earlier revision keeps that one."""
    if lesson.state is not LessonState.POSTED:
        _enter(lesson, LessonState.POSTED)
    number = db.session.scalar(
        sa.select(sa.func.max(LessonRevision.number)).where(LessonRevision.lesson_id == lesson.id)
    )
    revision = LessonRevision(
        lesson_id=lesson.id, number=(number or 0) + 1, posted_by=person(by), posted_at=clock.now()
    )
    for name in WORDS:
        setattr(revision, name, getattr(lesson, name))
    db.session.add(revision)
    db.session.flush()
    files = files_of(lesson)
    db.session.add_all(RevisionResource(revision_id=revision.id, resource_id=file.id) for file in files)
    freeze_steps(lesson, revision)
    audit.record("lesson.posted", by, object_id=lesson.id, revision=revision.number)
    db.session.flush()
    index(lesson, newest=True)
    telling.posted(lesson, by=by)
    return revision


def withdraw(lesson: Lesson, *, by: Actor) -> None:
    """Out of the library. Those who were set it keep what they were set."""
    _enter(lesson, LessonState.WITHDRAWN)
    forget(lesson)
    audit.record("lesson.withdrawn", by, object_id=lesson.id)
    telling.withdrawn(lesson, by=by)
    db.session.flush()


def _enter(lesson: Lesson, state: LessonState) -> None:
    if state not in TRANSITIONS[lesson.state]:
        raise WrongState(_("Somebody has done this already. Please look at it again."))
    lesson.state = state
    db.session.flush()


def _write(lesson: Lesson, words: Words) -> None:
    for name, value in asdict(words).items():
        setattr(lesson, name, value)
