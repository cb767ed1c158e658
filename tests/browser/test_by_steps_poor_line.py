"""A lesson a step at a time on a slow line that is cut, with a tab that is killed, and signed out: nothing is lost."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.quiz import given_to, quiz, saved, signed_out
from tests.browser.steps import heading, press
from tests.cast import PASSWORD, Cast
from virtual_school.library.questions.shapes import QuestionKind

# A line of 50 kilobytes a second that answers after a third of a second.
SLOW = {"latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 25_000}


def _slow(page: Page) -> Callable[..., None]:
    """Gives what cuts this page’s slow line and joins it again."""
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")

    def line(*, offline: bool) -> None:
        tools.send("Network.emulateNetworkConditions", {**SLOW, "offline": offline})

    line(offline=False)
    return line


def test_on_a_poor_line_that_is_cut_while_the_tab_is_killed(
    visit: Opens, cast: Cast, school: School, complaints: Complaints
) -> None:
    done = quiz(school, cast)
    page = visit(cast.ellie, done.step(3))
    line = _slow(page)
    long, match, order = QuestionKind.LONG, QuestionKind.MATCH, QuestionKind.ORDER
    box = page.locator(done.box(long))
    box.press_sequentially("It flows north", delay=20)
    saved(page, done, long)
    page.locator(done.box(order, "b")).select_option("1")
    page.locator(f"#check-{done.asked[match]}").click()  # its answer comes late, and she goes on meanwhile
    page.locator(done.box(match, 0)).select_option(label="Paris")
    line(offline=True)
    box.press_sequentially(" and then", delay=20)
    expect(page.locator(done.card(long)).locator(".saved")).to_contain_text("On this phone, not sent yet")
    look(page)
    line(offline=False)
    saved(page, done, long)
    assert given_to(school, cast, done)[long] == ["It flows north and then"]

    line(offline=True)
    box.press_sequentially(" west.", delay=20)
    page.locator(done.box(match, 1)).select_option(label="Rome")
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(done.step(3))
    expect(again.locator(done.box(long))).to_have_value("It flows north and then west.")
    expect(again.locator(done.box(order, "b"))).to_have_value("1")
    for at, town in ((0, "b"), (1, "a")):
        expect(again.locator(done.box(match, at))).to_have_value(town)
    saved(again, done, long)
    saved(again, done, match)
    again.locator(done.box(long)).press("Control+End")
    again.keyboard.type(" And")
    again.close()  # on a line, before it was saved
    last = context.new_page()
    last.goto(done.step(3))
    expect(last.locator(done.box(long))).to_have_value("It flows north and then west. And")
    saved(last, done, long)
    given = given_to(school, cast, done)
    assert given == {long: ["It flows north and then west. And"], match: ["b", "a"], order: ["b"]}
    for words in ("htmx:error", "ERR_INTERNET_DISCONNECTED"):
        if any(words in said for said in complaints.said):
            complaints.expect(words)


def test_signed_out_she_signs_in_there_and_asks_for_help(
    visit: Opens, cast: Cast, school: School, complaints: Complaints
) -> None:
    done = quiz(school, cast)
    page = visit(cast.ellie, done.step(3))
    signed_out(school, cast.ellie)
    box = page.locator(done.box(QuestionKind.LONG))
    box.fill("I was signed out.")
    expect(page.locator(done.card(QuestionKind.LONG)).locator(".saved")).to_contain_text("you have been signed out")
    press(page, "Sign in here")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your login name or email").fill(cast.ellie.login_name)
    dialog.get_by_label("Your password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog).to_have_count(0)
    saved(page, done, QuestionKind.LONG)
    complaints.expect("401")
    signed_out(school, cast.ellie)
    page.locator(done.box(QuestionKind.GAPS, 0)).fill("Paris")
    page.locator(f"#check-{done.asked[QuestionKind.GAPS]}").click()
    dialog.get_by_label("Your login name or email").fill(cast.ellie.login_name)
    dialog.get_by_label("Your password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(done.card(QuestionKind.GAPS)).get_by_role("status")).to_contain_text("Partly there")
    complaints.expect("401")

    box.fill("I was signed out. I do not")  # and no wait
    press(page, "I’m stuck")
    heading(page, "I’m stuck")
    look(page)
    page.get_by_label("What is it that stops you?").fill("Which way is north?")
    press(page, "Ask for help")
    expect(page.get_by_text("Ms Lunt has been asked.")).to_be_visible()
    lunt = visit(cast.lunt, "/to-answer", width=DESK)
    lunt.locator('main a[href^="/stuck/"]').last.click()
    expect(lunt.get_by_text("I was signed out. I do not")).to_be_visible()
    lunt.get_by_label("What you write back").fill("Up, on this map.")
    look(lunt)
    press(lunt, "Send it")
    page.reload()
    expect(page.get_by_text("Up, on this map.")).to_be_visible()
    expect(box).to_have_value("I was signed out. I do not")
    look(page)
