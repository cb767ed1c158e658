"""A lesson goes from a teacher to a pupil of another school, and back, and back again."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser import papers
from tests.browser.conftest import Opens
from tests.browser.looking import look
from tests.browser.steps import SAVED, begin_lesson, follow, heading, never_reaches, press, send_files, set_lesson
from tests.cast import Cast

TITLE = "Halving a list"
FILES = ("Worksheet.docx", "List.png", "Slides.pdf", "Cards.pages", "Halving answers.docx")
FIRST, SECOND = "I looked at 50, then at 25, then at 12.", "I looked at 50, 25, 12 and 6. That is four looks."


def test_a_lesson_goes_there_and_back(visit: Opens, cast: Cast, width: int) -> None:
    lunt = visit(cast.lunt, "/lessons/new", width=width)
    answers = _she_posts(lunt)
    dani = visit(cast.dani, "/library", width=width)
    work = _he_sets_it(dani, cast)
    ellie = visit(cast.ellie, "/today", width=width)
    _she_does_it(ellie)
    _one_of_each(ellie, dani, work)
    _answered_undone_answered(lunt)
    _she_has_another_go(ellie)
    _done(lunt)
    ellie.goto("/my-work")
    row = ellie.locator("li.row", has_text=TITLE)
    expect(row).to_contain_text("Done")
    follow(ellie, TITLE)
    expect(ellie.get_by_text("Four it is.")).to_be_visible()
    look(ellie)
    never_reaches(ellie, answers, ("/today", "/my-work", "/my-people", ellie.url.split("#")[0]))


def _she_posts(page: Page) -> str:
    begin_lesson(page, TITLE)
    look(page)
    made = [papers.docx(FILES[0]), papers.png(FILES[1]), papers.pdf(FILES[2]), papers.pages(FILES[3])]
    send_files(page, "Files", [*made, papers.docx(FILES[4])])
    listed = page.locator("#lesson-files")
    for name in FILES:
        expect(listed.get_by_role("link", name=name, exact=True)).to_be_visible(timeout=20_000)
    expect(_file(listed, FILES[4])).to_contain_text("Staff only")
    expect(_file(listed, FILES[0])).not_to_contain_text("Staff only")
    look(page)
    press(page, "Post to the network")
    expect(page.get_by_text("Posted. Every school of the network can set it now.")).to_be_visible()
    look(page)
    return str(page.get_by_role("link", name=FILES[4], exact=True).get_attribute("href"))


def _file(listed: Locator, name: str) -> Locator:
    return listed.get_by_role("listitem").filter(has=listed.page.get_by_role("link", name=name, exact=True))


def _he_sets_it(page: Page, cast: Cast) -> str:
    page.get_by_label("Search").fill("halving")
    expect(page.get_by_role("link", name="Searching a list")).to_have_count(0)
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    look(page)
    page.goto(f"/pupils/{cast.ellie.pupil_id}")
    look(page)
    follow(page, "Work")
    look(page)
    work = set_lesson(page, TITLE, "Ms Lunt")
    look(page)
    return work


def _she_does_it(page: Page) -> None:
    page.reload()
    follow(page, TITLE)
    heading(page, TITLE)
    box = page.get_by_label("Write here, or add a photo below")
    box.fill(FIRST)
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=15_000)
    look(page)
    send_files(page, "Add a photo", [papers.photo("IMG_1.jpg"), papers.photo("IMG_2.jpg", "#1b6e3c")])
    for number in (1, 2):
        photo = page.get_by_role("img", name=f"Your photo {number}")
        expect(photo).to_be_visible(timeout=30_000)
        papers.upright_and_nowhere(page.request.get(str(photo.get_attribute("src"))).body())
    for number in (1, 2):
        expect(page.locator("#pieces li").nth(number - 1)).to_contain_text(f"IMG_{number}.jpg")
    expect(box).to_have_value(FIRST)
    look(page)
    page.get_by_role("button", name="Hand in").dblclick()
    heading(page, re.compile(r"^Handed in \d\d:\d\d$"))
    look(page)


def _one_of_each(ellie: Page, dani: Page, work: str) -> None:
    """Pressed twice, it was handed in once: for her, and for her mentor."""
    press(ellie, "See what I handed in")
    expect(ellie.get_by_text("You handed this in")).to_have_count(1)
    expect(ellie.get_by_text("Your goes before this")).to_have_count(0)
    look(ellie)
    dani.goto(work)
    expect(dani.get_by_role("heading", name="What Ellie handed in")).to_have_count(1)
    expect(dani.get_by_text(FIRST)).to_be_visible()
    look(dani)


def _answered_undone_answered(page: Page) -> None:
    page.goto("/to-answer")
    look(page)
    page.locator("li.row", has_text=TITLE).get_by_role("link").click()
    expect(page.get_by_text(FIRST)).to_be_visible()
    page.get_by_label("To Ellie").fill("Nearly. How many looks was that?")
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=15_000)
    look(page)
    press(page, "Another go")
    expect(page.get_by_text("Returned for another go.")).to_be_visible()
    press(page, "Undo")
    expect(page.get_by_label("To Ellie")).to_have_value("Nearly. How many looks was that?")
    look(page)
    press(page, "Another go")
    expect(page.get_by_text("Returned for another go.")).to_be_visible()
    look(page)


def _she_has_another_go(page: Page) -> None:
    page.goto("/today")
    look(page)
    page.goto("/my-work")
    follow(page, TITLE)
    expect(page.get_by_text("Nearly. How many looks was that?")).to_be_visible()
    look(page)
    page.get_by_text("Answer Ms Lunt").click()
    page.get_by_label("Your answer").fill("I will count them.")
    press(page, "Send")
    expect(page.get_by_text("I will count them.")).to_be_visible()
    box = page.get_by_label("Write here, or add a photo below")
    expect(box).to_have_value(FIRST)
    box.fill(SECOND)
    press(page, "Hand in")
    heading(page, re.compile(r"^Handed in \d\d:\d\d$"))


def _done(page: Page) -> None:
    page.goto("/to-answer")
    page.locator("li.row", has_text=TITLE).get_by_role("link").first.click()
    expect(page.get_by_text(SECOND)).to_be_visible()
    page.get_by_label("To Ellie").fill("Four it is. Well counted.")
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=15_000)  # the page's scripts are there
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Returned as done.")).to_be_visible()
