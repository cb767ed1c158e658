"""A teacher who has never seen it posts a first lesson: by keyboard alone, without script, and then with steps."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import papers
from tests.browser.conftest import DESK, Opens
from tests.browser.looking import look
from tests.browser.steps import choose, press
from tests.cast import Cast

MOST_FIELDS, MOST_ACTIVATIONS = 8, 4
TITLE = "Keeping secrets"
POSTED = "Posted. Every school of the network can set it now."
NAME = "e => (e.labels?.[0] || e).textContent"


class Keys:
    """Somebody with a keyboard and no mouse, who counts what it takes."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fields = self.activations = 0

    def to(self, name: str) -> None:
        """Tab until what has the focus is called so."""
        for _step in range(80):
            self.page.keyboard.press("Tab")
            focused = self.page.locator(":focus")
            if focused.count() and " ".join(focused.evaluate(NAME).split()) == name:
                return
        raise AssertionError(f"no way to {name!r} by the tab key")

    def fill(self, name: str, words: str) -> None:
        self.to(name)
        self.page.keyboard.type(words)
        self.fields += 1

    def activate(self, name: str) -> None:
        self.to(name)
        self.page.keyboard.press("Enter")
        self.activations += 1


def test_a_first_lesson_by_keyboard_alone(visit: Opens, cast: Cast) -> None:
    page = visit(cast.lunt, "/to-answer", width=DESK)
    keys = Keys(page)
    keys.activate("Post work")
    page.wait_for_url("**/lessons/new")
    keys.fill("What is it called?", TITLE)
    keys.fill("Subject", "Comp")
    keys.fill("Year", "Year 10")
    keys.fill("What to do", "Hide one word with a shift of three.")
    keys.activate("Post to the network")
    expect(page.get_by_text(POSTED)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert keys.fields <= MOST_FIELDS and keys.activations <= MOST_ACTIVATIONS, (keys.fields, keys.activations)


@pytest.mark.parametrize("js", [True, False], ids=["with script", "without"])
def test_a_first_lesson_is_one_file(visit: Opens, cast: Cast, js: bool) -> None:
    page = visit(cast.lunt, "/lessons/new", width=DESK, js=js)
    page.get_by_label("What is it called?").fill(TITLE)
    choose(page, "Subject", "Computing")
    choose(page, "Year", "Year 10")
    box = page.get_by_label("Files", exact=True)
    box.focus()
    box.set_input_files([papers.docx("Worksheet.docx")])
    if js:
        expect(page.locator("[data-sending] input[name=upload]")).to_have_count(1)
    press(page, "Post to the network")
    expect(page.get_by_text(POSTED)).to_be_visible()
    expect(page.get_by_role("link", name="Worksheet.docx", exact=True)).to_be_visible()


def test_a_lesson_with_steps_in_another_order(visit: Opens, cast: Cast, width: int) -> None:
    page = visit(cast.lunt, f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}/edit", width=width)
    page.get_by_text("Words to know, mistakes, what to hand in").click()
    page.get_by_label("Words to know").fill("ratio: how much of one thing there is for another")
    press(page, "Text")
    page.get_by_label("What to do").fill("The ratio is $\\frac{3}{4}$.")
    look(page)
    press(page, "Save this step")
    press(page, "Done elsewhere")
    page.get_by_label("Address of the page").fill("sums.example.org/ratio")
    page.get_by_label("The score they got").check()
    look(page)
    press(page, "Save this step")
    rows = page.locator(".lesson-step")
    expect(rows).to_have_count(4)
    page.get_by_role("button", name="Up : Do this on another site").click()
    expect(rows.nth(2)).to_contain_text("Do this on another site")
    rows.nth(2).drag_to(rows.nth(0))
    expect(rows.nth(0)).to_contain_text("Do this on another site")
    expect(page.locator("#preview .step").first).to_contain_text("sums.example.org")
    look(page)
    page.locator("#preview a.word").click()
    expect(page.locator("#preview .word__meaning")).to_contain_text("how much of one thing")
    expect(page.locator("#preview math")).to_be_visible()
    press(page, "Post to the network again")
    expect(page.get_by_text(POSTED)).to_be_visible()
    look(page)


def test_steps_are_put_in_order_by_keyboard_alone(visit: Opens, cast: Cast) -> None:
    page = visit(cast.lunt, f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}/edit", width=DESK)
    keys = Keys(page)
    keys.activate("Link")
    page.wait_for_url("**/steps/new/link")
    keys.fill("Address of the page", "sums.example.org/ratio")
    keys.activate("Save this step")
    rows = page.locator(".lesson-step")
    expect(rows.last).to_contain_text("Go to this page")
    keys.activate("Up: Go to this page")
    expect(rows.nth(rows.count() - 2)).to_contain_text("Go to this page")
    expect(page.locator(":focus")).to_have_accessible_name("Up : Go to this page")
    page.keyboard.press("Enter")
    expect(rows.nth(rows.count() - 3)).to_contain_text("Go to this page")
    keys.activate("Take out Go to this page")
    expect(page.get_by_text("The step is taken out.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Undo").press("Enter")
    expect(rows.filter(has_text="Go to this page")).to_have_count(1)


def test_a_lesson_with_steps_without_script(visit: Opens, cast: Cast) -> None:
    page = visit(cast.lunt, "/lessons/new", js=False)
    page.get_by_label("What is it called?").fill(TITLE)
    choose(page, "Subject", "Computing")
    choose(page, "Year", "Year 10")
    press(page, "Save and add steps")
    press(page, "Text")
    page.get_by_label("What to do").fill("Hide one word.")
    press(page, "Save this step")
    press(page, "Questions")
    page.get_by_label("A short title").fill("Try yourself")
    press(page, "Save this step")
    page.get_by_role("link", name=TITLE).click()
    rows = page.locator(".lesson-step")
    press(page, "Up : Try yourself")
    expect(rows.first).to_contain_text("Try yourself")
    press(page, "Take out Try yourself")
    expect(rows).to_have_count(1)
    press(page, "Undo")
    expect(rows).to_have_count(2)
    expect(page.locator("#preview .step").first).to_contain_text("Try yourself")
    press(page, "Post to the network")
    expect(page.get_by_text(POSTED)).to_be_visible()


def test_what_was_typed_for_a_new_lesson_is_kept(visit: Opens, cast: Cast) -> None:
    page = visit(cast.lunt, "/lessons/new", width=DESK)
    page.get_by_label("What is it called?").fill(TITLE)
    choose(page, "Subject", "Computing")
    choose(page, "Year", "Year 10")
    page.get_by_label("What to do").fill("Half a sentence")
    expect(page.locator(".saved", has_text=re.compile(r"^Saved \d\d:\d\d"))).to_be_visible()
    page.reload()
    expect(page.get_by_label("What to do")).to_have_value("Half a sentence")
    expect(page.get_by_label("What is it called?")).to_have_value(TITLE)
    expect(page.get_by_label("Year").locator("option:checked")).to_have_text("Year 10")
    look(page)
    new = page.url
    press(page, "Save and add steps")
    expect(page.get_by_label("What to do")).to_have_value("Half a sentence")
    page.goto(new)
    expect(page.get_by_label("What is it called?")).to_have_value("")
