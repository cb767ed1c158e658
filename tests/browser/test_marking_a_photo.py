"""A photo marked by pressing and by keyboard, with what is looked for, kept words and a voice; read on a phone."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opens
from tests.browser.looking import look
from tests.browser.papers import photo
from tests.browser.steps import press
from tests.cast import Cast


def hand_in_a_photo(page: Page) -> None:
    page.set_input_files("#photo-input", files=[photo("page.jpg")])
    expect(page.locator("#pieces img")).to_be_visible(timeout=30_000)
    press(page, "Hand in")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Handed in"))


def test_a_photo_is_marked_and_the_marks_are_read(visit: Opens, cast: Cast) -> None:
    address = f"/my-work/{cast.larkdale.work['new'].assignment_id}"
    hand_in_a_photo(visit(cast.ellie, address, width=PHONE))

    page = visit(cast.lunt, "/to-answer", width=DESK)
    page.locator('.row a[href^="/to-answer/"]').last.click()
    page.wait_for_url("**/to-answer/*-*")
    page.locator(".pile [data-pile-item]").last.click()
    picture = page.locator("[data-pin-on] img")
    expect(picture).to_be_visible()
    page.locator("form[data-answer] [name=text]").fill("Nearly.")

    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    picture.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.1})
    expect(page.locator("#pin-words")).to_be_focused()
    expect(page.locator("#pin-place")).to_have_value("top-right")
    page.keyboard.type("Label this.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".pins circle")).to_have_count(1)
    expect(page.locator("form[data-answer] [name=text]")).to_have_value("Nearly.")

    page.locator("h1").first.click()
    page.keyboard.press("m")
    expect(page.locator("#pin-place")).to_be_focused()
    page.locator("#pin-place").select_option("middle")
    page.locator("[data-pin-move]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pin-mark")).to_be_focused()
    for _step in range(10):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.type("And this.")
    look(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".pins circle")).to_have_count(2)
    assert page.locator(".pins circle").nth(1).get_attribute("cx") == "30.0%"

    page.locator("#criteria").get_by_role("button", name=re.compile("^Not yet")).first.click()
    expect(page.locator("#criteria [aria-pressed=true]")).to_have_text(re.compile("^Not yet"))
    page.get_by_text("Words that I use again").click()
    page.locator("#bank-comment").fill("Tell me how you know.")
    page.locator("#bank-form button").click()
    expect(page.locator("#bank [data-put]")).to_have_count(2)
    page.locator("h1").first.click()
    page.keyboard.press("b")
    page.keyboard.press("2")
    expect(page.locator("form[data-answer] [name=text]")).to_have_value("Nearly. Tell me how you know.")

    page.get_by_text("Say it aloud").click()
    press(page, "Record my voice")
    expect(page.locator("#voice [data-state]")).to_contain_text("Recording 0:0", timeout=30_000)
    press(page, "Stop")
    expect(page.locator("#voice-kept audio")).to_be_visible(timeout=30_000)
    page.locator("#voice-said").fill("Nearly there.")
    press(page, "Keep these words")
    look(page)
    page.locator("#looked-for").evaluate("box => { box.value = 'Not added yet' }")
    press(page, "Another go")
    expect(page.locator("#looked-for")).to_be_focused()
    expect(page.locator("[data-unsent]")).to_contain_text("not added yet")
    page.locator("#looked-for").fill("")
    press(page, "Another go")
    expect(page.locator(".notice").first).to_contain_text("Returned for another go.")

    read = visit(cast.ellie, address, width=PHONE)
    expect(read.locator(".card--feedback .pins circle")).to_have_count(2)
    expect(read.locator(".looked-for")).to_contain_text("Not yet")
    expect(read.locator(".said-aloud audio")).to_be_visible()
    read.locator(".card--feedback .remarks button").first.click()
    expect(read.locator(".card--feedback .remarks")).to_contain_text("You have seen to this.")
