"""Changes to lessons and their files, for this package's actions and for packages above: the state, not the person."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock, search
from virtual_school.core.audit import Actor
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.files import StoredFile
from virtual_school.library.models import (
    STEP_WORDS,
    TRANSITIONS,
    WORDS,
    Audience,
    HandIn,
    Lesson,
    LessonRevision,
    LessonState,
    Resource,
    RevisionResource,
    RevisionStep,
    Step,
)

KIND = "lesson"

# A name that says it gives the work away. In doubt it is staff only: that is put right with one press, the other not.
_GIVES_AWAY = re.compile(
    r"answer|(?<!re)(?<!dis)(?<!ab)solution|mark[\W_]*scheme|(?:teacher|staff)s?[\W_]*(?:only|notes?|copy|guide)", re.I
)


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


def person(by: Actor) -> uuid.UUID:
    """Lessons are people's: the system has no account to be named as their author."""
    if by.account_id is None:
        raise NotVisible
    return by.account_id


def staff_of(organisation_id: uuid.UUID) -> str:
    """The audience of a search entry that only one organisation's authors look in."""
    return f"staff:{organisation_id.hex}"


def says_answers(name: str) -> bool:
    """Whether a file's name says that it holds the answers."""
    return _GIVES_AWAY.search(name) is not None


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
        _index(lesson)
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
    _index(lesson)


def add_file(
    lesson: Lesson,
    stored: StoredFile,
    *,
    name: str,
    by: Actor,
    audience: Audience | None = None,
    indexed: bool = True,
) -> Resource:
    """One more file, staff only when its name says so. The same content under the same name is there once.

    Not `indexed` when the lesson is posted in the same transaction: posting enters it whole.
    """
    there = _files(lesson)
    for resource in there:
        if resource.stored_file_id == stored.id and resource.name == name:
            return resource
    resource = Resource(
        lesson_id=lesson.id,
        stored_file_id=stored.id,
        name=name,
        audience=audience or (Audience.STAFF_ONLY if says_answers(name) else Audience.PUPILS),
        position=1 + max((one.position for one in there), default=0),
        added_by=person(by),
        added_at=clock.now(),
    )
    db.session.add(resource)
    db.session.flush()
    audit.record("resource.added", by, object_id=lesson.id, resource_id=resource.id, audience=resource.audience)
    if indexed:
        _index(lesson)
    return resource


def set_audience(lesson: Lesson, resource: Resource, audience: Audience, *, by: Actor) -> None:
    """Who may open a file. It holds at once, for what was posted long ago too."""
    if resource.audience is audience:
        return
    resource.audience = audience
    db.session.flush()
    audit.record("resource.audience", by, object_id=lesson.id, resource_id=resource.id, audience=audience)
    _index(lesson)


def remove_file(lesson: Lesson, resource: Resource, *, by: Actor) -> None:
    """Take a file away, from what was posted as well. Its row stays, with who took it away in the audit."""
    if resource.removed_at is not None:
        return
    resource.removed_at = clock.now()
    db.session.flush()
    audit.record("resource.removed", by, object_id=lesson.id, resource_id=resource.id)
    _index(lesson)


def put_file_back(lesson: Lesson, resource: Resource, *, by: Actor) -> None:
    """Undo `remove_file`."""
    if resource.removed_at is None:
        return
    resource.removed_at = None
    db.session.flush()
    audit.record("resource.put_back", by, object_id=lesson.id, resource_id=resource.id)
    _index(lesson)


def post_as_before(lesson: Lesson, revision: LessonRevision, *, by: Actor) -> LessonRevision:
    """Back into the library as it was when it was withdrawn: nothing has changed, so there is no new revision."""
    _enter(lesson, LessonState.POSTED)
    audit.record("lesson.posted", by, object_id=lesson.id, revision=revision.number)
    _index(lesson)
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
    files = _files(lesson)
    db.session.add_all(RevisionResource(revision_id=revision.id, resource_id=file.id) for file in files)
    _freeze_steps(lesson, revision)
    audit.record("lesson.posted", by, object_id=lesson.id, revision=revision.number)
    db.session.flush()
    _index(lesson)
    return revision


def _freeze_steps(lesson: Lesson, revision: LessonRevision) -> None:
    """Copies of the steps as they are now, counted from one."""
    there = sa.select(Step).where(Step.lesson_id == lesson.id, Step.removed_at.is_(None))
    for number, step in enumerate(db.session.scalars(there.order_by(Step.position, Step.id)), start=1):
        words = {name: getattr(step, name) for name in STEP_WORDS}
        db.session.add(RevisionStep(revision_id=revision.id, step_id=step.id, position=number, **words))


def withdraw(lesson: Lesson, *, by: Actor) -> None:
    """Out of the library. Those who were set it keep what they were set."""
    _enter(lesson, LessonState.WITHDRAWN)
    for audience in ("staff", "pupils"):
        search.remove(KIND, lesson.id, audience)
    audit.record("lesson.withdrawn", by, object_id=lesson.id)
    db.session.flush()


def _enter(lesson: Lesson, state: LessonState) -> None:
    if state not in TRANSITIONS[lesson.state]:
        raise WrongState(_("Somebody has done this already. Please look at it again."))
    lesson.state = state
    db.session.flush()


def _write(lesson: Lesson, words: Words) -> None:
    for name, value in asdict(words).items():
        setattr(lesson, name, value)


def _index(lesson: Lesson) -> None:
    """Findable as it is being written for its own school; as it was posted for the network."""
    audience = staff_of(lesson.organisation_id)
    names = [file.name for file in _files(lesson)]
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


def _files(lesson: Lesson) -> Sequence[Resource]:
    """The lesson's files that nobody has taken away."""
    return db.session.scalars(
        sa.select(Resource).where(Resource.lesson_id == lesson.id, Resource.removed_at.is_(None))
    ).all()
