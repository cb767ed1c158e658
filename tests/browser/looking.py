"""How a page is looked at: with axe, in a narrow window, and with an ear for what the browser complains of."""

import itertools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route, expect

from tests.inspector import kind_of

NARROW = 320
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": LEVELS, "resultTypes": ["violations"]}

_axe = Axe()
_good: set[bytes] = set()
_numbers = itertools.count(1)

WIDER_THAN_THE_WINDOW = """() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > wide + 1 && !e.closest('[data-scrolls]'))
        .map(e => `${e.tagName.toLowerCase()}.${e.className}`).slice(0, 5);
}"""


@dataclass
class Complaints:
    """What went wrong inside the browser. `expect` takes out what a test brings about on purpose."""

    said: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext, home: str) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.said.append(f"a script: {error.error}"))
        context.route(lambda url: not url.startswith((home, "data:", "blob:")), self._elsewhere)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.said.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _elsewhere(self, route: Route) -> None:
        self.said.append(f"asked another host: {route.request.url}")
        route.abort()

    def expect(self, words: str) -> None:
        """One or more complaints with these words were to come, and did."""
        wanted = [said for said in self.said if words in said]
        assert wanted, f"the browser did not complain of {words!r}: {self.said}"
        self.said[:] = [said for said in self.said if words not in said]


def look(page: Page) -> None:
    """Fail with everything that keeps somebody from using the page."""
    settled(page)
    keep_picture(page)
    kind = kind_of(page.content(), page.viewport_size)
    if kind in _good:  # read by axe before, at this width
        return
    wrong = [*_by_axe(page), *_by_reflow(page)]
    assert not wrong, "\n  ".join([f"{page.url} at {page.viewport_size}:", *wrong])
    _good.add(kind)


def keep_picture(page: Page) -> None:
    """For eyes: with PICTURES=folder each page that is looked at is kept there as a picture."""
    folder = os.environ.get("PICTURES")
    if not folder:
        return
    name = re.sub(r"[^a-z]+", "-", page.title().split(" · ")[0].casefold()).strip("-")[:40]
    wide = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=Path(folder) / f"{next(_numbers):03}-{wide}-{name}.png", full_page=True)


def settled(page: Page) -> None:
    """Wait until htmx has put everything in its place."""
    page.wait_for_load_state("load")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0, timeout=20_000)


def _by_axe(page: Page) -> Iterator[str]:
    for violation in _axe.run(page, options=RULES).response["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {violation['help']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"


def _by_reflow(page: Page) -> Iterator[str]:
    """At 320 CSS pixels nothing needs scrolling sideways (WCAG 1.4.10)."""
    before = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": 640})
    for element in page.evaluate(WIDER_THAN_THE_WINDOW):
        yield f"wider than {NARROW} pixels: {element}"
    if before is not None:
        page.set_viewport_size(before)


def weight(page: Page, path: str) -> int:
    """The bytes over the wire of a visit, with everything that the page brings along."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    loaded: list[int] = []
    session.on("Network.loadingFinished", lambda event: loaded.append(int(event["encodedDataLength"])))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    session.detach()
    return sum(loaded)
