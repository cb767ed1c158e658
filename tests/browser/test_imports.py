"""People from a file: sent, a column put right, looked at, decided, confirmed, taken back; also without script."""

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import DESK, PHONE, Opens
from tests.browser.looking import Complaints
from tests.browser.looking import look as look_at
from tests.browser.steps import choose, follow, heading, press
from tests.cast import Cast
from tests.imports.filed import of_csv, upn

HEADS = ("Pupil no", "Surname", "Forename", "DOB", "NCyearActual")


def look(page: Page) -> None:
    """With axe and in a narrow window, where there is script to do it with."""
    if SCRIPT[0]:
        look_at(page)


SCRIPT = [True]


def a_file() -> FilePayload:
    rows = [
        (upn(1), "Hazel", "Wren", "14/03/2012", "9"),
        (upn(2), "Moor", "Ash", "31/02/2012", "9"),
        ("", "Fern", "Bo", "15/03/2012", "9"),
        ("", "Fern", "Bo", "15/03/2012", "9"),
    ]
    return {"name": "our-pupils.csv", "mimeType": "text/csv", "buffer": of_csv(rows, HEADS)}


@pytest.mark.parametrize(
    ("width", "script"), [(DESK, True), (PHONE, True), (DESK, False)], ids=["desk", "phone", "bare"]
)
def test_from_a_file_and_back(visit: Opens, cast: Cast, complaints: Complaints, width: int, script: bool) -> None:
    SCRIPT[0] = script
    page = visit(cast.administrator, "/imports", width=width, js=script)
    _sent(page)
    _columns(page)
    _decided(page)
    _written_and_taken_back(page)
    complaints.expect("422")  # sent without a file, and confirmed without the word on wrong lines


def _until(page: Page, words: str) -> None:
    """The page says how far it is by itself; without script, looked at again."""
    state = page.locator("#import > p strong").first
    for _again in range(40):
        if words in state.inner_text():
            break
        page.wait_for_timeout(700)
        if page.get_by_role("link", name="Look again").count():
            page.reload()
    expect(state).to_contain_text(words)


def _sent(page: Page) -> None:
    press_or_follow(page, "Send a file")
    look(page)
    page.get_by_label("Pupils", exact=True).check()
    press(page, "Send")
    expect(page.get_by_role("alert")).to_contain_text("Choose a file")
    page.get_by_label("Pupils", exact=True).check()
    choose(page, "Which school?", "Wren Hill School")
    page.get_by_label("The file", exact=True).set_input_files([a_file()])
    press(page, "Send")
    _until(page, "Waits for your yes")
    look(page)


def press_or_follow(page: Page, words: str) -> None:
    page.locator("main").get_by_text(words, exact=True).first.click()


def _columns(page: Page) -> None:
    """The number's heading is none that is known: somebody says what it is."""
    follow(page, "Correct the columns")
    look(page)
    choose(page, "Column A: Pupil no", "Unique pupil number")
    press(page, "Read it so")
    _until(page, "Waits for your yes")


def _decided(page: Page) -> None:
    expect(page.locator("#import")).to_contain_text("1 line")
    page.locator("#import dd").first.get_by_role("link").click()
    heading(page, "Wrong")
    expect(page.locator("main")).to_contain_text("This is no day like 31/12/2010.")
    expect(page.locator("main")).to_contain_text("D “DOB”")
    look(page)
    page.go_back()
    page.get_by_role("link", name="2 lines").click()
    heading(page, "To decide")
    for one, answer in enumerate(("Somebody new", "Leave this line out")):
        page.locator(".rows a").nth(one).click()
        look(page)
        page.get_by_label(answer).check()
        press(page, "Decide")
    page.get_by_role("link", name="our-pupils.csv").first.click()


def _written_and_taken_back(page: Page) -> None:
    press(page, "Write 2 lines")
    expect(page.get_by_role("alert")).to_contain_text("Some lines are wrong")
    page.get_by_label("Go on without the lines").check()
    press(page, "Write 2 lines")
    _until(page, "Written")
    look(page)
    page.get_by_label("Why?").fill("The wrong file.")
    press(page, "Take it back")
    _until(page, "Taken back")
    expect(page.locator("#import")).to_contain_text(re.compile("Removed: nobody had touched them\\s*2 people"))
    look(page)
