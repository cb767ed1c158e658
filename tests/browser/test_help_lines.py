"""Help asked at 8:52 and seen; without a line; in the holidays: and what nobody else sees of it."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests import make_calendar
from tests.browser.conftest import DESK, PHONE, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import heading, press
from tests.cast import Cast
from tests.make_hours import london
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account, SignIn
from virtual_school.network.models import Organisation
from virtual_school.safeguarding.models import Help

HERS = "I am in the toilets and I cannot come out."
KEPT = """async () => {
    const shelf = await caches.open('help'), said = [];
    for (const asked of await shelf.keys()) said.push(asked.url, await (await shelf.match(asked)).text());
    return said;
}"""
NOTHING_KEPT = (
    """async () => !(await caches.has('help')) && !(await navigator.serviceWorker.getRegistration('/help'))"""
)
Write = Callable[[Callable[[], None]], None]


@dataclass
class Here:
    """The same school, served by this process: its clock can be held."""

    url: str


@pytest.fixture
def school(school: School) -> Iterator[School]:
    server = make_server("127.0.0.1", 0, school.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with clock.freeze(london("2026-11-24", "08:52")):
        yield replace(school, server=cast(Any, Here(f"http://127.0.0.1:{server.server_port}")))
    server.shutdown()
    thread.join()


@pytest.fixture
def write(school: School, cast: Cast) -> Write:
    """Write rows into the school's database, in Larkdale."""

    def write(rows: Callable[[], None]) -> None:
        with school.app.app_context():
            enter_network(cast.larkdale.network_id)
            rows()
            db.session.commit()
            db.session.remove()

    return write


@pytest.fixture
def mrs_kaye(write: Write, cast: Cast) -> None:
    """The safeguarding lead of Wren Hill is Mrs Kaye; what the cast has asked is answered, long ago."""
    long_ago = clock.now() - dt.timedelta(days=50)
    done = {"seen_at": long_ago, "seen_by": cast.dani.account_id, "answered_at": long_ago}

    def rows() -> None:
        db.session.execute(sa.update(Help).values(asked_at=long_ago, answered_by=cast.dani.account_id, **done))
        db.session.get_one(Account, cast.safeguarding_lead.account_id).name = "Mrs Kaye"

    write(rows)


def nobody_else_sees(browse: Opens, cast: Cast) -> None:
    for person, path in ((cast.sam, "/asked-for-help"), (cast.head, "/asked-for-help"), (cast.lead, "/asked-for-help")):
        page = browse(person, path, width=DESK)
        heading(page, "Asked for help")
        assert HERS not in page.content() and "Ellie" not in page.locator("main").inner_text(), person.key
    for person, path in ((cast.mum, "/children"), (cast.tariq, "/help"), (cast.own_teacher, "/notices")):
        assert "toilets" not in browse(person, path).content(), person.key


def test_asked_at_8_52_and_seen_by_mrs_kaye(
    visit: Opens, browse: Opens, cast: Cast, mrs_kaye: None, width: int
) -> None:
    ellie = visit(cast.ellie, "/help", width=width)
    expect(ellie.locator("#here")).to_contain_text("Dani reads it today from 09:00.")
    ellie.get_by_label("You can say what is wrong").fill(HERS)
    press(ellie, "Ask for help")
    asked = ellie.locator("#asked section").first
    expect(asked).to_contain_text("Sent today 08:52. Not seen yet.")
    look(ellie)
    with clock.freeze(london("2026-11-24", "08:57")):
        kaye = visit(cast.safeguarding_lead, "/asked-for-help", width=DESK)
        expect(kaye.locator("main")).to_contain_text(HERS)
        nobody_else_sees(browse, cast)
        press(kaye, "I have seen it Ellie M.")
        expect(asked).to_contain_text("Seen by Mrs Kaye, today 08:57.", timeout=20_000)  # without a reload
        look(ellie)


def shelf_of(page: Page) -> list[str]:
    """What lies on the device, once all of it does."""
    for _more in range(200):
        found: list[str] = page.evaluate(KEPT)
        if any(url.endswith(".css") for url in found):
            return found
        page.wait_for_timeout(50)
    raise AssertionError("nothing was kept")


