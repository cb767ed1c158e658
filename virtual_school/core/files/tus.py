"""Uploads that can be resumed: tus 1.0, with the extensions creation, creation-defer-length and termination
(https://tus.io). What is being recorded arrives before anybody knows how long it will be.

A view holds no transaction while bytes arrive. It notes every few seconds how many of them are certain to be kept, and
does not say more than that: a server that is killed, or a line that breaks, costs those seconds and no more.
"""

import base64
import binascii
import fcntl
import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from flask import Blueprint, Response, g, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import ClientDisconnected

from virtual_school.core.access import signed_in, unlocked
from virtual_school.core.errors import NotSignedIn, Problem
from virtual_school.core.files import uploads
from virtual_school.core.files.looking import Unsafe
from virtual_school.core.files.receive import NoRoom, TooLarge, said_when_full
from virtual_school.core.files.states import UploadState
from virtual_school.core.files.store import filing
from virtual_school.core.files.uploads import Overtaken, Progress

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-defer-length,termination"
BYTES = "application/offset+octet-stream"
BLOCK = 1 << 16
NOTED_EVERY = 2.0  # seconds
SILENCE = 30.0  # seconds after which a line that sends nothing is taken for broken, and its upload is free again

bp = Blueprint("uploads", __name__, url_prefix="/uploads")


class Malformed(Problem):
    status = 400


class OtherVersion(Problem):
    status = 412


class NotBytes(Problem):
    status = 415


class Busy(Problem):
    status = 423


@bp.after_request
def _speak_tus(response: Response) -> Response:
    response.headers["Tus-Resumable"] = VERSION
    if response.status_code == OtherVersion.status:
        response.headers["Tus-Version"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("", methods=["OPTIONS"], provide_automatic_options=False)
@signed_in
def options() -> Response:
    abilities = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(filing().limit)}
    return Response(status=204, headers=abilities)


@bp.post("")
@signed_in
@unlocked
def create() -> Response:
    _same_version()
    is_open = request.headers.get("Upload-Defer-Length") == "1"
    length = None if is_open else _number("Upload-Length")
    made = uploads.start(_account(), _metadata().get("filename"), length)
    return Response(status=201, headers={"Location": url_for("uploads.look", upload_id=made), "Upload-Offset": "0"})


@bp.route("/<uuid:upload_id>", methods=["HEAD"], provide_automatic_options=False)
@signed_in
def look(upload_id: uuid.UUID) -> Response:
    _same_version()
    upload = uploads.progress(_account(), upload_id)
    ends = {"Upload-Defer-Length": "1"} if upload.is_open_ended else {"Upload-Length": str(upload.length)}
    return Response(headers={"Upload-Offset": str(upload.offset), **ends})


@bp.patch("/<uuid:upload_id>")
@signed_in
@unlocked
def add(upload_id: uuid.UUID) -> Response:
    _same_version()
    if request.mimetype != BYTES:
        raise NotBytes
    account, start = _account(), _number("Upload-Offset")
    uploads.progress(account, upload_id)
    with _alone(upload_id) as part:
        upload = uploads.progress(account, upload_id)  # as it is now that nobody else can move it
        if start != upload.offset:
            raise Overtaken(_("The file continues at another place than where it stopped."))
        if upload.is_open_ended and "Upload-Length" in request.headers:
            upload = uploads.end_at(upload, _number("Upload-Length"))
        if (request.content_length or 0) > upload.length - start:
            raise TooLarge
        with _given_up_when_refused(upload):
            offset = start if upload.state is not UploadState.OPEN else _take(upload, part)
    return Response(status=204, headers={"Upload-Offset": str(offset)})


@bp.delete("/<uuid:upload_id>")
@signed_in
@unlocked
def throw_away(upload_id: uuid.UUID) -> Response:
    _same_version()
    uploads.throw_away(_account(), upload_id)
    return Response(status=204)


def _take(upload: Progress, part: BinaryIO) -> int:
    """Write down what arrives, note it every few seconds and when the line breaks, and finish with the last byte."""
    part.truncate(upload.offset)  # what was written and never noted may not have survived
    part.seek(upload.offset)
    noted = at = upload.offset
    next_note = time.monotonic() + NOTED_EVERY
    for block in _arriving(upload.length - upload.offset):
        part.write(block)
        at += len(block)
        if time.monotonic() >= next_note and at < upload.length:
            noted, next_note = _note(upload, part, noted, at), time.monotonic() + NOTED_EVERY
    if at < upload.length:
        return _note(upload, part, noted, at) if at > noted else at
    part.flush()
    uploads.finish(upload, noted)
    return at


@contextmanager
def _given_up_when_refused(upload: Progress) -> Iterator[None]:
    """A file that is not safe to keep, and one for which there is no room, leaves nothing behind."""
    try:
        with said_when_full(upload.filename):
            yield
    except (Unsafe, NoRoom):
        uploads.give_up(upload)
        raise


def _note(upload: Progress, part: BinaryIO, before: int, after: int) -> int:
    part.flush()
    os.fsync(part.fileno())
    uploads.advance(upload, before, after)
    return after


def _arriving(most: int) -> Iterator[bytes]:
    """The body in blocks. It ends where the line breaks or falls silent, since what came so far is worth keeping."""
    line = request.environ.get("gunicorn.socket")
    try:
        _wait_at_most(line, SILENCE)
        while block := request.stream.read(min(BLOCK, most + 1)):
            most -= len(block)
            if most < 0:
                raise TooLarge
            yield block
    except TimeoutError:
        if line is not None:
            line.shutdown(socket.SHUT_RD)  # the server must not wait for the rest before it lets the line go
    except (ClientDisconnected, OSError):
        return
    finally:
        _wait_at_most(line, None)


def _wait_at_most(line: Any, seconds: float | None) -> None:
    """How long the server's socket waits for more: else a telephone that lost its signal would hold its upload."""
    if line is not None:
        with suppress(OSError):
            line.settimeout(seconds)


@contextmanager
def _alone(upload_id: uuid.UUID) -> Iterator[BinaryIO]:
    """The part file, open for one request at a time, of all threads and processes. A killed one lets go of it."""
    handle = os.open(filing().part(upload_id), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(_("This file is being sent from somewhere else at the same moment.")) from error
        yield part


def _account() -> uuid.UUID:
    account: uuid.UUID | None = g.viewer.account_id if g.viewer else None
    if account is None:
        raise NotSignedIn
    return account


def _same_version() -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise OtherVersion


def _number(header: str) -> int:
    value = request.headers.get(header, "")
    if not value.isascii() or not value.isdigit() or len(value) > 15:
        raise Malformed(f"{header} must be a whole number of bytes.")
    return int(value)


def _metadata() -> dict[str, str]:
    """`Upload-Metadata`: pairs of a name and its value in base64, between commas."""
    found = {}
    for pair in filter(None, request.headers.get("Upload-Metadata", "").split(",")):
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Malformed("Upload-Metadata must be names with values in base64.") from error
    return found
