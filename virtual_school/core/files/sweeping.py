"""What nobody came back for: uploads left behind, bytes without a row, pieces of files that never arrived."""

import logging
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from virtual_school.core import clock
from virtual_school.core.db import Base, begin, db, network_id_in_force, writing
from virtual_school.core.files.models import StoredFile, StoredText, Upload
from virtual_school.core.files.queries import stored_files, uploads
from virtual_school.core.files.states import FileState
from virtual_school.core.files.store import filing
from virtual_school.core.jobs import queue

log = logging.getLogger(__name__)

PATIENCE = timedelta(hours=24)
BATCH = 100


def sweep(heartbeat: Callable[[], None] = lambda: None) -> None:
    """Clear up in the network that was entered. `heartbeat` is called between batches."""
    for step in (_uploads_left_behind, _pictures_left_waiting, _bytes_without_a_row, _pieces):
        begin(write=False)
        step(heartbeat)
    begin(write=False)


def drop_unowned(stored_ids: Iterable[uuid.UUID]) -> None:
    """Erase those stored files that no row points to any more, with the copies that were made of them: rows first."""
    left = list(stored_ids)
    while left:
        with suppress(IntegrityError):  # somebody has just made a row that owns it
            keys, copies = _drop_row(left.pop())
            left += copies
            for key in keys:
                filing().store.erase(key)


def _drop_row(stored_id: uuid.UUID) -> tuple[list[str], list[uuid.UUID]]:
    """Its keys, and the copies that it owned."""
    with writing() as session:
        found = stored_files().where(StoredFile.id == stored_id, *_without_owner()).with_for_update()
        stored = session.scalar(found)
        if stored is None:
            return [], []
        words = sa.delete(StoredText).where(StoredText.stored_file_id == stored_id).returning(StoredText.copy_id)
        copies = [copy for copy in session.scalars(words) if copy]
        session.delete(stored)
        return [key for key in (stored.key, stored.original_key) if key], copies


def _without_owner() -> Iterator[sa.ColumnElement[bool]]:
    """No row of any table points to the stored file. The tables are asked of the metadata: core does not know them.

    The row of its words owns the copy, and not the file itself.
    """
    target, its_words = StoredFile.__table__.c.id, StoredText.__table__.c.stored_file_id
    for table in tables():
        for column in table.columns:
            if column is not its_words and any(key.column is target for key in column.foreign_keys):
                yield ~sa.exists().where(column == target)


def tables() -> Iterable[sa.Table]:
    return Base.metadata.sorted_tables


def _uploads_left_behind(heartbeat: Callable[[], None]) -> None:
    ended = uploads().where(Upload.created_at < clock.real() - PATIENCE).limit(BATCH)
    old = ended.with_only_columns(Upload.id, Upload.stored_file_id)
    while found := db.session.execute(old).all():
        with writing() as session:
            session.execute(sa.delete(Upload).where(Upload.id.in_([upload for upload, _stored in found])))
        for upload, _stored in found:
            filing().part(upload).unlink(missing_ok=True)
        drop_unowned([stored for _upload, stored in found if stored])
        begin(write=False)
        heartbeat()


def _pictures_left_waiting(heartbeat: Callable[[], None]) -> None:
    """Queue again what still waits, should its job have been given up while the store was out of reach."""
    waiting = (
        stored_files()
        .with_only_columns(StoredFile.id)
        .where(
            sa.or_(StoredFile.state == FileState.PREPARING, StoredFile.original_key.is_not(None)),
            StoredFile.created_at < clock.real() - timedelta(hours=1),
        )
    )
    found = db.session.scalars(waiting.order_by(StoredFile.id).limit(BATCH)).all()
    if found:
        with writing():
            for stored_id in found:
                queue("files.prepare", {"stored_file_id": stored_id}, dedup=str(stored_id))


def _bytes_without_a_row(heartbeat: Callable[[], None]) -> None:
    before = clock.real() - PATIENCE
    old = (key for key, came in filing().store.keys(network_id_in_force()) if came < before)
    while batch := list(islice(old, BATCH)):
        begin(write=False)
        rows = db.session.execute(
            stored_files()
            .with_only_columns(StoredFile.key, StoredFile.original_key)
            .where(sa.or_(StoredFile.key.in_(batch), StoredFile.original_key.in_(batch)))
        )
        owned = {key for row in rows for key in row}
        begin(write=False)
        for key in set(batch) - owned:
            filing().store.erase(key)
            log.info("erased bytes that no row knew: %s", key)
        heartbeat()


def _pieces(heartbeat: Callable[[], None]) -> None:
    """Files that were arriving when a process was killed. Twice as old as an upload may grow, so none is in use."""
    before = time.time() - 2 * PATIENCE.total_seconds()
    for path in filing().arriving.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
