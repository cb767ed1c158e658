"""A lesson a step at a time on a cheap phone: by keyboard, on two devices, and without script."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser import papers
from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.quiz import Quiz, given_to, quiz, saved
from tests.browser.steps import heading, press
from tests.cast import Cast
from virtual_school.library.questions.shapes import QuestionKind

MOST_TABS = 60
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
    press(page, "Next")
    heading(page, "Draw the map")
    page.locator("#photo-input").focus()
    page.locator("#photo-input").set_input_files(papers.photo("map.jpg"))
    expect(page.locator("#pieces img")).to_be_visible(timeout=30_000)
    _key(page, "#pieces button:text('Turn')", "Enter")
    expect(page.locator("#pieces img")).to_be_visible()
    heading(page, "Draw the map")
    look(page)
    press(page, "Go to hand in")
    _key(page, "input[name=felt][value=easy]", "Space", "ArrowDown")
    look(page)
    press(page, "Hand in")
    heading(page, re.compile("^Handed in"))
    for words in ("answers to 8 questions", "1 photo"):
        expect(page.locator(".receipt")).to_contain_text(words)
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
    saved(page, done, kind)
    _check(page, done, kind, "Not yet")
    page.locator(done.box(kind, "a")).focus()
    page.keyboard.press("ArrowDown")
    saved(page, done, kind)
    _check(page, done, kind, "Right")
    expect(page.locator(done.card(kind))).to_contain_text("By the Seine.")
    expect(page.locator(f"#check-{done.asked[kind]}")).to_have_count(0)

    kind = QuestionKind.MULTIPLE
    page.locator(done.box(kind, "a")).focus()
    page.keyboard.press("Space")
    saved(page, done, kind)
    _check(page, done, kind, "Partly there · 1 of 2")
    _key(page, done.box(kind, "c"), "Space")
    _check(page, done, kind, "Right")


def _short_and_number(page: Page, done: Quiz) -> None:
    kind = QuestionKind.SHORT
    _type(page, done.box(kind), "Tha")
    saved(page, done, kind)
    page.keyboard.type("mes")  # and no wait for it to be saved
    _check(page, done, kind, "That one is in London.")
    expect(page.locator(".both")).to_have_count(0)
    page.locator(done.box(kind)).fill("")
    _type(page, done.box(kind), "the seine")
    _check(page, done, kind, "Not yet")
    saved(page, done, kind)

    kind = QuestionKind.NUMBER
    _type(page, done.box(kind), "a lot")
    _check(page, done, kind, "It does not count against you.")
    page.locator(done.box(kind)).fill("")
    _type(page, done.box(kind), "3/4")
    saved(page, done, kind)
    _check(page, done, kind, "Right")


def _order_and_match(page: Page, done: Quiz) -> None:
    kind = QuestionKind.ORDER
    for key, place in (("a", "2"), ("b", "1"), ("c", "3")):
        _key(page, done.box(kind, key), place)
    saved(page, done, kind)
    _check(page, done, kind, "Not yet")
    for key, place in (("a", "3"), ("c", "2")):
        _key(page, done.box(kind, key), place)
    _check(page, done, kind, "Right")

    kind = QuestionKind.MATCH
    _key(page, done.box(kind, 0), "P")
    _check(page, done, kind, "Partly there")
    _key(page, done.box(kind, 1), "R")
    saved(page, done, kind)
    _check(page, done, kind, "Right")


def _gaps_and_long(page: Page, done: Quiz) -> None:
    kind = QuestionKind.GAPS
    _type(page, done.box(kind, 0), "Paris")
    _type(page, done.box(kind, 1), "France")
    _check(page, done, kind, "Right")

    kind = QuestionKind.LONG
    _type(page, done.box(kind), "Because of the river.")
    saved(page, done, kind)


def test_she_goes_on_where_she_left_it_and_chooses_between_two_texts(
    visit: Opens, cast: Cast, school: School, complaints: Complaints
) -> None:
    done = quiz(school, cast)
    phone = visit(cast.ellie, done.step(2))
    phone.locator(done.box(QuestionKind.SHORT)).fill("Sein")  # and no wait
    press(phone, "Next")
    heading(phone, "Now you (2)")
    laptop = visit(cast.ellie, done.address, width=DESK)
    laptop.get_by_role("button", name="Go on: step 3 of 4").click()
    heading(laptop, "Now you (2)")

    long, gaps = QuestionKind.LONG, QuestionKind.GAPS
    phone.locator(done.box(long)).fill("On my phone.")
    phone.locator(done.box(gaps, 0)).fill("Rome")
    saved(phone, done, long)
    saved(phone, done, gaps)
    laptop.locator(done.box(long)).fill("On the laptop.")
    laptop.locator(done.box(gaps, 0)).fill("Paris")
    for kind, theirs in ((long, "On my phone."), (gaps, "[Rome] is in […].")):
        expect(laptop.locator(done.card(kind))).to_contain_text(TWO_IN_WORDS)
        expect(laptop.locator(done.card(kind)).locator(".both")).to_contain_text(theirs)
    complaints.expect("409")
    look(laptop)
    laptop.locator(done.card(long)).get_by_role("button", name="Put both in the box").click()
    expect(laptop.locator(done.card(gaps)).get_by_role("button", name="Put both in the box")).to_have_count(0)
    laptop.locator(done.card(gaps)).get_by_role("button", name="Use the other one").click()
    expect(laptop.locator(done.box(gaps, 0))).to_have_value("Rome")
    saved(laptop, done, long)
    given = given_to(school, cast, done)
    assert given[long] == ["On the laptop.\n\nOn my phone."] and given[gaps] == ["Rome", ""]
    assert given[QuestionKind.SHORT] == ["Sein"]


def test_without_script(visit: Opens, cast: Cast, school: School) -> None:
    done = quiz(school, cast)
    page = visit(cast.ellie, done.address, js=False)
    page.get_by_role("link", name="Do it step by step").click()
    press(page, "Next")
    page.locator(done.box(QuestionKind.SINGLE, "a")).check()
    page.locator(done.box(QuestionKind.SHORT)).fill("Seine")
    page.locator(f"#check-{done.asked[QuestionKind.SINGLE]}").click()
    expect(page.locator(done.card(QuestionKind.SINGLE)).get_by_role("status")).to_contain_text("Not yet")
    expect(page.locator(done.box(QuestionKind.SHORT))).to_have_value("Seine")
    page.locator(done.box(QuestionKind.SINGLE, "b")).check()
    page.locator(f"#check-{done.asked[QuestionKind.SINGLE]}").click()
    expect(page.locator(done.card(QuestionKind.SINGLE)).get_by_role("status")).to_contain_text("Right")
    press(page, "Next")
    page.locator(done.box(QuestionKind.LONG)).fill("No script.")
    press(page, "Next")
    heading(page, "Draw the map")
    page.locator("#photo-input").set_input_files(papers.photo("map.jpg"))
    press(page, "Go to hand in")  # and not 'Add it' first
    expect(page.locator("#pieces li")).to_have_count(1)
    page.get_by_label("Hard").check()
    press(page, "Hand in")
    heading(page, re.compile("^Handed in"))
    for words in ("answers to 3 questions", "1 photo"):
        expect(page.locator(".receipt")).to_contain_text(words)
    given = given_to(school, cast, done)
    assert given[QuestionKind.SINGLE] == ["b"] and given[QuestionKind.LONG] == ["No script."]