def test_without_a_line_it_is_not_sent_and_the_page_says_so(
    visit: Opens, browse: Opens, cast: Cast, mrs_kaye: None, complaints: Complaints
) -> None:
    with clock.freeze(london("2026-11-24", "10:42")):
        ellie = visit(cast.ellie, "/help", width=PHONE)
        kept = "".join(shelf_of(ellie))
        assert "Ellie" not in kept and "Dani" not in kept and "0800 1111" in kept
        ellie.wait_for_function("navigator.serviceWorker.controller")
        ellie.get_by_label("You can say what is wrong").fill(HERS)
        ellie.context.set_offline(True)
        press(ellie, "Ask for help")
        said = ellie.locator("#not-sent")
        expect(said).to_be_visible()
        expect(said).to_contain_text("Not sent: please ring")
        expect(ellie.get_by_label("You can say what is wrong")).to_have_value(HERS)
        expect(ellie.locator("#asked")).not_to_contain_text("Sent")
        ellie.goto("/help")
        heading(ellie, "No line: please ring")
        expect(ellie.locator("main")).to_contain_text(
            "These numbers were put on this phone on Tuesday 24 November, 10:42."
        )
        expect(ellie.get_by_role("button", name="Exit this page")).to_be_visible()
        assert "toilets" not in "".join(shelf_of(ellie))
        complaints.said[:] = [one for one in complaints.said if "ERR_INTERNET_DISCONNECTED" not in one]
        ellie.context.set_offline(False)
        ellie.goto("/help")
        expect(ellie.locator("#asked")).not_to_contain_text("Sent")
        kaye = visit(cast.safeguarding_lead, "/asked-for-help", width=DESK)
        expect(kaye.locator("main")).to_contain_text("Nobody is waiting")
        nobody_else_sees(browse, cast)
        ellie.locator("details.menu summary").click()
        press(ellie, "Sign out")
        ellie.wait_for_url("**/n/larkdale/**")
        ellie.wait_for_function(NOTHING_KEPT)


def test_on_a_shared_computer_nothing_is_kept(visit: Opens, cast: Cast, write: Write) -> None:
    write(lambda: setattr(db.session.get_one(SignIn, cast.ellie.sign_in_id), "shared", True))
    ellie = visit(cast.ellie, "/help", width=DESK)
    ellie.wait_for_timeout(500)
    assert ellie.evaluate(NOTHING_KEPT)


def test_in_the_holidays(visit: Opens, cast: Cast, mrs_kaye: None, write: Write, width: int) -> None:
    write(
        lambda: make_calendar.terms(db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])) and None
    )
    with clock.freeze(london("2026-10-28", "11:00")):
        ellie = visit(cast.ellie, "/help", width=width)
        expect(ellie.locator("#here")).to_contain_text("Nobody reads what is sent here now.")
        expect(ellie.locator("#here")).to_contain_text("Dani reads it Monday 2 November from 09:00.")
        press(ellie, "Ask for help")
        expect(ellie.locator("#nobody-now")).to_contain_text("Please ring if it cannot wait.")
        look(ellie)


def test_dani_is_off_and_sam_is_here(
    visit: Opens, cast: Cast, mrs_kaye: None, complaints: Complaints, width: int
) -> None:
    with clock.freeze(london("2026-11-24", "10:00")):
        lead = visit(cast.lead, "/days-off", width=DESK)
        lead.get_by_label("Who is off?").select_option(label="Dani Okafor")
        lead.get_by_label("Who stands in?").select_option(label="Sam Whitlock")
        press(lead, "Save these days")
        expect(lead.get_by_text("Ask them first: whoever stands in knows it and has said yes.").first).to_be_visible()
        complaints.expect("422")
        lead.get_by_label("They know, and have said yes").check()
        press(lead, "Save these days")
        expect(lead.locator("main")).to_contain_text("Sam Whitlock stands in.")
        look(lead)
        ellie = visit(cast.ellie, "/my-people", width=width)
        expect(ellie.locator("#mentor-off")).to_have_text("Dani is off today. Sam is here for you.")
        sam = visit(cast.sam, "/desk", width=DESK)
        expect(sam.locator("main")).to_contain_text("You stand in for Dani Okafor until they are back.")
        visit(cast.dani, "/hours", width=width)
