"""Signing in with a password, and ending another device; all of it by keyboard alone."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import heading, press, sign_in
from tests.cast import PASSWORD, Cast

STEPS = 40


def test_a_wrong_password_keeps_the_name(visit: Opens, cast: Cast, complaints: Complaints, width: int) -> None:
    page = visit(None, "/n/larkdale/", width=width)
    sign_in(page, cast.dani.login_name, "not this one")
    expect(page.get_by_text("That name and password do not go together.").first).to_be_visible()
    complaints.expect("422")
    expect(page.get_by_label("Your login name or email")).to_have_value(cast.dani.login_name)
    expect(page.get_by_label("Your password", exact=True)).to_have_value("")
    look(page)
    sign_in(page, cast.dani.login_name, PASSWORD)
    heading(page, "Your desk")
    look(page)


def test_another_device_is_ended_at_once(visit: Opens, cast: Cast) -> None:
    lost, kept = visit(cast.lunt, "/library", width=DESK), visit(None, "/n/larkdale/", width=DESK)
    sign_in(kept, cast.lunt.login_name, PASSWORD)
    kept.get_by_text("Ms Lunt").click()
    kept.get_by_role("link", name="Where I am signed in").click()
    heading(kept, "Where I am signed in")
    expect(kept.locator("main li.row")).to_have_count(2)
    look(kept)
    kept.locator("li.row:not(.row--here)").get_by_role("button", name="Sign out").click()
    expect(kept.locator("main li.row")).to_have_count(1)
    lost.get_by_role("link", name="Post work").first.click()
    heading(lost, "Sign in")
    sign_in(lost, cast.lunt.login_name, PASSWORD)
    heading(lost, "Post work")


def test_all_devices_are_ended(visit: Opens, cast: Cast, width: int) -> None:
    lost, page = visit(cast.ellie, "/today"), visit(None, "/n/larkdale/", width=width)
    sign_in(page, cast.ellie.login_name, PASSWORD)
    heading(page, "Hello Ellie")
    page.goto("/devices")
    expect(page.locator("main li.row")).to_have_count(2)
    look(page)
    press(page, "Sign out everywhere else")
    expect(page.get_by_text("You are signed out everywhere else.")).to_be_visible()
    expect(page.locator("main li.row")).to_have_count(1)
    look(page)
    lost.goto("/my-work")
    heading(lost, "Sign in")
    sign_in(lost, cast.ellie.login_name, PASSWORD)
    heading(lost, "My work")
    page.reload()
    press(page, "Sign out everywhere, here too")
    heading(page, "Sign in")
    lost.reload()
    heading(lost, "Sign in")


def test_without_script(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    page = visit(None, "/n/larkdale/", js=False)
    sign_in(page, cast.ellie.login_name, "not this one")
    expect(page.get_by_text("That name and password do not go together.").first).to_be_visible()
    complaints.expect("422")
    sign_in(page, cast.ellie.login_name, PASSWORD)
    heading(page, "Hello Ellie")
    page.goto("/devices")
    press(page, "Sign out")
    heading(page, "Sign in")


def test_by_keyboard_alone(visit: Opens, cast: Cast) -> None:
    page = visit(None, "/n/larkdale/")
    page.keyboard.press("Tab")
    _here(page, page.get_by_role("link", name="Skip to the page"))
    _tab_to(page, page.get_by_label("Your login name or email"))
    page.keyboard.type(cast.ellie.login_name)
    page.keyboard.press("Tab")
    _here(page, page.get_by_label("Your password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    heading(page, "Hello Ellie")
    _tab_to(page, page.locator("main .govuk-button").first)
    page.keyboard.press("Enter")
    box = page.get_by_label("Write here, or add a photo below")
    expect(box).to_be_visible()
    _tab_to(page, box)
    page.keyboard.type(" And again.")
    page.keyboard.press("Tab")
    _tab_to(page, page.get_by_role("button", name="Hand in"))
    page.keyboard.press("Enter")
    heading(page, re.compile(r"^Handed in \d\d:\d\d$"))


def _tab_to(page: Page, wanted: Locator) -> None:
    """Go there with Tab alone; each stop on the way is in sight and shows its focus."""
    expect(wanted).to_be_visible()
    for _step in range(STEPS):
        if wanted.evaluate("it => it === document.activeElement"):
            _here(page, wanted)
            return
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWS_ITS_FOCUS), page.evaluate("document.activeElement.outerHTML")
    raise AssertionError(f"{STEPS} steps of Tab did not lead to {wanted}")


def _here(page: Page, wanted: Locator) -> None:
    expect(wanted).to_be_focused()
    assert page.evaluate(SHOWS_ITS_FOCUS), wanted


SHOWS_ITS_FOCUS = """() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
    const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none';
    return it === document.body || marked && box.bottom > 0 && box.top < innerHeight && box.width > 0;
}"""
