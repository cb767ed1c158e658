"""From what was sent to what is shown: checked where files are checked, a picture upright. Safe to run twice."""

import hashlib
import logging
import uuid

import sqlalchemy as sa

from virtual_school.core.db import begin, db, network_id_in_force, writing
from virtual_school.core.files import pictures, scanning
from virtual_school.core.files.kinds import SHOWN_TYPE, is_picture
from virtual_school.core.files.models import TOO_LARGE, StoredFile
from virtual_school.core.files.receive import temporary
from virtual_school.core.files.states import FileState, RefusedBecause
from virtual_school.core.files.store import filing, new_key

log = logging.getLogger(__name__)


def prepare_stored(stored_id: uuid.UUID, *, last_try: bool = False) -> None:
    """Check and prepare what waits for it, and erase a picture's original. Holds no transaction while it works.

    A picture whose decoding has killed the worker again and again is refused on the last try, without another look.
    """
    waits = _waiting(stored_id)
    if waits is not None:
        key, media_type = waits
        if _is_harmless(stored_id, key):
            if is_picture(media_type):
                _prepare(stored_id, key, last_try=last_try)
            else:
                _let_through(stored_id)
    erase_original(stored_id)


def _is_harmless(stored_id: uuid.UUID, key: str) -> bool:
    """Ask where files are checked. The bytes of what is harmful go at once; its row stays, to know it again by."""
    if not scanning.is_checked():
        return True
    try:
        with filing().store.open(key) as opened:
            harm = scanning.harm_in(opened)
    except scanning.TooLargeToCheck:
        log.exception("stored file %s is larger than clamd takes: raise its StreamMaxLength", stored_id)
        _refuse(stored_id, RefusedBecause.UNREADABLE, harm=TOO_LARGE)
        return False
    if harm is None:
        return True
    log.warning("stored file %s is harmful: %s", stored_id, harm)
    _refuse(stored_id, RefusedBecause.UNREADABLE, harm=harm)
    filing().store.erase(key)
    return False


def _prepare(stored_id: uuid.UUID, key: str, *, last_try: bool) -> None:
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


def _waiting(stored_id: uuid.UUID) -> tuple[str, str] | None:
    """Where the bytes are that wait to be prepared, and of what kind; nothing is held afterwards."""
    begin(write=False)
    asked = sa.select(StoredFile.key, StoredFile.media_type).where(
        StoredFile.id == stored_id, StoredFile.state == FileState.PREPARING
    )
    found = db.session.execute(asked).first()
    begin(write=False)
    return (found[0], found[1]) if found else None


def _let_through(stored_id: uuid.UUID) -> None:
    with writing():
        row = _locked(stored_id)
        if row is not None:
            row.state = FileState.READY


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


def _refuse(stored_id: uuid.UUID, because: RefusedBecause, *, harm: str | None = None) -> None:
    with writing():
        row = _locked(stored_id)
        if row is not None:
            row.state, row.refused_because, row.harm = FileState.REFUSED, because, harm


def _locked(stored_id: uuid.UUID) -> StoredFile | None:
    waiting = sa.select(StoredFile).where(StoredFile.id == stored_id, StoredFile.state == FileState.PREPARING)
    return db.session.scalar(waiting.with_for_update())
