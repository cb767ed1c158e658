"""Taking files in: first the bytes into the store, with nothing locked; then the row, in the transaction of its owner.

Whatever goes wrong between the two leaves bytes without a row, which the sweep finds.
"""

import errno
import hashlib
import logging
import os
import unicodedata
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects import postgresql, sqlite
from werkzeug.datastructures import FileStorage

from virtual_school.core import clock
from virtual_school.core.db import begin, db, network_id_in_force
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.files.kinds import HEAD, is_picture, kind_of
from virtual_school.core.files.looking import NotTaken, look
from virtual_school.core.files.models import StoredFile, Upload
from virtual_school.core.files.queries import own_upload, shared, stored_files
from virtual_school.core.files.scanning import is_checked
from virtual_school.core.files.states import FileState, UploadState
from virtual_school.core.files.store import filing, new_key
from virtual_school.core.ids import uuid7
from virtual_school.core.jobs import queue
from virtual_school.core.text import LINE_LIMIT, line

BLOCK = 1 << 18
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

log = logging.getLogger(__name__)


class TooLarge(NotTaken):
    """The file has more bytes than one may have."""

    status = 413


class Empty(NotTaken):
    """The file has no bytes at all: nearly always a transfer that failed on the way."""


class NoRoom(NotTaken):
    """The disk is full. Not one of those that a browser tries again at once: trying is what fills it."""

    status = 507


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes that lie in the store and belong to nobody yet. `name` is what the sender calls the file."""

    name: str
    digest: bytes
    size: int
    media_type: str
    key: str


def receive(stream: IO[bytes], filename: str | None, limit: int | None = None) -> Received:
    """Bring the bytes of `stream` into the store. Never while a transaction that writes is open."""
    if db.session().info.get("write"):
        raise RuntimeError("bytes arrive before the transaction that writes, not while it holds the lock")
    name = display_name(filename)
    network = network_id_in_force()
    limit = filing().limit if limit is None else limit
    with said_when_full(name), temporary() as path:
        digest, size, head = _take(stream, path, limit)
        if not size:
            raise Empty(_("“%(name)s” is empty. Please choose the file again.", name=name))
        look(path, head, name)
        key = new_key(network, digest)
        filing().store.put(path, key)
    return Received(name, digest, size, kind_of(head), key)


def receive_form(sent: Iterable[FileStorage], limit: int | None = None) -> list[Received]:
    """The files of a plain form: `receive_form(request.files.getlist("files"))`. Fields left empty are passed over.

    Whatever the caller read is let go of first: nothing is held while bytes go to the store.
    """
    found = [one for one in sent if one.filename]
    if found and not db.session().info.get("write"):
        begin(write=False)
    return [receive(one.stream, one.filename, limit) for one in found]


def receive_each(sent: Iterable[FileStorage]) -> tuple[list[Received], list[str]]:
    """The files of a plain form that are taken in, and of each that is not, in words why."""
    came: list[Received] = []
    wrong: list[str] = []
    for one in sent:
        try:
            came += receive_form([one])
        except NotTaken as error:
            wrong.append(error.because)
    return came, wrong


def keep(received: Received) -> StoredFile:
    """The stored file of what was received, in the caller's transaction. The same content is kept once a network."""
    waits = is_picture(received.media_type) or is_checked()
    row = {
        "id": uuid7(),
        "network_id": network_id_in_force(),
        "digest": received.digest,
        "size": received.size,
        "shown_size": received.size,
        "media_type": received.media_type,
        "state": FileState.PREPARING if waits else FileState.READY,
        "key": received.key,
        "created_at": clock.real(),
    }
    made, stored = made_or_found(row)
    if made and waits:
        queue("files.prepare", {"stored_file_id": stored.id}, dedup=str(stored.id))
    elif stored.key != received.key and stored.original_key != received.key:
        queue("files.erase", {"digest": received.digest.hex(), "end": received.key.rpartition("-")[2]})
    return stored


def claim(account_id: uuid.UUID, upload_id: uuid.UUID) -> tuple[StoredFile, str]:
    """The file that an account has uploaded, and its name; once, in the transaction of the row that will own it."""
    upload = db.session.scalar(own_upload(account_id, upload_id).with_for_update())
    if upload is None:
        raise NotVisible
    if upload.state is UploadState.OPEN:
        raise WrongState(_("“%(name)s” has not arrived completely. Wait, or send it again.", name=upload.filename))
    if upload.state is UploadState.CLAIMED:
        raise WrongState(_("“%(name)s” has been added already.", name=upload.filename))
    stored = db.session.scalars(shared(stored_files().where(StoredFile.id == upload.stored_file_id))).one()
    upload.state = UploadState.CLAIMED
    db.session.flush()
    return stored, upload.filename


def hold(account_id: uuid.UUID, received: Received) -> uuid.UUID:
    """Keep what came with a form that could not be used yet, as an upload: the same form, mended, claims it."""
    stored = keep(received)
    upload = Upload(
        account_id=account_id, filename=received.name, length=received.size, offset=received.size,
        state=UploadState.FINISHED, stored_file_id=stored.id,
    )  # fmt: skip
    db.session.add(upload)
    db.session.flush()
    return upload.id


def display_name(filename: str | None) -> str:
    """A file's name as people see it: without folders, on one line, short enough, its ending kept."""
    base = unicodedata.normalize("NFC", filename or "").replace("\\", "/").rstrip("/").rpartition("/")[2]
    if len(base) > LINE_LIMIT:
        ending = PurePosixPath(base).suffix[-20:]
        base = base[: LINE_LIMIT - len(ending)] + ending
    return line(base).strip(". ") or _("file")


def made_or_found(row: dict[str, object]) -> tuple[bool, StoredFile]:
    """The row, and whether it is new."""
    found = shared(stored_files().where(StoredFile.digest == row["digest"]))
    while True:  # again only if a sweep took away between the two what was already there
        made = db.session.scalar(_insert_once(row)) is not None
        stored = db.session.scalar(found)
        if stored is not None:
            return made, stored


def _insert_once(row: dict[str, object]) -> sa.Executable:
    insert = postgresql.insert if db.session().get_bind().dialect.name == "postgresql" else sqlite.insert
    adding = insert(StoredFile).values(**row)
    return adding.on_conflict_do_nothing(index_elements=["network_id", "digest"]).returning(StoredFile.id)


def _take(stream: IO[bytes], path: Path, limit: int) -> tuple[bytes, int, bytes]:
    """Write the stream down; its digest, its size, and how it begins."""
    hashed, size, head = hashlib.sha256(), 0, b""
    with path.open("wb") as written:
        while block := stream.read(BLOCK):
            size += len(block)
            if size > limit:
                raise TooLarge(too_large(limit))
            if len(head) < HEAD:
                head += block[: HEAD - len(head)]
            hashed.update(block)
            written.write(block)
    return hashed.digest(), size, head


def too_large(limit: int) -> str:
    words: str = _(
        "The file is larger than %(limit)s MB, the most that can be sent here.", limit=limit // (1 << 20) or 1
    )
    return words


@contextmanager
def said_when_full(name: str) -> Iterator[None]:
    """A disk that fills up while a file arrives, in words for whoever sent it."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        log.error("there is no room left for a file: %s", error)
        raise NoRoom(
            _("There is no room left on the school’s computer, so “%(name)s” was not kept.", name=name)
        ) from error


@contextmanager
def temporary() -> Iterator[Path]:
    """A name in the folder of what is arriving, gone afterwards unless a store has taken the file over."""
    path = filing().arriving / f"{uuid7().hex}.new"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
