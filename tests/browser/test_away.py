"""Away in a minute, the library that it opens, and a place that says who came: on a Tuesday morning, script or none."""

import datetime as dt
import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import pypdf
import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests import make_attendance
from tests.attendance.conftest import account, at, place, pupil
from tests.browser.conftest import DESK, PHONE, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, follow, heading, press
from tests.cast import Cast
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.pupils.models import Away
from virtual_school.timetable.models import WeekPattern

# Where no script runs, nothing can be looked at with axe either: the steps alone are walked there.
WAYS = [(PHONE, False), (DESK, True)]


@dataclass
class Here:
    """The same school, served by this process: its clock can be held."""

    url: str


@pytest.fixture
def school(school: School) -> Iterator[School]:
    server = make_server("127.0.0.1", 0, school.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with clock.freeze(at(9, 40)):
        yield replace(school, server=cast(Any, Here(f"http://127.0.0.1:{server.server_port}")))
    server.shutdown()
    thread.join()


Write = Callable[[Callable[[], None]], None]


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
def nobody_away(write: Write) -> None:
    write(lambda: db.session.execute(sa.update(Away).values(ended_at=clock.now())) and None)


@pytest.fixture
def at_college(write: Write, cast: Cast) -> None:
    def rows() -> None:
        db.session.execute(sa.update(WeekPattern).values(ended_at=clock.now() - dt.timedelta(days=300)))
        ellie, head = pupil(cast.ellie), account(cast.head)
        make_attendance.at_college(ellie, place(cast, "college"), head)
        make_attendance.programme(ellie, place(cast, "wren_hill"), head)

    write(rows)


@pytest.mark.parametrize(("width", "js"), WAYS)
def test_away_in_a_minute_and_the_library_is_open(
    visit: Opens, cast: Cast, nobody_away: None, width: int, js: bool
) -> None:
    page = visit(cast.head_of_year, "/school", width=width, js=js)
    press(page, "Away for a while")
    heading(page, "Away for a while")
    page.get_by_label("Name of the pupil").fill("ell")
    page.get_by_label("One line about it (optional)").fill("Broken leg")
    press(page, "Look")
    expect(page.get_by_label("One line about it (optional)")).to_have_value("Broken leg")
    page.get_by_label("Ellie M., Year 10").check()
    page.get_by_label("Hurt, like a broken leg").check()
    page.get_by_label("Until").fill((clock.today() + dt.timedelta(days=3)).isoformat())
    choose(page, "Who at school answers?", "Mr Hale")
    if js:
        look(page)
    press(page, "Open the library to them")
    heading(page, "Ellie M. is away")
    expect(page.get_by_text("It ends by itself")).to_be_visible()
    if js:
        look(page)
    _she_chooses(visit(cast.ellie, "/today", js=js), js)
    expect(visit(cast.own_teacher, "/i-answer", width=width, js=js).locator("main")).to_contain_text("Ellie M.")


def _she_chooses(page: Page, js: bool) -> None:
    expect(page.get_by_text("Mr Hale answers what you send.")).to_be_visible()
    follow(page, "Find something to learn")
    heading(page, "Find something to learn")
    if js:
        look(page)
    follow(page, "Searching a list, stonegate")
    expect(page.get_by_role("link", name="Worksheet.txt", exact=True)).to_be_visible()
    expect(page.get_by_text("Answers.txt")).to_have_count(0)
    if js:
        look(page)
    press(page, "I’ll do this")
    heading(page, "Searching a list, stonegate")
    expect(page.get_by_text("It is in your work now.")).to_be_visible()
    expect(page.get_by_text("Mr Hale reads this")).to_be_visible()


def test_a_place_says_who_came_on_a_phone_without_script(
    visit: Opens, cast: Cast, at_college: None, complaints: Complaints
) -> None:
    dani = visit(cast.dani, "/registers", width=DESK, js=False)
    press(dani, "Copy a link instead")
    address = dani.locator(".once-shown").inner_text()
    phone = visit(None, "/" + address.split("/", 3)[3], width=PHONE, js=False)
    heading(phone, "Who is here?")
    with_script = visit(None, "/" + address.split("/", 3)[3], width=PHONE)  # looked at with axe as it opens
    expect(with_script.get_by_text("Nothing said yet")).to_be_visible()
    press(phone, "Late Ellie")
    expect(phone.get_by_text("said at 09:40")).to_be_visible()
    press(phone, "Here Ellie")
    expect(phone.locator(".register .pill")).to_have_text("Here")
    dani.goto("/registers")
    expect(dani.get_by_text("Here: 1")).to_be_visible()
    press(dani, "End it now Marlbridge College 09:40")
    phone.reload()
    heading(phone, "This link does not work any more")
    expect(phone.get_by_text("Ellie")).to_have_count(0)
    complaints.expect("410")


def test_seen_in_one_tap(visit: Opens, cast: Cast, at_college: None) -> None:
    page = visit(cast.dani, f"/pupils/{cast.ellie.pupil_id}/attendance", width=PHONE)
    expect(page.get_by_text("Marlbridge College").first).to_be_visible()
    page.get_by_role("button", name="Spoken on the phone").first.click()
    expect(page.get_by_text("09:40, Dani Okafor").first).to_be_visible()
    look(page)


def test_our_pupils_not_here(visit: Opens, cast: Cast, at_college: None, width: int) -> None:
    page = visit(cast.head, "/school", width=width)
    expect(page.get_by_text("Marlbridge College")).to_be_visible()
    follow(page, "The whole list, and one print")
    heading(page, "Our pupils not here")
    look(page)
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert len(paper.pages) == 1
    words = " ".join(paper.pages[0].extract_text().split())
    assert "Ellie Marsh" in words and "Marlbridge College" in words and "Excel" not in words
