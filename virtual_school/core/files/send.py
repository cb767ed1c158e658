"""Giving files out: sandboxed, under a safe name, never from a shared copy, and only when they are fit to be seen."""

import logging
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import quote

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import wrap_file

from virtual_school.core.errors import Problem, WrongState
from virtual_school.core.files.kinds import SHOWN_SUFFIX, UNKNOWN, sent_as
from virtual_school.core.files.models import StoredFile
from virtual_school.core.files.receive import display_name
from virtual_school.core.files.states import FileState
from virtual_school.core.files.store import filing

log = logging.getLogger(__name__)

# Were a browser to show it as a page after all, that page could run, load and reach nothing.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


class Missing(Problem):
    """The row is there and its bytes are not. Always a fault of the installation."""

    status = 503


def send(stored: StoredFile, name: str, *, inline: bool = False, to_sender: bool = False) -> Response:
    """The bytes as an answer, for whoever the owner's package has let through.

    Shown in the page (`inline`) is only a prepared picture, which this program has made itself. A PDF is a download:
    the sandbox keeps a browser's own viewer from opening it, and without the sandbox it could carry scripts.
    A picture that could not be prepared goes back `to_sender` alone, as bytes of no kind.
    """
    back = to_sender and stored.state is FileState.REFUSED and not stored.harm
    if stored.state is not FileState.READY and not back:
        raise WrongState(stored.words)
    opened = _open(stored)
    response = Response(
        wrap_file(request.environ, opened, 1 << 16),
        mimetype=sent_as(stored.media_type) if stored.state is FileState.READY else UNKNOWN,
        direct_passthrough=True,
    )
    response.content_length = stored.shown_size
    shown = inline and stored.is_picture
    response.headers["Content-Disposition"] = disposition(shown_name(stored, name), inline=shown)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.set_etag(stored.key.rpartition("/")[2])
    response.call_on_close(opened.close)
    try:
        response.make_conditional(request.environ, accept_ranges=True, complete_length=stored.shown_size)
    except RequestedRangeNotSatisfiable:
        response.close()
        raise
    return response


def read(stored: StoredFile) -> BinaryIO:
    """The bytes that may be shown, to read and close."""
    if stored.state is not FileState.READY:
        raise WrongState(stored.words)
    return _open(stored)


def shown_name(stored: StoredFile, name: str) -> str:
    """The name with the ending of what is sent: a photograph comes out as another kind of picture than it went in."""
    name = display_name(name)
    return PurePosixPath(name).stem + SHOWN_SUFFIX if stored.is_picture else name


def disposition(name: str, *, inline: bool) -> str:
    """RFC 6266: the name in plain letters, and in full where it has others."""
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%;' else "_" for letter in name)
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _open(stored: StoredFile) -> BinaryIO:
    try:
        return filing().store.open(stored.key)
    except FileNotFoundError as error:
        log.error("the bytes of stored file %s are not in the store under %s", stored.id, stored.key)
        raise Missing(_("This file cannot be reached just now. Please tell the people who run this site.")) from error
