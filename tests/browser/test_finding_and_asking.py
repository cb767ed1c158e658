"""A mentor finds a lesson among many; a teacher writes questions and tries them, on a phone and at a desk."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, follow, heading, press
from tests.cast import Cast
from virtual_school.core.db import db, enter_network
from virtual_school.library import changes
from virtual_school.library.models import Lesson


@pytest.fixture
def found(school: School, cast: Cast) -> None:
    """The lessons of the cast, findable as posting makes them."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        for posted in cast.larkdale.lessons.values():
            changes.index(db.session.get_one(Lesson, posted.lesson_id))
        make.subject("History")
        db.session.commit()


@pytest.mark.parametrize("js", [True, False], ids=["with script", "without"])
def test_finding_as_you_type_and_narrowing(visit: Opens, cast: Cast, found: None, js: bool) -> None:
    page = visit(cast.dani, "/library", width=DESK, js=js)
    page.get_by_label("Search", exact=True).fill("serching")
    if not js:
        press(page, "Search")
    expect(page.get_by_text("Did you mean")).to_be_visible()
    if js:
        look(page)
    follow(page, "searching")
    expect(page.locator("#lessons .row")).to_have_count(2)
    page.get_by_text("Narrow it further").click()
    choose(page, "From which school", "Ashfold")
    if not js:
        press(page, "Search")
    expect(page.locator("#lessons .row")).to_have_count(1)
    if js:
        look(page)


def test_questions_are_written_and_tried(visit: Opens, cast: Cast, width: int, complaints: Complaints) -> None:
    page = visit(cast.lunt, f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}/edit", width=width)
    follow(page, "Write questions")
    heading(page, "Questions")
    look(page)
    for kind in ("Choose one", "Match"):
        follow(page, kind)
        look(page)
        follow(page, "Questions")
    _number(page)
    complaints.expect("422")
    _gaps(page)
    page.get_by_role("link", name="Try it question 2").click()
    page.get_by_label("Your answer").fill("2,5 m")
    press(page, "See what comes of it")
    expect(page.locator("#came-of-it")).to_contain_text("It does not count against you")
    look(page)
    page.get_by_label("Your answer").fill("250 cm")
    press(page, "See what comes of it")
    expect(page.locator("#came-of-it")).to_contain_text("Right")
    follow(page, "Questions")
    page.get_by_role("button", name="Up question 3").click()
    expect(page.locator("section.card").nth(1)).to_contain_text("Fill the gaps")
    look(page)
    page.get_by_role("button", name="Take away question 2").click()
    expect(page.locator("section.card")).to_have_count(2)
    press(page, "Undo")
    expect(page.locator("section.card")).to_have_count(3)


def _number(page: Page) -> None:
    follow(page, "A number")
    press(page, "Save the question")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Type the number.")
    look(page)
    page.get_by_label("The question").fill("How long is the list?")
    page.get_by_label("The number", exact=True).fill("2.5")
    page.get_by_label("Its unit").fill("m")
    page.get_by_label("Other units that are right too").fill("cm 0.01")
    press(page, "Save the question")
    heading(page, "Questions")


def _gaps(page: Page) -> None:
    follow(page, "Fill the gaps")
    page.get_by_label("The question").fill("Fill the gaps.")
    page.get_by_label("The text with its gaps").fill("Look in the [[middle]] and throw away one [[half]].")
    page.get_by_label("Show the words to choose from").check()
    look(page)
    press(page, "Save the question")
    expect(page.get_by_label(re.compile("Gap 1"))).to_be_visible()
