"""A lesson a step at a time on a cheap phone: by keyboard, on a poor line, on two devices; nothing given is lost."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.quiz import Quiz, given_to, quiz
from tests.browser.steps import SAVED, heading
from tests.cast import Cast
from virtual_school.library.questions.shapes import QuestionKind

MOST_TABS = 60
# A line of 50 kilobytes a second that answers after a third of a second.
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 25_000}
TWO_IN_WORDS = "Nothing is lost"


def _to(page: Page, wanted: Locator) -> None:
    """By Tab alone, as somebody goes who has no mouse."""
    expect(wanted).to_be_visible()
    for _press in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {wanted}")


def _key(page: Page, css: str, *keys: str) -> None:
    _to(page, page.locator(css))
    for key in keys:
        page.keyboard.press(key)


def _type(page: Page, css: str, words: str) -> None:
    _to(page, page.locator(css))
    page.keyboard.type(words)


def _saved(page: Page, done: Quiz, kind: QuestionKind) -> None:
    expect(page.locator(done.card(kind)).locator(".saved")).to_have_text(SAVED, timeout=20_000)


def _check(page: Page, done: Quiz, kind: QuestionKind, words: str) -> None:
    """Press Check by keyboard; what comes of it stands there at once, without another page."""
    page.evaluate("window.samePage = true")
    _key(page, f"#check-{done.asked[kind]}", "Enter")
    expect(page.locator(done.card(kind)).get_by_role("status")).to_contain_text(words)
    assert page.evaluate("window.samePage")


def test_every_kind_by_keyboard_until_it_is_right(
    visit: Opens, cast: Cast, school: School, complaints: Complaints
) -> None:
    done = quiz(school, cast)
    page = visit(cast.ellie, done.address)
    page.get_by_role("link", name="Do it step by step").click()
    heading(page, "The map")
    _to(page, page.get_by_role("button", name="Next"))
    page.keyboard.press("Enter")
    heading(page, "Now you (1)")
    look(page)
    _single_and_multiple(page, done)
    _short_and_number(page, done)
    look(page)
    _to(page, page.get_by_role("button", name="Next"))
    page.keyboard.press("Enter")
    heading(page, "Now you (2)")
    _order_and_match(page, done)
    _gaps_and_long(page, done)
    look(page)
    given = given_to(school, cast, done)
    assert given == {
        QuestionKind.SINGLE: ["b"],
        QuestionKind.MULTIPLE: ["a", "c"],
        QuestionKind.SHORT: ["the seine"],
        QuestionKind.NUMBER: ["3/4"],
        QuestionKind.ORDER: ["b", "c", "a"],
        QuestionKind.MATCH: ["b", "a"],
        QuestionKind.GAPS: ["Paris", "France"],
        QuestionKind.LONG: ["Because of the river."],
    }


def _single_and_multiple(page: Page, done: Quiz) -> None:
    kind = QuestionKind.SINGLE
    _key(page, f"{done.card(kind)} summary", "Enter")
    expect(page.get_by_text("It has a tower.")).to_be_visible()
    page.locator(done.box(kind, "a")).focus()
    page.keyboard.press("Space")
    _saved(page, done, kind)
    _check(page, done, kind, "Not yet")
    page.locator(done.box(kind, "a")).focus()
    page.keyboard.press("ArrowDown")
    _saved(page, done, kind)
    _check(page, done, kind, "Right")
    expect(page.locator(done.card(kind))).to_contain_text("By the Seine.")
    expect(page.locator(f"#check-{done.asked[kind]}")).to_have_count(0)

    kind = QuestionKind.MULTIPLE
    page.locator(done.box(kind, "a")).focus()
    page.keyboard.press("Space")
    _saved(page, done, kind)
    _check(page, done, kind, "Partly there · 1 of 2")
    _key(page, done.box(kind, "c"), "Space")
    _check(page, done, kind, "Right")


def _short_and_number(page: Page, done: Quiz) -> None:
    kind = QuestionKind.SHORT
    _type(page, done.box(kind), "Tha")
    _saved(page, done, kind)
    page.keyboard.type("mes")  # and no wait for it to be saved
    _check(page, done, kind, "That one is in London.")
    expect(page.locator(".both")).to_have_count(0)
    page.locator(done.box(kind)).fill("")
    _type(page, done.box(kind), "the seine")
    _check(page, done, kind, "Not yet")
    _saved(page, done, kind)

    kind = QuestionKind.NUMBER
    _type(page, done.box(kind), "a lot")
    _check(page, done, kind, "It does not count against you.")
    page.locator(done.box(kind)).fill("")
    _type(page, done.box(kind), "3/4")
    _saved(page, done, kind)
    _check(page, done, kind, "Right")


def _order_and_match(page: Page, done: Quiz) -> None:
    kind = QuestionKind.ORDER
    for key, place in (("a", "2"), ("b", "1"), ("c", "3")):
        _key(page, done.box(kind, key), place)
    _saved(page, done, kind)
    _check(page, done, kind, "Not yet")
    for key, place in (("a", "3"), ("c", "2")):
        _key(page, done.box(kind, key), place)
    _check(page, done, kind, "Right")

    kind = QuestionKind.MATCH
    _key(page, done.box(kind, 0), "P")
    _check(page, done, kind, "Partly there")
    _key(page, done.box(kind, 1), "R")
    _saved(page, done, kind)
    _check(page, done, kind, "Right")


def _gaps_and_long(page: Page, done: Quiz) -> None:
    kind = QuestionKind.GAPS
    _type(page, done.box(kind, 0), "Paris")
    _type(page, done.box(kind, 1), "France")
    _check(page, done, kind, "Right")

    kind = QuestionKind.LONG
    _type(page, done.box(kind), "Because of the river.")
    _saved(page, done, kind)
