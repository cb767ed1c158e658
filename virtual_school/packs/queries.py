"""Somebody's own packs, and what of each they may still have: asked when it is made, and again when it is taken."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, network_id, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.core.jobs import Job, JobState
from virtual_school.core.jobs.queueing import dedup_key
from virtual_school.learning.models import OPEN_TO_WRITE, Assignment
from virtual_school.learning.queries.one import own as own_work
from virtual_school.learning.queries.record import visible as work_visible
from virtual_school.library.models import Audience, Lesson, LessonRevision, LessonState, Resource, RevisionResource
from virtual_school.library.queries import visible
from virtual_school.library.queries.reach import is_hidden
from virtual_school.network.models import Organisation, Term
from virtual_school.network.viewer import Viewer
from virtual_school.packs.models import PackState, WorkPack, WorkPackItem

KEPT = dt.timedelta(days=7)
LISTED = 30
CHOOSABLE = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One lesson of a pack, as the viewer may have it now."""

    id: uuid.UUID
    revision_id: uuid.UUID
    lesson_id: uuid.UUID
    title: str
    subject: str
    year: int
    minutes: int
    organisation: str
    from_work: bool


@dataclass(frozen=True, slots=True)
class Work:
    """Something that a pupil was set and has not done yet."""

    id: uuid.UUID
    revision_id: uuid.UUID
    title: str
    subject: str
    minutes: int
    due_on: dt.date | None


def _own(viewer: Viewer) -> sa.Select[WorkPack]:
    return sa.select(WorkPack).where(
        WorkPack.network_id == viewer.network_id,
        WorkPack.account_id == viewer.account_id,
        WorkPack.hat == (viewer.hat.key if viewer.hat else ""),
    )


def _fresh() -> sa.ColumnElement[bool]:
    return WorkPack.asked_at > clock.now() - KEPT


def packs(viewer: Viewer) -> list[WorkPack]:
    """The viewer's own that are being made or were, newest first."""
    newest = _own(viewer).where(_fresh()).order_by(WorkPack.asked_at.desc(), WorkPack.id.desc())
    return list(db.session.scalars(newest.limit(LISTED)))


def pack(viewer: Viewer, pack_id: uuid.UUID) -> WorkPack:
    """The viewer's own, in the hat they asked in, as long as it is kept; `NotVisible` for anything else."""
    found = db.session.scalar(_own(viewer).where(_fresh(), WorkPack.id == pack_id))
    if found is None:
        raise NotVisible
    return found


def choosing(viewer: Viewer, *, lock: bool = False) -> WorkPack | None:
    """What the viewer is choosing now, in the hat they wear."""
    question = _own(viewer).where(WorkPack.state == PackState.CHOOSING)
    return db.session.scalar(question.with_for_update() if lock else question)


def to_make(pack_id: uuid.UUID, *, lock: bool = False) -> WorkPack | None:
    """The pack of a job, if it is still to be made."""
    question = sa.select(WorkPack).where(
        WorkPack.network_id == network_id_in_force(), WorkPack.id == pack_id, WorkPack.state == PackState.WAITING
    )
    return db.session.scalar(question.with_for_update() if lock else question)


def is_given_up(found: WorkPack) -> bool:
    """Whether the job that should make it has ended without it."""
    key = dedup_key("pack.make", network_id(), str(found.id))
    question = sa.exists().where(Job.dedup_key == key, Job.state == JobState.GIVEN_UP)
    return db.session.scalar(sa.select(question)) or False


def stored_of(found: WorkPack) -> StoredFile:
    stored = db.session.get(StoredFile, found.stored_file_id) if found.stored_file_id else None
    if stored is None:
        raise NotVisible
    return stored


# What is in it -------------------------------------------------------------------------------------------------------


def items(viewer: Viewer, pack_id: uuid.UUID) -> list[Item]:
    """The lessons of a pack that the viewer may have now, in order. Of others nothing is said, not even a title."""
    question = (
        sa.select(
            WorkPackItem.id, WorkPackItem.revision_id, Lesson.id, LessonRevision.title, Term.words, LessonRevision.year,
            LessonRevision.minutes, Organisation.name, WorkPackItem.assignment_id.is_not(None),
        )
        .join(LessonRevision, LessonRevision.id == WorkPackItem.revision_id)
        .join(Lesson, Lesson.id == LessonRevision.lesson_id)
        .join(Term, Term.id == LessonRevision.subject_id)
        .join(Organisation, Organisation.id == Lesson.organisation_id)
        .where(WorkPackItem.network_id == viewer.network_id, WorkPackItem.pack_id == pack_id, _may_have(viewer))
        .order_by(WorkPackItem.position, WorkPackItem.id)
    )  # fmt: skip
    return [Item(*row) for row in db.session.execute(question)]


