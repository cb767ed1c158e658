"""Changes to a lesson's files."""

import re

from virtual_school.core import audit, clock
from virtual_school.core.audit import Actor
from virtual_school.core.db import db
from virtual_school.core.files import StoredFile, documents
from virtual_school.core.jobs import queue
from virtual_school.core.text import LINE_LIMIT
from virtual_school.library.changes.index import files_of, index
from virtual_school.library.changes.people import person
from virtual_school.library.models import Audience, Lesson, Resource

# A name that says it gives the work away. In doubt it is staff only: that is put right with one press, the other not.
_GIVES_AWAY = re.compile(
    r"answer|(?<!re)(?<!dis)(?<!ab)solution|mark[\W_]*scheme|(?:teacher|staff)s?[\W_]*(?:only|notes?|copy|guide)", re.I
)


def says_answers(name: str) -> bool:
    """Whether a file's name says that it holds the answers."""
    return _GIVES_AWAY.search(name) is not None


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
    there = files_of(lesson)
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
    if documents.want(stored):
        queue("library.read", {"stored_file_id": stored.id}, dedup=str(stored.id))
    if indexed:
        index(lesson)
    return resource


def set_audience(lesson: Lesson, resource: Resource, audience: Audience, *, by: Actor) -> None:
    """Who may open a file. It holds at once, for what was posted long ago too."""
    if resource.audience is audience:
        return
    resource.audience = audience
    db.session.flush()
    audit.record("resource.audience", by, object_id=lesson.id, resource_id=resource.id, audience=audience)
    index(lesson)


def remove_file(lesson: Lesson, resource: Resource, *, by: Actor) -> None:
    """Take a file away, from what was posted as well. Its row stays, with who took it away in the audit."""
    if resource.removed_at is not None:
        return
    resource.removed_at = clock.now()
    db.session.flush()
    audit.record("resource.removed", by, object_id=lesson.id, resource_id=resource.id)
    index(lesson)


def put_file_back(lesson: Lesson, resource: Resource, *, by: Actor) -> None:
    """Undo `remove_file`."""
    if resource.removed_at is None:
        return
    resource.removed_at = None
    db.session.flush()
    audit.record("resource.put_back", by, object_id=lesson.id, resource_id=resource.id)
    index(lesson)


def describe(lesson: Lesson, resource: Resource, words: str, *, by: Actor) -> None:
    """What a picture shows, for whoever does not see it. It holds at once, wherever the picture is shown."""
    alternative = " ".join(words.split())[:LINE_LIMIT] or None
    if resource.alternative == alternative:
        return
    resource.alternative = alternative
    db.session.flush()
    audit.record("resource.described", by, object_id=lesson.id, resource_id=resource.id)
    index(lesson)
