"""What was posted, for the packages above: a revision, and which of its files a pupil may open."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile, documents
from virtual_school.core.kept import kept
from virtual_school.library.models import Audience, Lesson, LessonRevision, LessonState, Resource, RevisionResource
from virtual_school.library.queries.reach import ITS_NEWEST, visible
from virtual_school.library.queries.rows import File, Reading
from virtual_school.network.models import Organisation, Term
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Posted:
    """A revision with the words that its page says of it."""

    revision: LessonRevision
    subject: str
    organisation: str


def revision(revision_id: uuid.UUID) -> Posted:
    """A posted revision, whatever has become of its lesson. The caller has checked that the viewer was given it."""
    question = (
        sa.select(LessonRevision, Term.words, Organisation.name)
        .join(Lesson, Lesson.id == LessonRevision.lesson_id)
        .join(Term, Term.id == LessonRevision.subject_id)
        .join(Organisation, Organisation.id == Lesson.organisation_id)
        .where(LessonRevision.id == revision_id)
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return Posted(*found)


def newest(viewer: Viewer, lesson_id: uuid.UUID) -> Posted:
    """What an author sets when they set this lesson: its newest revision, while it is posted; else `NotVisible`."""
    question = (
        sa.select(LessonRevision, Term.words, Organisation.name)
        .join(Lesson, ITS_NEWEST)
        .join(Term, Term.id == LessonRevision.subject_id)
        .join(Organisation, Organisation.id == Lesson.organisation_id)
        .where(Lesson.id == lesson_id, Lesson.state == LessonState.POSTED, visible(viewer))
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return Posted(*found)


def _for_pupils(revision_id: uuid.UUID) -> sa.Select[Resource, StoredFile]:
    """What a pupil may open of a revision: frozen with it, for pupils today, and not taken away."""
    return (
        sa.select(Resource, StoredFile)
        .join(StoredFile, StoredFile.id == Resource.stored_file_id)
        .join(RevisionResource, RevisionResource.resource_id == Resource.id)
        .where(
            RevisionResource.revision_id == revision_id,
            Resource.audience == Audience.PUPILS,
            Resource.removed_at.is_(None),
        )
        .order_by(Resource.position, Resource.id)
    )


def resources_for_pupil(revision_id: uuid.UUID) -> list[File]:
    """The files of a revision that a pupil who was set it may open."""
    return [File(*row) for row in _all_for_pupils(revision_id, network_id_in_force()).execute()]


@kept
def _all_for_pupils(revision_id: uuid.UUID, network_id: uuid.UUID) -> sa.Select[Resource, StoredFile]:
    return _for_pupils(revision_id).where(Resource.network_id == network_id)


def resource_for_pupil(revision_id: uuid.UUID, resource_id: uuid.UUID) -> File:
    """One of them; `NotVisible` for a file that is staff only, taken away, or of another revision."""
    found = db.session.execute(_for_pupils(revision_id).where(Resource.id == resource_id)).first()
    if found is None:
        raise NotVisible
    return File(*found)


def resources_for_staff(revision_id: uuid.UUID) -> list[File]:
    """All files of a revision that have not been taken away, for whoever answers the work or supports the pupil."""
    question = (
        sa.select(Resource, StoredFile)
        .join(StoredFile, StoredFile.id == Resource.stored_file_id)
        .join(RevisionResource, RevisionResource.resource_id == Resource.id)
        .where(RevisionResource.revision_id == revision_id, Resource.removed_at.is_(None))
        .order_by(Resource.position, Resource.id)
    )
    return [File(*row) for row in db.session.execute(question)]


def reading(file: File) -> Reading:
    """What there is to read of a document that the caller has let the viewer open; `NotVisible` of any other file."""
    if not file.is_document:
        raise NotVisible
    return Reading(file, *documents.copy_of(file.stored))


def copy_of(file: File) -> StoredFile:
    """Its copy that opens anywhere; `NotVisible` while there is none."""
    copy = reading(file).copy
    if copy is None:
        raise NotVisible
    return copy
