"""Packs begun, filled, asked for and made: audited where somebody asks for one, flushed."""

import uuid
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.jobs import queue
from virtual_school.core.text import LINE_LIMIT
from virtual_school.network.viewer import Viewer
from virtual_school.packs import queries
from virtual_school.packs.models import PackShape, PackState, WorkPack, WorkPackItem

# A lesson, and the work through which it is reached, if it came from some.
Chosen = tuple[uuid.UUID, uuid.UUID | None]


def begin(by: Viewer) -> WorkPack:
    """The one that the viewer is choosing now, or a new one."""
    found = queries.choosing(by, lock=True)
    if found is None:
        found = _new(by)
        db.session.flush()
    return found


def _new(by: Viewer) -> WorkPack:
    if by.account_id is None or by.hat is None:
        raise ValueError("a pack is a person's, in a hat")
    made = WorkPack(account_id=by.account_id, hat=by.hat.key)
    db.session.add(made)
    return made


def add(pack: WorkPack, lessons: Sequence[Chosen]) -> int:
    """Those that are not in it yet, behind those that are; how many came."""
    there = queries.chosen(pack.id)
    known, position = {item.revision_id for item in there}, max((item.position for item in there), default=0)
    new = {revision: work for revision, work in reversed(lessons) if revision not in known}
    wanted = [one for one in dict.fromkeys(revision for revision, _work in lessons) if one in new]
    for place, revision_id in enumerate(wanted, start=position + 1):
        item = WorkPackItem(pack_id=pack.id, position=place, revision_id=revision_id, assignment_id=new[revision_id])
        db.session.add(item)
    db.session.flush()
    return len(new)


def renew(pack: WorkPack, newest: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """Let each lesson be as it was posted last, by what was chosen: it may have been put right since."""
    for item in queries.chosen(pack.id):
        if item.assignment_id is None:
            item.revision_id = newest.get(item.revision_id, item.revision_id)
    db.session.flush()


def take_out(pack: WorkPack, item_id: uuid.UUID) -> bool:
    """Whether it was in it."""
    item = next((one for one in queries.chosen(pack.id) if one.id == item_id), None)
    if item is not None:
        db.session.delete(item)
        db.session.flush()
    return item is not None


def start_again(by: Viewer, of: WorkPack) -> WorkPack:
    """A new pack of the same lessons."""
    again = _new(by)
    again.title, again.has_name_line = of.title, of.has_name_line
    again.state, again.asked_at = PackState.WAITING, clock.now()
    db.session.flush()
    add(again, [(item.revision_id, item.assignment_id) for item in queries.chosen(of.id)])
    return again


def whole(by: Viewer, lessons: Sequence[Chosen]) -> WorkPack:
    """A pack that is chosen and asked for at once."""
    made = _new(by)
    made.state, made.asked_at = PackState.WAITING, clock.now()
    db.session.flush()
    add(made, lessons)
    return made


def ask(by: Viewer, pack: WorkPack, *, shape: PackShape, is_large: bool, lessons: int) -> None:
    """Let it be made, by a job that acts as whoever asked."""
    pack.shape, pack.is_large = shape, is_large
    pack.state, pack.asked_at = PackState.WAITING, clock.now()
    db.session.flush()
    audit.record("pack.asked", by, object_id=pack.id, shape=shape.value, lessons=lessons)
    queue("pack.make", {"pack_id": pack.id, "hat": pack.hat}, dedup=str(pack.id), acts_for=by.account_id)
    db.session.flush()


def go_on(pack: WorkPack, done: int) -> None:
    pack.done = done
    db.session.flush()


def finish(by: Viewer, pack: WorkPack, stored_id: uuid.UUID, digest: bytes, lessons: int) -> None:
    pack.state, pack.made_at = PackState.MADE, clock.now()
    pack.stored_file_id, pack.digest, pack.done = stored_id, digest, lessons
    audit.record("pack.made", by, object_id=pack.id, shape=pack.shape.value, lessons=lessons)
    db.session.flush()


def fail(pack: WorkPack, because: str) -> None:
    pack.state, pack.because = PackState.FAILED, because[:LINE_LIMIT]
    db.session.flush()


def throw_away(packs: Sequence[uuid.UUID]) -> None:
    db.session.execute(sa.delete(WorkPackItem).where(WorkPackItem.pack_id.in_(packs)))
    db.session.execute(sa.delete(WorkPack).where(WorkPack.id.in_(packs)))
