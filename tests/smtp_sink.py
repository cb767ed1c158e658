"""A mail server on the loopback address that keeps what it takes."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.taken: list[bytes] = []
        self.commands: list[str] = []
        # What to answer to a command instead of taking it: {"RCPT": "550 no such mailbox"}.
        self.answers: dict[str, str] = {}
        self.offers: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.SMTP) for raw in self.taken]  # type: ignore[misc]


class Talk(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline():
            command = line.split()[0].upper().decode() if line.split() else ""
            self.server.commands.append(line.decode().strip())
            if command in self.server.answers:
                self.say(self.server.answers[command])
            elif command == "EHLO":
                self.say("250-sink", *(f"250-{offer}" for offer in self.server.offers), "250 HELP")
            elif command == "DATA":
                self.say("354 go on")
                self.take()
            elif command == "QUIT":
                self.say("221 goodbye")
                return
            else:
                self.say("250 fine")

    def take(self) -> None:
        """Only a letter that came to its end is kept, and only then is it said to be."""
        lines: list[bytes] = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                self.server.taken.append(b"".join(lines))
                self.say("250 kept")
                return
            lines.append(line[1:] if line.startswith(b"..") else line)

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    with Sink() as sink:
        thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()
