"""Ellie's first journey: she signs in, opens her work, types, hands in, and has a receipt."""

from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.looking import look, settled
from tests.cast import PASSWORD, Cast

WORDS = "I looked at each number in turn until I found 7."


def test_she_types_and_hands_in(visit: Opens, cast: Cast, width: int) -> None:
    page = visit(None, "/n/larkdale/", width=width)
    page.get_by_label("Your login name or email").fill(cast.ellie.login_name)
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today")
    look(page)
    page.goto(f"/my-work/{cast.larkdale.work['new'].assignment_id}")
    look(page)
    page.get_by_label("Write here, or add a photo below").fill(WORDS)
    expect(page.get_by_text("Saved", exact=False).first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Write here, or add a photo below")).to_have_value(WORDS)
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/receipt/*")
    settled(page)
    look(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Handed in")


def test_the_same_without_javascript(visit: Opens, cast: Cast) -> None:
    page = visit(cast.ellie, f"/my-work/{cast.larkdale.work['new'].assignment_id}", js=False)
    page.get_by_label("Write here, or add a photo below").fill(WORDS)
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/receipt/*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Handed in")
