"""A sender of one large file over a slow line, which breaks again and again: tus, as the page's script speaks it."""

import base64
import hashlib
import random
import socket
import struct
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from tests import servers
from tests.kill.phone import ask

PIECE = 1 << 16
BYTES = "application/offset+octet-stream"
# A line that ends without a word, as one does that loses its signal.
AT_ONCE = struct.pack("ii", 1, 0)


@dataclass
class Made:
    """So many bytes, the same each time, none of which lie in memory."""

    size: int

    def read(self, start: int = 0) -> Iterator[bytes]:
        for number in range(start // PIECE, -(-self.size // PIECE)):
            piece = random.Random(number).randbytes(min(PIECE, self.size - number * PIECE))
            yield piece[max(start - number * PIECE, 0) :]

    @property
    def digest(self) -> bytes:
        hashed = hashlib.sha256()
        for piece in self.read():
            hashed.update(piece)
        return hashed.digest()


@dataclass
class Sender:
    """Somebody signed in. `rest` is how many seconds the line takes for a piece of 64 KB."""

    server: servers.Server
    cookie: str
    token: str
    rest: float = 0.0

    def begin(self, name: str, size: int) -> str:
        about = {"Upload-Length": str(size), "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}"}
        answer = ask(self.server, "POST", "/uploads", b"", self._head(**about))
        assert answer is not None and answer.status == 201
        return answer.location

    def offset(self, where: str) -> int:
        line = servers.connect(self.server.port)
        line.request("HEAD", where, headers=self._head())
        answer = line.getresponse()
        line.close()
        assert answer.status == 200, answer.status
        return int(answer.headers["Upload-Offset"])

    def send(self, where: str, made: Made, start: int, until: int | None = None) -> bytes:
        """From `start` on, in one request. With `until` the line breaks once so many bytes of the file are on it."""
        head = self._head(**{"Content-Type": BYTES, "Upload-Offset": str(start)})
        head |= {"Host": f"127.0.0.1:{self.server.port}", "Content-Length": str(made.size - start)}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=120) as line:
            line.sendall(f"PATCH {where} HTTP/1.1\r\n{lines}\r\n".encode())
            at = start
            for piece in made.read(start):
                line.sendall(piece)
                at += len(piece)
                time.sleep(self.rest)
                if until is not None and at >= until:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                    return b""
            return line.recv(1000).partition(b"\r\n")[0]

    def _head(self, **more: str) -> dict[str, str]:
        own = {"Cookie": f"school={self.cookie}", "X-CSRFToken": self.token, "Tus-Resumable": "1.0.0"}
        return own | {"Accept": "application/json", "Connection": "close", **more}


def id_of(where: str) -> uuid.UUID:
    return uuid.UUID(where.rpartition("/")[2])
