"""What was brought, for whoever brought it and for nobody else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db, network_id
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.core.jobs import Job, JobState
from virtual_school.core.jobs.queueing import dedup_key
from virtual_school.library.models import Bundle, BundleItem, BundleState, Came, Lesson
from virtual_school.network.viewer import Viewer

SHOWN = 200  # files left out that a page names


@dataclass(frozen=True, slots=True)
class Made:
    """A draft that was made, and of how many files."""

    id: uuid.UUID
    title: str
    files: int


@dataclass(frozen=True, slots=True)
class Brought:
    """A bundle with what came of it so far."""

    bundle: Bundle
    drafts: Sequence[Made]
    left_out: Sequence[BundleItem]
    more: int
    given_up: bool


def brought(viewer: Viewer, bundle_id: uuid.UUID) -> Brought:
    """The viewer's own bundle; `NotVisible` for everybody else's."""
    bundle = db.session.scalar(_own(viewer).where(Bundle.id == bundle_id))
    if bundle is None:
        raise NotVisible
    count = sa.func.count(BundleItem.id)
    drafts = db.session.execute(
        sa.select(Lesson.id, Lesson.title, count)
        .join(BundleItem, BundleItem.lesson_id == Lesson.id)
        .where(BundleItem.bundle_id == bundle_id, BundleItem.network_id == viewer.network_id)
        .group_by(Lesson.id, Lesson.title)
        .order_by(Lesson.id)
    )
    left = (
        sa.select(BundleItem)
        .where(
            BundleItem.bundle_id == bundle_id,
            BundleItem.network_id == viewer.network_id,
            BundleItem.came == Came.LEFT_OUT,
        )
        .order_by(BundleItem.position)
    )
    all_left = db.session.scalars(left).all()
    given_up = bundle.state is BundleState.WAITING and _is_given_up(bundle)
    return Brought(bundle, [Made(*row) for row in drafts], all_left[:SHOWN], len(all_left) - SHOWN, given_up)


def to_unpack(viewer: Viewer, bundle_id: uuid.UUID, *, lock: bool = False) -> Bundle | None:
    """The bundle of a job, if there is still something to make of it."""
    question = _own(viewer).where(Bundle.id == bundle_id, Bundle.state == BundleState.WAITING)
    return db.session.scalar(question.with_for_update() if lock else question)


def stored_of(bundle: Bundle) -> StoredFile | None:
    return db.session.get(StoredFile, bundle.stored_file_id) if bundle.stored_file_id else None


def done(bundle: Bundle) -> set[int]:
    """The places in the zip of which it is said already what came of them."""
    said = sa.select(BundleItem.position).where(
        BundleItem.bundle_id == bundle.id, BundleItem.network_id == bundle.network_id
    )
    return set(db.session.scalars(said))


def counts(bundle: Bundle) -> tuple[int, int, int]:
    """Lessons made, files used, files left out."""
    lessons = sa.func.count(sa.distinct(BundleItem.lesson_id))
    used = sa.func.count(BundleItem.lesson_id)
    question = sa.select(lessons, used, sa.func.count(BundleItem.id)).where(
        BundleItem.bundle_id == bundle.id, BundleItem.network_id == bundle.network_id
    )
    made, files, said = db.session.execute(question).one()
    return made, files, said - files


def _own(viewer: Viewer) -> sa.Select[Bundle]:
    return sa.select(Bundle).where(
        Bundle.network_id == viewer.network_id,
        Bundle.brought_by == viewer.account_id,
        Bundle.organisation_id == viewer.organisation_id,
    )


def _is_given_up(bundle: Bundle) -> bool:
    key = dedup_key("library.unpack", network_id(), str(bundle.id))
    return (
        db.session.scalar(sa.select(sa.exists().where(Job.dedup_key == key, Job.state == JobState.GIVEN_UP))) or False
    )
