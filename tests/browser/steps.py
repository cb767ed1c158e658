"""What several journeys do on their way, by the words on the page."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.looking import look

SAVED = re.compile(r"^Saved \d\d:\d\d")


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    page.get_by_role("link", name=words).first.click()


def heading(page: Page, words: str | re.Pattern[str]) -> None:
    """The page is the one with this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def choose(page: Page, label: str, words: str) -> None:
    """Choose the first of a list's entries that has these words in it."""
    box = page.get_by_label(label)
    entry = box.locator("option", has_text=words).first
    box.select_option(value=entry.get_attribute("value"))


def begin_lesson(page: Page, title: str) -> None:
    """Ms Lunt's first page: what it is called, what for, what to do."""
    page.get_by_label("What is it called?").fill(title)
    choose(page, "Subject", "Computing")
    choose(page, "Year", "Year 10")
    page.get_by_label("What will they be able to do?").fill("I can find a number by halving the list.")
    page.get_by_label("What to do").fill("1. Open the worksheet.\n2. Write down each number that you look at.")
    press(page, "Save and add steps")
    page.wait_for_url("**/edit**")


def send_files(page: Page, label: str, files: Iterable[FilePayload]) -> None:
    """Choose several files at once; each shows how far it is until it stands in the list."""
    box = page.get_by_label(label, exact=True)
    box.focus()
    box.set_input_files(list(files))


def set_lesson(page: Page, title: str, answerer: str) -> str:
    """From a pupil's page: choose the lesson, choose who answers. Gives the address of the work."""
    press(page, "Set work")
    page.get_by_label("Words in the lesson").fill(title)
    press(page, "Find")
    look(page)
    follow(page, title)
    expect(page.get_by_label("Who answers this?")).to_have_value("")
    look(page)
    choose(page, "Who answers this?", answerer)
    press(page, "Set it")
    expect(page.get_by_text(f"Set. {answerer} answers it.")).to_be_visible()
    return page.url


def refused(page: Page, **errors: str) -> None:
    """Each error stands beside its field, is read out with it, and is listed above; the field is named by its id."""
    expect(page).to_have_title(re.compile("^Error: "))
    for field, words in errors.items():
        expect(page.locator(f"#{field}")).to_have_accessible_description(re.compile(re.escape(words)))
        expect(page.get_by_role("alert").get_by_role("link", name=words)).to_have_attribute("href", f"#{field}")
    look(page)


def sign_in(page: Page, name: str, password: str) -> None:
    folded = page.locator("details:not([open]) > summary", has_text="Sign in as in a real school")  # a demonstration's
    if folded.count():
        folded.click()
    page.get_by_label("Your login name or email").fill(name)
    page.get_by_label("Your password", exact=True).fill(password)
    press(page, "Sign in")


def never_reaches(page: Page, sheet: str, pages: tuple[str, ...]) -> None:
    """A staff-only file, by its address for staff, is on none of a pupil's pages, and no address gives it to her."""
    found = re.fullmatch(r".*/resources/([^/]+)/([^/?]+).*", sheet)
    assert found is not None
    *_others, work = pages
    for path in pages:
        page.goto(path)
        assert found[1] not in page.content() and unquote(found[2]) not in page.content(), path
    for path in (sheet, f"{work}/files/{found[1]}/{found[2]}"):
        assert page.request.get(path).status in (403, 404), path
