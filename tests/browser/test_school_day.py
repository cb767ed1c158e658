"""A school day without a line: what she was set is there, what she does waits on her phone, and then arrives once."""

import datetime as dt

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.school_day import (
    BOX,
    HERE,
    NO_LAST_WORDS,
    SHEET,
    TITLES,
    agree,
    arrived,
    cut,
    killed,
    mended,
    three_lessons,
    unsealed,
)
from tests.browser.steps import SAVED, press, sign_in
from tests.cast import PASSWORD, Cast

LETTER = "Without a line: dear council, " + "the bridge is shut and we walk round. " * 60
HALF = "Without a line: a bridge holds because "
LEFT = """async () => JSON.stringify([
  await caches.keys(), {...localStorage}, {...sessionStorage}, (await indexedDB.databases()).map((one) => one.name),
  (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope)])"""


def _is_here(page: Page, box: int = 0) -> None:
    expect(page.locator(".saved").nth(box)).to_contain_text(HERE, timeout=20_000)


def _by_steps(page: Page, context: BrowserContext, work: str) -> Page:
    """Through the first lesson, from step to step; the tab dies in the middle of it."""
    page.goto(f"{work}/steps/1")
    press(page, "Next")
    page.wait_for_url("**/steps/2")
    page.get_by_label("To the sea").check()
    _is_here(page)
    page = killed(page, context)
    page.goto(f"{work}/steps/2")
    expect(page.get_by_label("To the sea")).to_be_checked()
    page.get_by_label("Your answer").fill("Without a line: water runs down.")
    _is_here(page, 1)
    look(page)
    press(page, "Next")
    page.wait_for_url("**/steps/3")
    page.get_by_label("score").fill("7 of 10")
    press(page, "Go to hand in")
    page.wait_for_url("**#box")
    page.goto(f"{work}/steps/3")
    expect(page.get_by_label("score")).to_have_value("7 of 10")
    return page


def _hand_in(page: Page, work: str, words: str, felt: str) -> None:
    page.goto(work)
    page.get_by_label(BOX).fill(words)
    _is_here(page)
    page.get_by_label(felt, exact=True).check()
    press(page, "Hand in")
    expect(page.get_by_text("It is on this phone, not sent yet.")).to_be_visible()
    look(page)


def test_a_school_day_without_a_line(visit: Opens, cast: Cast, school: School, complaints: Complaints) -> None:
    day = three_lessons(school, cast)
    rivers, letter, bridges = day.works
    page = visit(cast.ellie, "/today")
    context = page.context
    context.add_init_script(NO_LAST_WORDS)
    agree(page)
    at_noon = dt.datetime.now(dt.UTC)
    cut(context)
    for path in ("/today", "/my-week", "/my-work"):
        page.goto(path)
        expect(page.get_by_text("No line just now.")).to_be_visible()
        look(page)
    for sheet, title in zip(day.files, TITLES, strict=True):
        with page.expect_download() as coming:
            page.evaluate("to => { location.assign(to) }", sheet)
        assert coming.value.path().read_text() == SHEET.format(title)

    page = _by_steps(page, context, rivers)
    _hand_in(page, rivers, "Without a line: the river.", "Hard")
    page.goto(f"{rivers}/steps/2")
    expect(page.locator("#step-form")).to_be_hidden()
    context.clock.set_system_time(at_noon + dt.timedelta(minutes=40))
    _hand_in(page, letter, LETTER, "Easy")
    page.goto(bridges)
    page.get_by_label(BOX).fill(HALF)
    _is_here(page)
    page = killed(page, context)
    page.goto("/on-this-phone")
    context.clock.set_system_time(at_noon + dt.timedelta(minutes=70))
    expect(page.locator("[data-waits] li")).to_have_count(3)
    assert not [there for there in (arrived(school, cast, work) for work in day.works) if there.goes]

    mended(context)
    expect(page.locator("[data-waits]")).to_contain_text("Sent", timeout=40_000)
    expect(page.locator("[data-none]")).to_be_visible(timeout=40_000)
    look(page)
    _everything_once(school, cast, day.works)
    page.goto(rivers)
    expect(page.get_by_text("It reached us")).to_be_visible()
    page.goto(bridges)
    expect(page.get_by_label(BOX)).to_have_value(HALF)
    _who_signs_in_next(page, cast, bridges)
    # Without a line, and then without a sign-in, on purpose.
    complaints.said[:] = [said for said in complaints.said if "Failed to load resource" not in said]


def _everything_once(school: School, cast: Cast, works: list[str]) -> None:
    rivers, letter, bridges = (arrived(school, cast, work) for work in works)
    assert (rivers.goes, letter.goes, bridges.goes) == (1, 1, 1)
    (first,), (second,) = rivers.handed_in, letter.handed_in
    assert rivers.answers == [["a"], ["Without a line: water runs down."]] and rivers.brought == ["7 of 10"]
    assert (first.text, second.text.strip()) == ("Without a line: the river.", LETTER.strip())
    assert not bridges.handed_in and bridges.draft == HALF
    assert first.pressed_at < second.pressed_at < first.arrived_at <= second.arrived_at
    for row, minutes in ((first, 70), (second, 30)):
        waited = (row.arrived_at - row.pressed_at).total_seconds() / 60
        assert minutes - 2 < waited < minutes + 6, waited


def _who_signs_in_next(page: Page, cast: Cast, bridges: str) -> None:
    """Her sign-in ends while words of hers wait, and Tariq signs in on the same phone."""
    context = page.context
    cut(context)
    page.get_by_label(BOX).fill(HALF + "of its arch.")
    _is_here(page)
    assert "of its arch" in unsealed(page)
    context.clear_cookies()
    mended(context)
    page = killed(page, context)
    page.goto("/n/larkdale/")
    sign_in(page, cast.tariq.login_name, PASSWORD)
    page.wait_for_url("**/today")
    page.goto("/my-work")
    left = page.evaluate(LEFT)
    for hers in ("Without", "arch", "my-work", str(cast.ellie.account_id), "Ellie"):
        assert hers not in left, hers
    page.goto("/on-this-phone")
    expect(page.get_by_text("Nothing is kept on this phone yet.")).to_be_visible()
    expect(page.locator("[data-waits] li")).to_have_count(0)
    context.clear_cookies()
    page.goto("/n/larkdale/")
    sign_in(page, cast.ellie.login_name, PASSWORD)
    page.wait_for_url("**/today")
    page.goto(bridges)
    expect(page.get_by_label(BOX)).to_have_value(f"{HALF}of its arch.")
    expect(page.locator(".saved").first).to_contain_text(SAVED, timeout=20_000)
    page.goto("about:blank")  # it goes on keeping her pages, of a school that is put back now
