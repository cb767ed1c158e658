"""From the picture that was sent to the picture that is shown, and the end of what was sent. Safe to run twice."""

import hashlib
import logging
import uuid

import sqlalchemy as sa

from virtual_school.core.db import begin, db, network_id_in_force, writing
from virtual_school.core.files import pictures
from virtual_school.core.files.kinds import SHOWN_TYPE
from virtual_school.core.files.models import StoredFile
from virtual_school.core.files.receive import temporary
from virtual_school.core.files.states import FileState, RefusedBecause
from virtual_school.core.files.store import filing, new_key

log = logging.getLogger(__name__)


def prepare_stored(stored_id: uuid.UUID, *, last_try: bool = False) -> None:
    """Prepare a picture that waits for it, and erase its original. Holds no transaction while it works.

    A picture whose decoding has killed the worker again and again is refused on the last try, without another look.
    """
    key = _waiting(stored_id)
    if key is not None:
        with filing().store.open(key) as opened:
            data = opened.read()
        try:
            if last_try:
                raise pictures.NotPrepared(RefusedBecause.UNREADABLE)
            made = pictures.prepare(data)
        except pictures.NotPrepared as error:
            log.info("stored file %s cannot be shown: %s", stored_id, error.because.value)
            _refuse(stored_id, error.because)
        else:
            _show(stored_id, made)
    erase_original(stored_id)


def erase_original(stored_id: uuid.UUID) -> None:
    """Erase what was sent, once the prepared picture is the row's own; only then forget where it was."""
    begin(write=False)
    key = db.session.scalar(sa.select(StoredFile.original_key).where(StoredFile.id == stored_id))
    begin(write=False)
    if key is None:
        return
    filing().store.erase(key)
    with writing() as session:
        session.execute(
            sa.update(StoredFile).where(StoredFile.id == stored_id, StoredFile.original_key == key),
            {"original_key": None},
        )


def _waiting(stored_id: uuid.UUID) -> str | None:
    """Where the bytes are that wait to be prepared; nothing is held afterwards."""
    begin(write=False)
    asked = sa.select(StoredFile.key).where(StoredFile.id == stored_id, StoredFile.state == FileState.PREPARING)
    key = db.session.scalar(asked)
    begin(write=False)
    return key


def _show(stored_id: uuid.UUID, made: pictures.Prepared) -> None:
    key = new_key(network_id_in_force(), hashlib.sha256(made.data).digest())
    with temporary() as path:
        path.write_bytes(made.data)
        filing().store.put(path, key)
    with writing():
        row = _locked(stored_id)
        if row is not None:
            row.state, row.media_type = FileState.READY, SHOWN_TYPE
            row.key, row.original_key = key, row.key
            row.shown_size, row.width, row.height = len(made.data), made.width, made.height
    if row is None:  # another worker was quicker
        filing().store.erase(key)


def _refuse(stored_id: uuid.UUID, because: RefusedBecause) -> None:
    with writing():
        row = _locked(stored_id)
        if row is not None:
            row.state, row.refused_because = FileState.REFUSED, because


def _locked(stored_id: uuid.UUID) -> StoredFile | None:
    waiting = sa.select(StoredFile).where(StoredFile.id == stored_id, StoredFile.state == FileState.PREPARING)
    return db.session.scalar(waiting.with_for_update())
