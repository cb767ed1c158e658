"""How a page is looked at: with axe, in a narrow window, and with an ear for what the browser complains of."""

import itertools
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from tests.inspector import kind_of

PHONE, DESK, NARROW = 360, 1280, 320
HEIGHTS = {PHONE: 740, DESK: 860, NARROW: 640}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": LEVELS, "resultTypes": ["violations"]}
# A colour on its way from one width's to the other's is nobody's colour: it sets out in the next frame, and has arrived
# in the one after it.
AT_REST = "() => new Promise((rest) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(rest))))"
# A browser tells of what went wrong in its own time.
TOLD_WITHIN = 100  # times 50 milliseconds

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
    _contexts: list[BrowserContext] = field(default_factory=list)

    def listen(self, context: BrowserContext, home: str) -> None:
        self._contexts.append(context)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.said.append(f"a script: {error.error}"))
        context.on("request", lambda request: self._asked(request.url, home))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.said.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _asked(self, url: str, home: str) -> None:
        """What it asks of another host reaches nobody: the browser is started so that it finds none."""
        if not url.startswith((home, "data:", "blob:")):
            self.said.append(f"asked another host: {url}")

    def expect(self, words: str) -> None:
        """One or more complaints with these words were to come, and did."""
        pages = [page for context in self._contexts for page in context.pages]
        for _more in range(TOLD_WITHIN if pages else 0):
            if any(words in said for said in self.said):
                break
            pages[0].wait_for_timeout(50)
        assert any(words in said for said in self.said), f"the browser did not complain of {words!r}: {self.said}"
        self.said[:] = [said for said in self.said if words not in said]


def look(page: Page) -> None:
    """Fail with everything that keeps somebody from using the page: at the width they walk at, and at the other."""
    settled(page)
    own = page.viewport_size
    assert own is not None, "a page is looked at in a window of a known size"
    kind = kind_of(page.content(), own)
    if kind in _good or _by_another(kind).exists():  # looked at before
        keep_picture(page)
        return
    wrong = []
    for width in (own["width"], PHONE if own["width"] == DESK else DESK, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, own["height"])})
        page.evaluate(AT_REST)
        if width != NARROW:  # what is shown at one width alone is read there too
            keep_picture(page)
            wrong += [f"at {width}: {words}" for words in _by_axe(page)]
        wrong += _by_reflow(page, width)
    page.set_viewport_size(own)
    assert not wrong, "\n  ".join([f"{page.url}:", *wrong])
    _good.add(kind)
    _by_another(kind).touch()


def _by_another(kind: bytes) -> Path:
    """Where whoever runs the other half of the tests says that they have looked at such a page."""
    return Path(os.environ["LOOKED_AT"]) / kind.hex()


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


def _by_axe(page: Page) -> list[str]:
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for violation in _axe.run(page, options=RULES).response["violations"]
        for node in violation["nodes"]
    ]


def _by_reflow(page: Page, width: int) -> list[str]:
    """Nothing needs scrolling sideways, at 320 CSS pixels neither (WCAG 1.4.10)."""
    return [f"wider than {width} pixels: {element}" for element in page.evaluate(WIDER_THAN_THE_WINDOW)]


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
