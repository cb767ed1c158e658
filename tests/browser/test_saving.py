"""What Ellie types is never lost: the line breaks, her sign-in ends, the page is reloaded, the browser dies."""

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import SAVED, press, sign_in
from tests.cast import PASSWORD, Cast

BOX = "Write here, or add a photo below"
WORDS = "I looked at each number in turn until I found 7."
MORE = WORDS + " Then I looked again."
HERE = "On this phone, not sent yet"


def _writing(cast: Cast) -> str:
    return f"/my-work/{cast.larkdale.work['new'].assignment_id}"


def _typed(page: Page, words: str, state: str | re.Pattern[str]) -> None:
    page.get_by_label(BOX).fill(words)
    expect(page.locator(".saved").first).to_contain_text(state, timeout=20_000)


def test_the_line_breaks(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    page = visit(cast.ellie, _writing(cast))
    _typed(page, WORDS, SAVED)
    page.context.set_offline(True)
    _typed(page, MORE, HERE)
    look(page)
    page.context.set_offline(False)
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=20_000)
    complaints.expect("ERR_INTERNET_DISCONNECTED")  # however often it tried while there was no line
    page.reload()
    expect(page.get_by_label(BOX)).to_have_value(MORE)


def test_words_written_before_the_script_came(visit: Opens, cast: Cast) -> None:
    """A slow line shows the page long before it can save: what stands in the box by then is saved like the rest."""
    page = visit(cast.ellie, "/today")
    late: list[Route] = []
    page.route("**/vendor/app.*.js", lambda route: late.append(route))
    page.goto(_writing(cast), wait_until="commit")
    page.get_by_label(BOX).fill(WORDS)
    expect(page.locator(".saved").first).to_have_text("")
    for route in late:
        route.continue_()
    expect(page.locator(".saved").first).to_contain_text(SAVED, timeout=20_000)
    page.unroute_all()
    page.reload()
    expect(page.get_by_label(BOX)).to_have_value(WORDS)


def test_the_browser_dies_while_there_is_no_line(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    page = visit(cast.ellie, _writing(cast))
    page.route("**/draft", lambda route: route.abort())
    _typed(page, WORDS, HERE)
    complaints.expect("ERR_FAILED")
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(_writing(cast))
    expect(again.get_by_label(BOX)).to_have_value(WORDS)
    expect(again.get_by_text(SAVED)).to_be_visible(timeout=20_000)


def test_her_sign_in_ends_while_she_types(visit: Opens, cast: Cast, school: School, complaints: Complaints) -> None:
    page = visit(cast.ellie, _writing(cast))
    _typed(page, WORDS, SAVED)
    other = _signed_in(visit, cast)
    other.goto("/devices")
    look(other)
    ends = other.locator("li.row:not(.row--here)").get_by_role("button", name="Sign out")
    while ends.count():
        ends.first.click()
        other.wait_for_url("**/devices")
    _typed(page, MORE, "you have been signed out")
    press(page, "Sign in here")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your login name or email").fill(cast.ellie.login_name)
    dialog.get_by_label("Your password", exact=True).fill(PASSWORD)
    look(page)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=20_000)
    complaints.expect("401")
    page.reload()
    expect(page.get_by_label(BOX)).to_have_value(MORE)


def _signed_in(visit: Opens, cast: Cast, *, shared: bool = False) -> Page:
    """Ellie on another device, with her password."""
    page = visit(None, "/n/larkdale/")
    if shared:
        page.get_by_label("I'm on a shared computer").check()
    sign_in(page, cast.ellie.login_name, PASSWORD)
    page.wait_for_url("**/today")
    return page


def test_two_devices_and_she_chooses(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    phone, laptop = visit(cast.ellie, _writing(cast)), visit(cast.ellie, _writing(cast))
    _typed(phone, "On my phone.", SAVED)
    _typed(laptop, "On the laptop.", "Nothing is lost")
    complaints.expect("409")
    both = laptop.locator(".both")
    expect(both).to_contain_text("On my phone.")
    expect(both).to_contain_text("On the laptop.")
    expect(laptop.get_by_label(BOX)).to_have_value("On the laptop.")
    look(laptop)
    press(laptop, "Put both in the box")
    expect(laptop.get_by_text(SAVED)).to_be_visible(timeout=20_000)
    phone.reload()
    expect(phone.get_by_label(BOX)).to_have_value(re.compile("On the laptop.*On my phone.", re.DOTALL))


def test_on_a_shared_computer_nothing_stays(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    page = _signed_in(visit, cast, shared=True)
    page.goto(_writing(cast))
    page.route("**/draft", lambda route: route.abort())
    _typed(page, WORDS, "Not saved yet: keep this page open")
    complaints.expect("ERR_FAILED")
    assert page.evaluate("localStorage.length") == 0
    page.unroute_all()
    press(page, "Try now")
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=20_000)
    page.reload()
    expect(page.get_by_label(BOX)).to_have_value(WORDS)
    assert page.evaluate("localStorage.length") == 0
