"""The virus check, by a ClamAV daemon where one is named: the bytes go to it over its socket, and it answers in a line.

Where none is named nothing is checked. Where one is named and does not answer, what has arrived waits: it is safe, and
nobody but its sender knows of it.
"""

import socket
from contextlib import suppress
from typing import IO
from urllib.parse import unquote, urlsplit

from flask import current_app

PIECE = 1 << 17
PATIENCE = 120.0  # seconds for one answer
MOST_SAID = 4096


class NotChecked(OSError):
    """The daemon did not say whether a file is harmful."""


class TooLargeToCheck(NotChecked):
    """It takes no file as large as this one, however often it is asked."""


def is_checked() -> bool:
    """Whether files are checked here."""
    return bool(current_app.config["SETTINGS"].clamd_url)


def harm_in(stream: IO[bytes]) -> str | None:
    """What the daemon calls the harm that is in a file, or None."""
    try:
        with _line() as line:
            said = _ask(line, stream)
    except TimeoutError as error:
        raise NotChecked("clamd did not answer in time") from error
    if said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND") or "harm"
    if said.endswith(": OK"):
        return None
    raise TooLargeToCheck(said) if "size limit" in said else NotChecked(f"clamd said {said!r}")


def _ask(line: socket.socket, stream: IO[bytes]) -> str:
    """Its protocol: each piece behind its length in four bytes, a length of nought at the end."""
    line.sendall(b"zINSTREAM\0")
    try:
        while piece := stream.read(PIECE):
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it has heard enough, and has said why
    said = b""
    with suppress(ConnectionResetError):  # it lets the line go with what it did not want still on it
        while len(said) < MOST_SAID and (more := line.recv(MOST_SAID)):
            said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _line() -> socket.socket:
    parts = urlsplit(current_app.config["SETTINGS"].clamd_url)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname or "localhost", parts.port or 3310), PATIENCE)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(PATIENCE)
        line.connect(unquote(parts.path))
    except OSError:
        line.close()
        raise
    return line
