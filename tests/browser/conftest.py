"""A real browser before a real server, on SQLite, with the cast in it.

    def test_something(visit, cast):
        page = visit(cast.ellie, "/today", width=360)      # signed in, looked at with axe, reflow and the console
        page.get_by_role("button", name="Hand in").click()
        look(page)                                         # after each page worth looking at

Anything that the browser complains of (a script's error, the Content-Security-Policy, an address of another host)
fails the test when it ends.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import cast as casting
from tests import databases, servers, services
from tests.browser.looking import DESK, HEIGHTS, PHONE, Complaints, keep_picture, look
from tests.cast import Cast, Person
from tests.left_the_house import House
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.network.models import Network

PATIENCE = 20_000  # milliseconds; a busy machine is slow
FLAGS = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def pytest_configure(config: pytest.Config) -> None:
    if "LOOKED_AT" not in os.environ:  # else whoever started this worker made it
        os.environ["LOOKED_AT"] = tempfile.mkdtemp(prefix="looked-at-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop("LOOKED_AT")))


@dataclass
class School:
    """A school that runs: web server, worker, database, and the cast as it was first written."""

    app: App
    cast: Cast
    house: House
    server: servers.Server
    where: databases.Sqlite


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("school")
    where = databases.Sqlite(folder)
    app = databases.installed(where, folder / "instance")
    with app.app_context():
        cast = casting.build()
        house = House(cast)
        db.session.remove()
        where.keep()
        db.engine.dispose()
    environment = databases.environment_for(where, folder / "instance")
    server = servers.Server(environment, folder / "web.log").start()
    worker = servers.worker(environment, folder / "worker.log")
    yield School(app, cast, house, server, where)
    servers.stop(worker)
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def cast(request: pytest.FixtureRequest, school: School) -> Iterator[Cast]:
    yield school.cast
    try:
        with school.app.app_context():
            school.house.look(request.node)
            db.session.remove()
    finally:
        school.where.put_back_live()


@pytest.fixture
def demonstration(school: School, cast: Cast) -> Cast:
    """The cast in a network that says it is a demonstration: its letters can be read in the outbox."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        db.session.get_one(Network, cast.larkdale.network_id).is_demonstration = True
        db.session.commit()
        db.session.remove()
    return cast


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What the browser complained of; whatever a test does not take out of it fails the test."""
    heard = Complaints()
    yield heard
    assert not heard.said, "\n  ".join(["the browser complained:", *heard.said])


Opens = Callable[..., Page]


@pytest.fixture
def browse(school: School, chromium: Browser, complaints: Complaints) -> Iterator[Opens]:
    """Open a page in a browser of its own, without looking at it: `browse(person or None, path, width=…, js=…)`."""
    contexts: list[BrowserContext] = []

    def opens(person: Person | None, path: str, *, width: int = PHONE, js: bool = True) -> Page:
        context = chromium.new_context(
            base_url=school.server.url,
            viewport={"width": width, "height": HEIGHTS.get(width, 740)},
            has_touch=width < DESK,
            java_script_enabled=js,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        complaints.listen(context, school.server.url)
        if person is not None:
            cookie = servers.cookie_of(school.app, person)
            context.add_cookies([{"name": "school", "value": cookie, "url": school.server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield opens
    for context in contexts:
        for page in context.pages:
            keep_picture(page)
        context.close()


@pytest.fixture
def visit(browse: Opens) -> Opens:
    """As `browse`, and the page is looked at: axe, reflow at 320, nothing cut off."""

    def opens(person: Person | None, path: str, *, width: int = PHONE, js: bool = True) -> Page:
        page = browse(person, path, width=width, js=js)
        if js:
            look(page)
        return page

    return opens


@pytest.fixture
def width() -> int:
    """At which width a journey is walked: a phone's, or with WIDTH=1280 a desk's. `look` looks at both all the same."""
    return int(os.environ.get("WIDTH", PHONE))
