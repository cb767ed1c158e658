"""My words: saved on the server as they are typed, and never found on the phone by whoever holds it next."""

from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.looking import Complaints
from tests.browser.steps import SAVED
from tests.cast import Cast

HERS = "I hope nobody reads this on my phone."
ON_PHONE = "JSON.stringify(Object.entries(localStorage)) + JSON.stringify(Object.entries(sessionStorage))"


def test_on_the_server_and_not_on_the_phone(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    page = visit(cast.ellie, "/my-words", width=360)
    box = page.locator("#words-form textarea").last
    if not box.is_visible():
        page.get_by_text("Say it another way").click()
    box.fill(HERS)
    expect(page.locator(".saved").last).to_contain_text(SAVED, timeout=20_000)
    page.locator("#take-part-words").evaluate("area => area.closest('details')?.setAttribute('open', '')")
    page.locator("#take-part-words").fill(HERS)
    assert HERS not in page.evaluate(ON_PHONE)
    page.context.set_offline(True)
    box.fill(HERS + " More.")
    expect(page.locator(".saved").last).to_have_attribute("data-state", "unsaved", timeout=20_000)
    assert HERS not in page.evaluate(ON_PHONE)
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(False)
    expect(page.locator(".saved").last).to_contain_text(SAVED, timeout=20_000)
    page.on("dialog", lambda asks: asks.accept())  # it asks before what is in the other box is left
    page.reload()
    expect(page.locator("#words-form textarea").last).to_have_value(HERS + " More.")
    expect(page.locator("#take-part-words")).to_have_value("")
