"""Changes to a bundle: brought, one draft after the other made of it, done or refused."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from virtual_school.core import audit
from virtual_school.core.audit import Actor
from virtual_school.core.db import db
from virtual_school.core.files import StoredFile
from virtual_school.core.jobs import queue
from virtual_school.library import changes
from virtual_school.library.bundles.models import Bundle, BundleItem, BundleState, Came
from virtual_school.library.bundles.plan import Draft, Left, Planned
from virtual_school.library.bundles.written import Part
from virtual_school.library.changes import StepSaid, Words
from virtual_school.library.models import Audience, Lesson, Resource, StepKind

MINUTES = 40  # until its author says how long it takes


def bring(
    stored: StoredFile, *, name: str, organisation_id: uuid.UUID, hat: str, subject_id: uuid.UUID, year: int, by: Actor
) -> Bundle:
    """Note the bundle; a job makes its drafts, as whoever brought it."""
    bundle = Bundle(
        organisation_id=organisation_id,
        brought_by=changes.person(by),
        name=name,
        hat=hat,
        stored_file_id=stored.id,
        subject_id=subject_id,
        year=year,
    )
    db.session.add(bundle)
    db.session.flush()
    audit.record("bundle.begun", by, object_id=bundle.id, name=name)
    payload = {"bundle_id": bundle.id, "hat": hat}
    queue("library.unpack", payload, dedup=str(bundle.id), acts_for=changes.person(by))
    return bundle


def leave_out(bundle: Bundle, left: Iterable[Left]) -> None:
    """Say of these files why they are not used."""
    for one in left:
        _note(bundle, one.position, one.path, Came.LEFT_OUT, words=one.because)
    db.session.flush()


def make_draft(
    bundle: Bundle,
    draft: Draft,
    kept: Sequence[tuple[Planned, StoredFile]],
    steps: Sequence[tuple[Planned, list[Part]]],
    *,
    by: Actor,
) -> Lesson:
    """One lesson, with its files and what was written for it, all or nothing."""
    words = Words(draft.title, bundle.subject_id, bundle.year, outcome="", instructions="", minutes=MINUTES)
    lesson = changes.begin(organisation_id=bundle.organisation_id, by=by, words=words, indexed=False)
    pictures = {}
    for planned, stored in kept:
        pictures[planned.place.name] = _add(lesson, draft, planned, stored, by=by)
        _note(bundle, planned.position, planned.path, Came.ADDED, lesson=lesson)
    for planned, parts in steps:
        for part in parts:
            changes.add_step(lesson, _said(part, pictures), by=by, indexed=False)
        _note(bundle, planned.position, planned.path, Came.ADDED, lesson=lesson)
    db.session.flush()
    changes.index(lesson)
    return lesson


def _add(lesson: Lesson, draft: Draft, planned: Planned, stored: StoredFile, *, by: Actor) -> Resource:
    """A folder called 'solutions' says of every file in it what a file's name says of one."""
    from_folder = changes.says_answers(draft.said(planned))
    audience = Audience.STAFF_ONLY if from_folder else None
    return changes.add_file(lesson, stored, name=planned.place.name, by=by, audience=audience, indexed=False)


def _said(part: Part, pictures: Mapping[str, Resource]) -> StepSaid:
    picture = pictures.get(part.picture)
    if picture is not None:
        return StepSaid(StepKind.PICTURE, title=part.title, resource_id=picture.id, alt=part.alt)
    return StepSaid(StepKind.TEXT, title=part.title, text=part.text or part.alt or part.picture)


def finish(bundle: Bundle, *, lessons: int, files: int, left_out: int, by: Actor) -> None:
    """All that can be made of it is made. The zip itself is not needed any more."""
    bundle.state, bundle.stored_file_id = BundleState.DONE, None
    db.session.flush()
    audit.record("bundle.done", by, object_id=bundle.id, lessons=lessons, files=files, left_out=left_out)


def refuse(bundle: Bundle, because: str, *, by: Actor) -> None:
    """Nothing of it can be used."""
    bundle.state, bundle.refused, bundle.stored_file_id = BundleState.REFUSED, because[:200], None
    db.session.flush()
    audit.record("bundle.refused", by, object_id=bundle.id)


def _note(
    bundle: Bundle, position: int, path: str, came: Came, *, words: str | None = None, lesson: Lesson | None = None
) -> None:
    db.session.add(
        BundleItem(
            bundle_id=bundle.id, position=position, path=path, came=came, words=words and words[:200],
            lesson_id=lesson.id if lesson else None,
        )
    )  # fmt: skip
