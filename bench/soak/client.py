"""What a browser does on the line, as lightly as two cores ask for: one keep-alive connection, a cookie, gzip."""

import asyncio
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

HOST = "127.0.0.1"
LONGEST = 60.0  # seconds until a person gives up waiting; a page that saves by itself has its own limit
PER_READ = 1 << 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A request: the kind it is counted under, and the statuses it may be answered with."""

    kind: str
    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    expect: tuple[int, ...] = (200,)
    within: float = LONGEST


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


@dataclass(frozen=True, slots=True)
class Fault:
    """A request that was not answered as it should have been."""

    at: float
    kind: str
    method: str
    path: str
    said: str


@dataclass(slots=True)
class Tally:
    """Every answered request by kind: (seconds since the doors opened, milliseconds it took); and what went wrong."""

    began: float = field(default_factory=time.perf_counter)
    times: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    # Answers that were thrown away on purpose, and connections that the server had closed as they were used again.
    dropped: int = 0
    reopened: int = 0

    def begin(self) -> None:
        self.began = time.perf_counter()

    @property
    def now(self) -> float:
        return time.perf_counter() - self.began

    @property
    def requests(self) -> int:
        return sum(map(len, self.times.values()))

    def answered(self, kind: str, began: float) -> None:
        took = (time.perf_counter() - began) * 1000
        self.times.setdefault(kind, []).append((began - self.began, took))

    def fault(self, sent: Sent, said: str) -> None:
        self.faults.append(Fault(round(self.now, 1), sent.kind, sent.method, sent.path, said))


class Astray(Exception):
    """The answer was none of those that may be: counted already; whoever asked begins again at their first page."""


class Closed(Exception):
    """The server had closed the connection before it heard a word."""


class Line:
    """One person's connection. Requests follow each other; who presses twice takes two lines."""

    def __init__(self, port: int, tally: Tally, cookies: dict[str, str] | None = None) -> None:
        self.port, self.tally = port, tally
        self.cookies: dict[str, str] = {} if cookies is None else cookies
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, sent: Sent) -> Answer:
        """The answer, if it is one that is expected. Anything else is counted as a fault, and raises `Astray`."""
        began = time.perf_counter()
        try:
            async with asyncio.timeout(sent.within):
                answer = await self._exchange(sent)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, Closed, ValueError) as error:
            self.close()
            self.tally.fault(sent, f"no answer: {type(error).__name__} {error}".strip())
            raise Astray from error
        self.tally.answered(sent.kind, began)
        if answer.status not in sent.expect:
            self.tally.fault(sent, f"{answer.status} {_first_words(answer)}")
            raise Astray
        return answer

    async def send_and_hang_up(self, sent: Sent, after: float) -> None:
        """Send it and go, without hearing the answer: a lift, a tunnel, a flat battery."""
        self.tally.dropped += 1
        try:
            await self._open()
            await self._write(sent)
            await asyncio.sleep(after)
        except OSError:
            pass
        self.close()

    async def _exchange(self, sent: Sent) -> Answer:
        fresh = self._writer is None or self._reader is None or self._reader.at_eof()
        if fresh:
            await self._open()
        try:
            await self._write(sent)
            return await self._read()
        except (Closed, ConnectionError):
            if fresh:
                raise
        # As browsers do with a kept connection that was closed under their hands.
        self.tally.reopened += 1
        await self._open()
        await self._write(sent)
        return await self._read()

    async def _open(self) -> None:
        self.close()
        self._reader, self._writer = await asyncio.open_connection(HOST, self.port, limit=PER_READ)

    async def _write(self, sent: Sent) -> None:
        assert self._writer is not None
        lines = [f"{sent.method} {sent.path} HTTP/1.1", f"Host: {HOST}:{self.port}", "Accept-Encoding: gzip"]
        lines.append("User-Agent: Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Soak")
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        lines += [f"{name}: {value}" for name, value in sent.headers.items()]
        if sent.body or sent.method != "GET":
            lines.append(f"Content-Length: {len(sent.body)}")
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + sent.body)
        await self._writer.drain()

    async def _read(self) -> Answer:
        assert self._reader is not None
        try:
            head = await self._reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as error:
            if error.partial:
                raise
            raise Closed from error
        first, *lines = head.decode("latin-1").rstrip().split("\r\n")
        headers: dict[str, str] = {}
        for line in lines:
            name, _colon, value = line.partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                self._keep(value)
        body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.close()
        if headers.get("content-encoding") == "gzip":
            body = zlib.decompress(body, 31)
        return Answer(int(first.split(" ", 2)[1]), headers, body.decode(errors="replace"))

    def _keep(self, cookie: str) -> None:
        name, _equals, value = cookie.strip().partition(";")[0].partition("=")
        self.cookies[name] = value

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


def _first_words(answer: Answer) -> str:
    """Enough of an unexpected answer to know which it was."""
    if not answer.body.lstrip().startswith("<"):
        return answer.body[:200]
    title = answer.body.partition("<title>")[2].partition("</title>")[0].strip()
    return f"{title or answer.body[:120]} {answer.location}".strip()
