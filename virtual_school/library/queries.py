"""Reads of the library: what an author finds, one lesson with its files, and what a pupil was given."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.core.search import Search, search, suggest
from virtual_school.identity.models import Account
from virtual_school.library import policy
from virtual_school.library.changes import KIND, says_answers, staff_of
from virtual_school.library.models import (
    WORDS,
    Audience,
    Lesson,
    LessonRevision,
    LessonState,
    LessonWords,
    Resource,
    RevisionResource,
)
from virtual_school.network import queries as networks
from virtual_school.network.models import Organisation, Term
from virtual_school.network.viewer import Viewer

PAGE = 50

# The newest revision of the lesson in the same query, if it has one.
_NEWEST = (
    sa.select(sa.func.max(LessonRevision.number))
    .where(LessonRevision.lesson_id == Lesson.id)
    .correlate(Lesson)
    .scalar_subquery()
)
_ITS_NEWEST = sa.and_(LessonRevision.lesson_id == Lesson.id, LessonRevision.number == _NEWEST)


def visible(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The lessons that the viewer may read, as `policy.can_read` says it of one."""
    if not viewer.is_author:
        return sa.false()
    return sa.and_(
        Lesson.network_id == viewer.network_id,
        sa.or_(Lesson.state == LessonState.POSTED, Lesson.organisation_id == viewer.organisation_id),
    )


def subjects(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    return [(term.id, term.words) for term in networks.subjects(viewer)]


# The list -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; what is None is not asked."""

    typed: str = ""
    subject_id: uuid.UUID | None = None
    year: int | None = None
    page: int = 1

    def __bool__(self) -> bool:
        return bool(self.typed.strip() or self.subject_id or self.year)


@dataclass(frozen=True, slots=True)
class Row:
    """A lesson in the list: as it was posted, or as it is being written."""

    id: uuid.UUID
    state: LessonState
    title: str
    subject: str
    year: int
    minutes: int
    outcome: str
    organisation: str
    since: dt.datetime
    files: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the list, and when it is empty a better spelling if there is one."""

    rows: list[Row]
    page: int
    more: bool
    meant: str | None = None


def lessons(viewer: Viewer, asked: Asked) -> Found:
    """A page of the lessons that the viewer may read: those whose title has the words first, then the newest."""
    given = search(KIND, ["staff", *_own(viewer)], asked.typed) if asked.typed.strip() else None
    question = _listed(viewer, asked, given).limit(PAGE + 1).offset((asked.page - 1) * PAGE)
    rows = [Row(*row) for row in db.session.execute(question)]
    meant = suggest(given) if given and not rows and asked.page == 1 else None
    return Found(rows[:PAGE], asked.page, len(rows) > PAGE, meant)


def _own(viewer: Viewer) -> list[str]:
    return [staff_of(viewer.organisation_id)] if viewer.organisation_id else []


def _listed(viewer: Viewer, asked: Asked, given: Search | None) -> sa.Select[Any]:
    as_shown = {name: sa.func.coalesce(getattr(LessonRevision, name), getattr(Lesson, name)) for name in WORDS}
    since = sa.func.coalesce(LessonRevision.posted_at, Lesson.changed_at, type_=Lesson.changed_at.type)
    question = (
        sa.select(
            Lesson.id, Lesson.state, as_shown["title"], Term.words, as_shown["year"], as_shown["minutes"],
            as_shown["outcome"], Organisation.name, since, _count_of_files(),
        )
        .outerjoin(LessonRevision, sa.and_(Lesson.state == LessonState.POSTED, _ITS_NEWEST))
        .join(Term, Term.id == as_shown["subject_id"])
        .join(Organisation, Organisation.id == Lesson.organisation_id)
        .where(visible(viewer))
    )  # fmt: skip
    if asked.subject_id:
        question = question.where(as_shown["subject_id"] == asked.subject_id)
    if asked.year:
        question = question.where(as_shown["year"] == asked.year)
    if given is not None:
        question = question.where(given.found(Lesson.id))
    if given:
        question = question.order_by(sa.desc(given.in_title(Lesson.id)))
    return question.order_by(since.desc(), Lesson.id.desc())


def _count_of_files() -> sa.ScalarSelect[int]:
    """Of what is posted, the files that were posted with it."""
    frozen = sa.exists().where(
        RevisionResource.revision_id == LessonRevision.id, RevisionResource.resource_id == Resource.id
    )
    count = sa.select(sa.func.count()).select_from(Resource).correlate(Lesson, LessonRevision)
    mine = sa.or_(LessonRevision.id.is_(None), frozen.correlate(Resource, LessonRevision))
    return count.where(Resource.lesson_id == Lesson.id, Resource.removed_at.is_(None), mine).scalar_subquery()


# One lesson -----------------------------------------------------------------------------------------------------------


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

    def is_changed(self, files: "list[File]") -> bool:
        """Whether posting it again would give the network anything other than what it has."""
        posted = self.revision
        words = posted is None or any(getattr(posted, name) != getattr(self.lesson, name) for name in WORDS)
        return words or not all(file.posted for file in files)


def sheet(viewer: Viewer, lesson_id: uuid.UUID, *, lock: bool = False) -> Sheet:
    """A lesson that the viewer may read; `NotVisible` otherwise. `lock` when it is about to be changed."""
    changer, posted_subject = aliased(Account), aliased(Term)
    question = (
        sa.select(Lesson, LessonRevision)
        .add_columns(Organisation.name, Account.name, changer.name, Term.words, posted_subject.words)
        .outerjoin(LessonRevision, _ITS_NEWEST)
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


@dataclass(frozen=True, slots=True)
class File:
    """A file of a lesson. `posted` tells whether the newest revision has it."""

    resource: Resource
    stored: StoredFile
    posted: bool = True

    @property
    def id(self) -> uuid.UUID:
        return self.resource.id

    @property
    def name(self) -> str:
        return self.resource.name

    @property
    def audience(self) -> Audience:
        return self.resource.audience

    @property
    def is_staff_only(self) -> bool:
        return self.resource.audience is Audience.STAFF_ONLY

    @property
    def says_answers(self) -> bool:
        return says_answers(self.resource.name)


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


def own_resource(sheet: Sheet, resource_id: uuid.UUID) -> Resource:
    """A file of this lesson to change, one that was taken away included; `NotVisible` for any other lesson's."""
    found = db.session.scalar(
        sa.select(Resource).where(Resource.id == resource_id, Resource.lesson_id == sheet.lesson.id)
    )
    if found is None:
        raise NotVisible
    return found


# What was posted, for the packages above ------------------------------------------------------------------------------


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
        .join(Lesson, _ITS_NEWEST)
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
    return [File(*row) for row in db.session.execute(_for_pupils(revision_id))]


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
