"""Own teacher asked for work, and she comes back (practice, journeys): on a phone without script, at a desk with it."""

import datetime as dt

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests import make_attendance
from tests.attendance.conftest import account, place, pupil
from tests.browser.conftest import DESK, PHONE, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, follow, heading, press
from tests.cast import Cast
from virtual_school.asking.models import SubjectTeacher, WorkRequest
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.library import changes as library
from virtual_school.pupils.models import Away

WAYS = [(PHONE, False), (PHONE, True), (DESK, True)]


@pytest.fixture
def away(school: School, cast: Cast) -> None:
    """Ellie is away from today; nobody has been named her teacher, and nothing is asked yet."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        db.session.execute(sa.update(Away).values(ended_at=clock.now()))
        db.session.execute(sa.update(SubjectTeacher).values(ended_at=clock.now()))
        db.session.execute(sa.update(WorkRequest).values(pupil_id=cast.tariq.pupil_id))
        today = clock.today()
        days = {"starts_on": today, "ends_on": today + dt.timedelta(days=9), "opened_by": cast.head_of_year.account_id}
        row = make_attendance.away(pupil(cast.ellie), place(cast, "wren_hill"), account(cast.own_teacher), **days)
        db.session.flush()
        cast.larkdale.ids["away now"] = row.id
        library.index_again(None, 100)
        db.session.commit()
        db.session.remove()


def looked_at(page: Page, js: bool) -> None:
    if js:
        look(page)


@pytest.mark.parametrize(("width", "js"), WAYS)
def test_own_teacher_asked_for_work_and_she_comes_back(
    visit: Opens, cast: Cast, away: None, complaints: Complaints, width: int, js: bool
) -> None:
    page = visit(cast.head_of_year, f"/away/{cast.larkdale.ids['away now']}", width=width, js=js)
    looked_at(page, js)
    press(page, "Ask their teachers for work")
    heading(page, "Work asked for: Ellie M.")
    choose(page, "Subject", "Computing")
    choose(page, "Who teaches it to them at school?", "Mr Hale")
    page.get_by_label("What is needed?").fill("Ellie needs two lessons")
    looked_at(page, js)
    press(page, "Ask")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Leave out their name")
    complaints.expect("422")
    page.get_by_label("What is needed?").fill("Two lessons on searching, up to Friday.")
    press(page, "Ask")
    expect(page.locator("main")).to_contain_text("Mr Hale was asked on")
    looked_at(page, js)
    _he_answers(visit(cast.own_teacher, "/i-answer", width=width, js=js), js)
    _she_has_it(visit(cast.ellie, "/my-work", js=js), js)
    page = visit(cast.head_of_year, f"/away/{cast.larkdale.ids['away now']}", width=width, js=js)
    expect(page.locator("main")).to_contain_text("Come to me first: I have your sheet.")
    expect(page.locator("main")).to_contain_text("Answered")
    looked_at(page, js)


def _he_answers(page: Page, js: bool) -> None:
    expect(page.locator("main")).to_contain_text("You are asked for work.")
    looked_at(page, js)
    follow(page, "Ellie M.")
    looked_at(page, js)
    follow(page, "Computing")
    heading(page, "Work for Ellie M.")
    page.get_by_label("A lesson that is here").check()
    page.get_by_label("If it is a lesson: find it by a word").fill("searching")
    press(page, "Look")
    page.get_by_label("Searching a list, stonegate").check()
    page.get_by_label("I do", exact=True).check()
    page.get_by_label("A line with it").fill("Begin with the worksheet.")
    looked_at(page, js)
    press(page, "Send")
    expect(page.locator("main")).to_contain_text("You answered on")
    looked_at(page, js)
    follow(page, "My pupils away")
    follow(page, "Ellie M.")
    page.get_by_label("One line for the day they are back").fill("Come to me first: I have your sheet.")
    press(page, "Save the line")
    expect(page.get_by_label("One line for the day they are back")).to_have_value(
        "Come to me first: I have your sheet."
    )


def _she_has_it(page: Page, js: bool) -> None:
    expect(page.get_by_role("link", name="Searching a list, stonegate")).to_be_visible()
    follow(page, "From your teachers")
    heading(page, "From your teachers")
    expect(page.locator("main")).to_contain_text("Begin with the worksheet.")
    expect(page.locator("main")).to_contain_text("Come to me first: I have your sheet.")
    looked_at(page, js)
    follow(page, "Searching a list, stonegate")
    heading(page, "Searching a list, stonegate")


@pytest.mark.parametrize(("width", "js"), WAYS[1:])
def test_another_schools_teacher_helps_without_knowing_whom(visit: Opens, cast: Cast, width: int, js: bool) -> None:
    page = visit(cast.lunt, "/asked", width=width, js=js)
    expect(page.locator("main")).to_contain_text("Rivers and how they bend, a week.")
    looked_at(page, js)
    follow(page, "Geography for Year 10")
    expect(page.locator("body")).not_to_contain_text("Ellie")
    page.get_by_label("A link", exact=True).check()
    page.get_by_label("If it is a link: the address of the page").fill("https://rivers.example.org/bends")
    looked_at(page, js)
    press(page, "Send")
    expect(page.locator("main")).to_contain_text("You answered on")
