"""A line that fails: it stands between a device and the server, and does to each request what its `X-Fault` says.

cut before     the request never arrives
cut after      it arrives and is done, and the answer is lost
delay          it arrives late, after what the device sent next
duplicate      it arrives twice; the device hears the second answer
late           the device hears nothing, and the request arrives once everything else was sent
"""

import socket
import socketserver
import threading
import time
from dataclasses import dataclass, field
from typing import cast

CUT_BEFORE, CUT_AFTER, DELAY, DUPLICATE, LATE = "cut before", "cut after", "delay", "duplicate", "late"
FAULTS = (CUT_BEFORE, CUT_AFTER, DELAY, DUPLICATE, LATE)
DELAYED = 0.05  # seconds: other requests of the same moment overtake it
HEADER = b"x-fault:"


@dataclass
class Line:
    """A proxy on the loopback address; `to` is the server's port, asked anew for each request."""

    to: int
    kept_back: list[bytes] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.listening = _Listening(("127.0.0.1", 0), _Carry)
        self.listening.line = self
        threading.Thread(target=self.listening.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.listening.server_address[1])

    def close(self) -> None:
        self.listening.shutdown()
        self.listening.server_close()

    def carry(self, request: bytes, fault: str) -> bytes:
        """What the device hears; nothing when the line was cut."""
        with self.lock:
            self.counted[fault] = self.counted.get(fault, 0) + 1
        if fault == CUT_BEFORE:
            return b""
        if fault == LATE:
            with self.lock:
                self.kept_back.append(request)
            return b""
        if fault == DELAY:
            time.sleep(DELAYED)
        if fault == DUPLICATE:
            self.forward(request)
        heard = self.forward(request)
        return b"" if fault == CUT_AFTER else heard

    def let_go(self) -> None:
        """What was kept back arrives after all, in the order in which it was sent."""
        with self.lock:
            late, self.kept_back = self.kept_back, []
        for request in late:
            self.forward(request)

    def forward(self, request: bytes) -> bytes:
        """The server's whole answer, or nothing when it died over it."""
        heard = b""
        try:
            with socket.create_connection(("127.0.0.1", self.to), timeout=30) as server:
                server.sendall(request)
                while block := server.recv(1 << 16):
                    heard += block
        except OSError:
            return b""
        return heard


class _Listening(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    line: Line


class _Carry(socketserver.StreamRequestHandler):
    """One request a connection, as `Connection: close` says."""

    def handle(self) -> None:
        head, fault, length = [], "", 0
        while (line := self.rfile.readline()) not in (b"", b"\r\n"):
            if line.lower().startswith(HEADER):
                fault = line[len(HEADER) :].strip().decode()
                continue
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            head.append(line)
        if not head:
            return
        body = self.rfile.read(length) if length else b""
        heard = cast(_Listening, self.server).line.carry(b"".join([*head, b"\r\n", body]), fault)
        if heard:
            self.wfile.write(heard)
