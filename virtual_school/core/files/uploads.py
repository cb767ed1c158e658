"""An upload's steps, each a short transaction of its own: begin, note how far it is, finish, throw away."""

import uuid
from contextlib import suppress
from dataclasses import dataclass, replace

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from virtual_school.core.db import begin, db, writing
from virtual_school.core.errors import NotVisible, Problem, TooMany, WrongState
from virtual_school.core.files import queries
from virtual_school.core.files.models import Upload
from virtual_school.core.files.receive import Empty, TooLarge, display_name, keep, receive, too_large
from virtual_school.core.files.states import UploadState
from virtual_school.core.files.store import filing
from virtual_school.core.files.sweeping import drop_unowned

MOST_UNFINISHED = 50  # of one account; a lesson with all its sheets, and room to fail


class Overtaken(Problem):
    """The bytes sent do not begin where those that are kept end."""

    status = 409


@dataclass(frozen=True, slots=True)
class Progress:
    """An upload as it was read; no transaction is held with it."""

    id: uuid.UUID
    filename: str
    length: int
    offset: int
    state: UploadState
    is_open_ended: bool


def start(account_id: uuid.UUID, filename: str | None, length: int | None) -> uuid.UUID:
    """Without a length it is open-ended: as long as a file may be, until its end is said."""
    is_open_ended = length is None
    length = filing().limit if length is None else length
    if not length:
        raise Empty(_("“%(name)s” is empty. Please choose the file again.", name=display_name(filename)))
    if length > filing().limit:
        raise TooLarge(too_large(filing().limit))
    with writing() as session:
        underway = queries.uploads().where(Upload.account_id == account_id, Upload.state == UploadState.OPEN)
        if len(session.scalars(underway.limit(MOST_UNFINISHED)).all()) >= MOST_UNFINISHED:
            raise TooMany(_("Too many files are on their way at once. Please wait until some have arrived."))
        upload = Upload(
            account_id=account_id, filename=display_name(filename), length=length, is_open_ended=is_open_ended
        )
        session.add(upload)
        session.flush()
        made = upload.id
    return made


def progress(account_id: uuid.UUID, upload_id: uuid.UUID) -> Progress:
    """The account's own upload, also to be told that it is not there any more when its bytes are not."""
    begin(write=False)
    row = db.session.scalar(queries.own_upload(account_id, upload_id))
    if row is None:
        raise NotVisible
    found = Progress(row.id, row.filename, row.length, row.offset, row.state, row.is_open_ended)
    begin(write=False)
    if found.state is UploadState.OPEN and found.offset and not _has(found):
        raise NotVisible
    return found


def _has(upload: Progress) -> bool:
    with suppress(FileNotFoundError):
        return filing().part(upload.id).stat().st_size >= upload.offset
    return False


def advance(upload: Progress, before: int, after: int) -> None:
    """Note that the bytes up to `after` are kept. Refused when somebody else has moved it meanwhile."""
    with writing() as session:
        moved = session.execute(
            sa.update(Upload)
            .where(Upload.id == upload.id, Upload.state == UploadState.OPEN, Upload.offset == before)
            .values(offset=after)
            .returning(Upload.id)
        ).scalar()
    if moved is None:
        raise Overtaken(_("This file is being sent from somewhere else at the same moment."))


def end_at(upload: Progress, length: int) -> Progress:
    """How long it is after all: no shorter than what is kept of it."""
    if not length:
        raise Empty(_("“%(name)s” is empty. Please choose the file again.", name=upload.filename))
    if length < upload.offset:
        raise Overtaken(_("More of this file is here already than it is said to have."))
    if length > filing().limit:
        raise TooLarge(too_large(filing().limit))
    with writing() as session:
        session.execute(
            sa.update(Upload)
            .where(Upload.id == upload.id, Upload.state == UploadState.OPEN, Upload.is_open_ended)
            .values(length=length, is_open_ended=False)
        )
    return replace(upload, length=length, is_open_ended=False)


def finish(upload: Progress, before: int) -> None:
    """All bytes are there: into the store, then row, state and last offset at once. A crash before leaves it open."""
    part = filing().part(upload.id)
    with part.open("rb") as complete:
        received = receive(complete, upload.filename, upload.length)
    with writing() as session:
        row = session.scalar(queries.uploads().where(Upload.id == upload.id).with_for_update())
        if row is None or row.state is not UploadState.OPEN or row.offset != before:
            raise Overtaken(_("This file is being sent from somewhere else at the same moment."))
        row.stored_file_id = keep(received).id
        row.offset, row.state = upload.length, UploadState.FINISHED
    part.unlink(missing_ok=True)


def throw_away(account_id: uuid.UUID, upload_id: uuid.UUID) -> None:
    """The sender does not want it any more. What a row owns already stays."""
    with writing() as session:
        upload = session.scalar(queries.own_upload(account_id, upload_id).with_for_update())
        if upload is None:
            raise NotVisible
        if upload.state is UploadState.CLAIMED:
            raise WrongState(_("“%(name)s” has been added already.", name=upload.filename))
        stored_id = upload.stored_file_id
        session.delete(upload)
    filing().part(upload_id).unlink(missing_ok=True)
    if stored_id:
        drop_unowned([stored_id])


def give_up(upload: Progress) -> None:
    """What was sent of it goes, the bytes first: where the disk is full, the row may need their room."""
    filing().part(upload.id).unlink(missing_ok=True)
    with suppress(OperationalError), writing() as session:
        session.execute(sa.delete(Upload).where(Upload.id == upload.id, Upload.state == UploadState.OPEN))
