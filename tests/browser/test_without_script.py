"""The same way without JavaScript: posted, set, written, handed in, answered, read."""

import re

from playwright.sync_api import Page, expect

from tests.browser import papers
from tests.browser.conftest import DESK, Opens
from tests.browser.looking import Complaints
from tests.browser.steps import begin_lesson, follow, heading, press
from tests.browser.steps import choose as choose_from
from tests.cast import Cast

TITLE = "Halving a list on paper"
WORDS = "I looked at 50, then at 25."


def test_the_way_without_script(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    _she_posts(visit(cast.lunt, "/lessons/new", width=DESK, js=False))
    _he_sets_it(visit(cast.dani, f"/pupils/{cast.ellie.pupil_id}/set", width=DESK, js=False))
    complaints.expect("422")
    ellie = visit(cast.ellie, "/my-work", js=False)
    _she_does_it(ellie)
    _answered(visit(cast.lunt, "/to-answer", width=DESK, js=False))
    ellie.goto("/today")
    follow(ellie, TITLE)
    expect(ellie.get_by_text("Well halved.")).to_be_visible()
    expect(ellie.get_by_text("This is done.")).to_be_visible()


def _she_posts(page: Page) -> None:
    begin_lesson(page, TITLE)
    both = [papers.docx("Worksheet.docx"), papers.docx("Halving answers.docx")]
    page.get_by_label("Files", exact=True).set_input_files(both)
    press(page, "Send")
    listed = page.locator("#lesson-files")
    expect(listed.get_by_role("link", name="Worksheet.docx", exact=True)).to_be_visible()
    expect(listed.get_by_text("Staff only", exact=True)).to_have_count(1)
    press(page, "Post to the network")
    expect(page.get_by_text("Posted. Every school")).to_be_visible()


def _he_sets_it(page: Page) -> None:
    page.get_by_label("Words in the lesson").fill("paper")
    press(page, "Find")
    follow(page, TITLE)
    press(page, "Set it")
    expect(page.get_by_text("Choose who answers this.").first).to_be_visible()
    choose_from(page, "Who answers this?", "Ms Lunt")
    press(page, "Set it")
    expect(page.get_by_text("Set. Ms Lunt answers it.")).to_be_visible()


def _she_does_it(page: Page) -> None:
    follow(page, TITLE)
    box = page.get_by_label("Write here, or add a photo below")
    box.fill(WORDS)
    page.get_by_label("Add a photo", exact=True).set_input_files(papers.photo("IMG_1.jpg"))
    press(page, "Add it")
    expect(box).to_have_value(WORDS)
    expect(page.locator("#pieces li")).to_have_count(1)
    press(page, "Hand in")
    heading(page, re.compile(r"^Handed in \d\d:\d\d$"))


def _answered(page: Page) -> None:
    page.locator("li.row", has_text=TITLE).get_by_role("link").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_label("To Ellie").fill("Well halved.")
    press(page, "Done, next")
    expect(page.get_by_text("Returned as done.")).to_be_visible()
