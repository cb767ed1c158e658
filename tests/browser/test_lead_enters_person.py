"""The lead invites a person, who comes in by the letter; what is wrong is said beside its field."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, heading, press, refused, sign_in
from tests.cast import Cast

CHOSEN = "river-apple-lantern"


def test_a_person_is_invited_and_comes_in(demonstration: Cast, visit: Opens, complaints: Complaints) -> None:
    lead = visit(demonstration.lead, "/people", width=DESK)
    press(lead, "Add a person")
    lead.get_by_label("Name", exact=True).fill("Ines New")
    lead.get_by_label("Email").fill("not an address")
    press(lead, "Add this person")
    refused(lead, email="Type an email address like name@school.org.")
    expect(lead.get_by_label("Name", exact=True)).to_have_value("Ines New")
    expect(lead.get_by_label("Email")).to_have_value("not an address")
    lead.get_by_label("Email").fill("ines@school.example")
    press(lead, "Add this person")
    expect(lead.get_by_text("An invitation is on its way.")).to_be_visible()
    _a_role(lead)
    complaints.expect("422")
    lead.goto("/outbox")
    look(lead)
    lead.locator("li.row", has_text="ines@school.example").get_by_role("link").click()
    look(lead)
    link = lead.locator("main a[href*='/invitation/']").get_attribute("href")
    ines = visit(None, str(link))
    _chooses_a_password(ines, complaints)
    press(ines, "Sign out")
    sign_in(ines, "ines@school.example", CHOSEN)
    heading(ines, "Post work")
    again = visit(None, str(link))
    heading(again, "This link does not work any more")
    complaints.expect("404")


def _a_role(page: Page) -> None:
    choose(page, "Where", "Ashfold School")
    press(page, "Give this role")
    refused(page, role="Choose a role.")
    expect(page.get_by_label("Where").locator("option:checked")).to_have_text("Ashfold School")
    choose(page, "Role", "Teacher")
    press(page, "Give this role")
    expect(page.locator("li.row", has_text="Ashfold School")).to_contain_text("Teacher")
    look(page)


def _chooses_a_password(page: Page, complaints: Complaints) -> None:
    page.get_by_label("Choose a password").fill("short")
    press(page, "Keep it and sign in")
    refused(page, password="Three words that you can picture work well.")
    complaints.expect("422")
    page.get_by_label("Choose a password").fill(CHOSEN)
    press(page, "Keep it and sign in")
    heading(page, "Post work")
    page.get_by_text("Ines New").click()