def _may_have(viewer: Viewer) -> sa.ColumnElement[bool]:
    """From the library what is posted today; from a pupil's work what they were set, whatever became of the lesson."""
    posted = sa.and_(
        WorkPackItem.assignment_id.is_(None),
        Lesson.state == LessonState.POSTED,
        visible(viewer),
        ~is_hidden(LessonRevision),
    )
    set_work = sa.exists().where(
        Assignment.id == WorkPackItem.assignment_id,
        Assignment.revision_id == WorkPackItem.revision_id,
        *(own_work(viewer) if viewer.is_pupil else work_visible(viewer)),
    )
    return sa.or_(posted, set_work)


def count(pack_id: uuid.UUID) -> int:
    """How many lessons were chosen, those included that are not to be had any more."""
    there = sa.select(sa.func.count()).select_from(WorkPackItem).where(
        WorkPackItem.network_id == network_id_in_force(), WorkPackItem.pack_id == pack_id
    )  # fmt: skip
    return db.session.scalar(there) or 0


def chosen(pack_id: uuid.UUID) -> list[WorkPackItem]:
    """Its items as they are kept, to be copied or taken out."""
    there = sa.select(WorkPackItem).where(
        WorkPackItem.network_id == network_id_in_force(), WorkPackItem.pack_id == pack_id
    )
    return list(db.session.scalars(there.order_by(WorkPackItem.position, WorkPackItem.id)))


def files_of(revisions: Collection[uuid.UUID]) -> list[tuple[uuid.UUID, uuid.UUID, bytes]]:
    """Which files a pupil may open of these revisions today, each with what it holds."""
    question = (
        sa.select(RevisionResource.revision_id, Resource.id, StoredFile.digest)
        .join(Resource, Resource.id == RevisionResource.resource_id)
        .join(StoredFile, StoredFile.id == Resource.stored_file_id)
        .where(
            RevisionResource.network_id == network_id_in_force(),
            RevisionResource.revision_id.in_(revisions),
            Resource.audience == Audience.PUPILS,
            Resource.removed_at.is_(None),
        )
        .order_by(RevisionResource.revision_id, Resource.id)
    )
    return [(revision, resource, digest) for revision, resource, digest in db.session.execute(question)]


# What there is to choose from ----------------------------------------------------------------------------------------


def newest_of(viewer: Viewer, lessons: Sequence[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The newest revision of each of these lessons that is posted and that the viewer may read, by the lesson."""
    other = sa.orm.aliased(LessonRevision)
    newest = sa.select(sa.func.max(other.number)).where(other.lesson_id == LessonRevision.lesson_id).scalar_subquery()
    question = (
        sa.select(Lesson.id, LessonRevision.id)
        .join(LessonRevision, LessonRevision.lesson_id == Lesson.id)
        .where(
            Lesson.id.in_(lessons),
            Lesson.state == LessonState.POSTED,
            LessonRevision.number == newest,
            visible(viewer),
        )
    )
    return {row[0]: row[1] for row in db.session.execute(question)}


def own_open_work(viewer: Viewer) -> list[Work]:
    """What the viewer was set and has still to do."""
    return _open_work(own_work(viewer))


def open_work_of(viewer: Viewer, pupil_id: uuid.UUID) -> list[Work]:
    """The same of a pupil whose work the viewer reaches."""
    return _open_work([*work_visible(viewer), Assignment.pupil_id == pupil_id])


def _open_work(conditions: Sequence[sa.ColumnElement[bool]]) -> list[Work]:
    question = (
        sa.select(
            Assignment.id, Assignment.revision_id, LessonRevision.title, Term.words, LessonRevision.minutes,
            Assignment.due_on,
        )
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Term, Term.id == LessonRevision.subject_id)
        .where(*conditions, Assignment.state.in_(OPEN_TO_WRITE))
        .order_by(Assignment.set_at.desc(), Assignment.id.desc())
        .limit(CHOOSABLE)
    )  # fmt: skip
    return [Work(*row) for row in db.session.execute(question)]


def outlived(limit: int) -> list[tuple[uuid.UUID, uuid.UUID | None]]:
    """Packs that are older than they are kept, each with its file; a choice that nobody came back to among them."""
    over = clock.now() - KEPT
    question = (
        sa.select(WorkPack.id, WorkPack.stored_file_id)
        .where(
            WorkPack.network_id == network_id_in_force(),
            sa.func.coalesce(WorkPack.asked_at, WorkPack.begun_at) <= over,
        )
        .order_by(WorkPack.id)
        .limit(limit)
    )
    return [(found, stored) for found, stored in db.session.execute(question)]
