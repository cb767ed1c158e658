"""What a page brings in a browser: requests and bytes over the wire, at the first visit and at the second."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, sync_playwright

from bench.rows import Visit
from tests.services import chromium

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
PATIENCE = 60_000


@contextmanager
def browser() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield started
        started.close()


class Wire:
    """What came over the wire, as the browser counts it: headers and body, compressed. A cache brings nothing."""

    def __init__(self) -> None:
        self.requests, self.bytes = 0, 0
        self._kept: set[str] = set()

    def listen(self, session: Any) -> None:
        session.on("Network.requestServedFromCache", lambda said: self._kept.add(said["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _answered(self, said: dict[str, Any]) -> None:
        answer = said["response"]
        if answer.get("fromDiskCache") or answer.get("fromServiceWorker") or answer["url"].startswith("data:"):
            self._kept.add(said["requestId"])

    def _finished(self, said: dict[str, Any]) -> None:
        if said["requestId"] not in self._kept:
            self.requests += 1
            self.bytes += int(said["encodedDataLength"])


def visits(started: Chromium, port: int, size: int, pages: dict[str, tuple[str, str | None]]) -> list[Visit]:
    """Each page by its name, with its path and the cookie of whom to be: in a browser of its own, then once more."""
    found = []
    for name, (path, cookie) in pages.items():
        context = started.new_context(viewport={"width": 360, "height": 740}, base_url=f"http://127.0.0.1:{port}")
        if cookie:
            context.add_cookies([{"name": "school", "value": cookie, "domain": "127.0.0.1", "path": "/"}])
        first, second = _visit(context, path), _visit(context, path)
        context.close()
        found.append(Visit(name, size, first.requests, first.bytes, second.requests, second.bytes))
    return found


def _visit(context: BrowserContext, path: str) -> Wire:
    page, wire = context.new_page(), Wire()
    wire.listen(context.new_cdp_session(page))
    answer = page.goto(path, wait_until="networkidle", timeout=PATIENCE)
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{path} answered {answer and answer.status}")
    page.close()
    return wire
