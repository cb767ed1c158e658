"""One lesson with what its pages say of it, and its files."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile, Upload
from virtual_school.core.files.states import UploadState
from virtual_school.identity.models import Account
from virtual_school.library import policy
from virtual_school.library.models import (
    WORDS,
    Lesson,
    LessonRevision,
    LessonSource,
    LessonState,
    LessonWords,
    Resource,
    RevisionResource,
)
from virtual_school.library.queries.reach import ITS_NEWEST, visible
from virtual_school.library.queries.rows import File
from virtual_school.network.models import Organisation, Term
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Sheet:
    """A lesson with what its page says of it. `revision` is the newest that was posted."""

    lesson: Lesson
    revision: LessonRevision | None
    organisation: str
    author: str
    changed_by: str
    subject: str
    posted_subject: str | None
    # Whose it was, when nobody here wrote it.
    source: LessonSource | None = None

    @property
    def is_posted(self) -> bool:
        return self.lesson.state is LessonState.POSTED

    @property
    def shown(self) -> LessonWords:
        """What a reader is shown: what was posted, while it is."""
        return self.revision if self.is_posted and self.revision else self.lesson

    @property
    def shown_subject(self) -> str:
        return self.posted_subject if self.is_posted and self.posted_subject else self.subject

    def is_changed(self, files: list[File], *, steps: bool) -> bool:
        """Whether posting it again would give the network anything other than what it has. `steps`: they changed."""
        posted = self.revision
        words = posted is None or any(getattr(posted, name) != getattr(self.lesson, name) for name in WORDS)
        return words or steps or not all(file.posted for file in files)


def sheet(viewer: Viewer, lesson_id: uuid.UUID, *, lock: bool = False) -> Sheet:
    """A lesson that the viewer may read; `NotVisible` otherwise. `lock` when it is about to be changed."""
    changer, posted_subject = aliased(Account), aliased(Term)
    question = (
        sa.select(Lesson, LessonRevision)
        .add_columns(Organisation.name, Account.name, changer.name, Term.words, posted_subject.words, LessonSource)
        .outerjoin(LessonRevision, ITS_NEWEST)
        .outerjoin(LessonSource, LessonSource.lesson_id == Lesson.id)
        .outerjoin(posted_subject, posted_subject.id == LessonRevision.subject_id)
        .join(Organisation, Organisation.id == Lesson.organisation_id)
        .join(Account, Account.id == Lesson.author_id)
        .join(changer, changer.id == Lesson.changed_by)
        .join(Term, Term.id == Lesson.subject_id)
        .where(Lesson.id == lesson_id, visible(viewer))
    )
    if lock:
        question = question.with_for_update(of=Lesson).execution_options(populate_existing=True)
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return Sheet(*found)


def files(viewer: Viewer, sheet: Sheet) -> list[File]:
    """The lesson's files in order. Another school's author sees those that were posted, staff only ones too."""
    revision_id = sheet.revision.id if sheet.revision else None
    frozen = sa.and_(RevisionResource.resource_id == Resource.id, RevisionResource.revision_id == revision_id)
    question = (
        sa.select(Resource, StoredFile, RevisionResource.resource_id.is_not(None))
        .join(StoredFile, StoredFile.id == Resource.stored_file_id)
        .outerjoin(RevisionResource, frozen)
        .where(Resource.lesson_id == sheet.lesson.id, Resource.removed_at.is_(None))
        .order_by(Resource.position, Resource.id)
    )
    if not policy.is_of_own_school(viewer, sheet.lesson):
        question = question.where(RevisionResource.resource_id.is_not(None))
    return [File(*row) for row in db.session.execute(question)]


def file(viewer: Viewer, lesson_id: uuid.UUID, resource_id: uuid.UUID) -> File:
    """One file of a lesson that the viewer may read; `NotVisible` when it is not theirs to see or was taken away."""
    found = [file for file in files(viewer, sheet(viewer, lesson_id)) if file.id == resource_id]
    if not found:
        raise NotVisible
    return found[0]


def taken_in(viewer: Viewer, lesson: Lesson, uploads: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the viewer's uploads that this lesson has already: their answer was lost, and they are told of again."""
    if not uploads:
        return set()
    question = (
        sa.select(Upload.id)
        .join(Resource, Resource.stored_file_id == Upload.stored_file_id)
        .where(
            Upload.id.in_(uploads),
            Upload.account_id == viewer.account_id,
            Upload.state == UploadState.CLAIMED,
            Resource.lesson_id == lesson.id,
            Resource.removed_at.is_(None),
        )
    )
    return set(db.session.scalars(question))


def own_resource(sheet: Sheet, resource_id: uuid.UUID) -> Resource:
    """A file of this lesson to change, one that was taken away included; `NotVisible` for any other lesson's."""
    found = db.session.scalar(
        sa.select(Resource).where(Resource.id == resource_id, Resource.lesson_id == sheet.lesson.id)
    )
    if found is None:
        raise NotVisible
    return found


def own_resources(lesson: Lesson, ids: Collection[uuid.UUID]) -> Sequence[Resource]:
    """Those of these files that are this lesson's and there."""
    question = sa.select(Resource).where(
        Resource.network_id == lesson.network_id, Resource.lesson_id == lesson.id, Resource.removed_at.is_(None)
    )
    return db.session.scalars(question.where(Resource.id.in_(list(ids))).order_by(Resource.position, Resource.id)).all()
