"""The lead enters a person and a pupil; what is wrong is said beside its field, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, follow, heading, press, refused, sign_in
from tests.cast import Cast
from virtual_school.core.db import db, enter_network
from virtual_school.network.models import Network

CHOSEN = "river-apple-lantern"


@pytest.fixture
def lead(visit: Opens, cast: Cast, school: School) -> Page:
    """The lead of a demonstration, where letters can be read in the outbox."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        db.session.get_one(Network, cast.larkdale.network_id).is_demonstration = True
        db.session.commit()
        db.session.remove()
    return visit(cast.lead, "/people", width=DESK)


def test_a_person_is_invited_and_comes_in(lead: Page, visit: Opens, complaints: Complaints) -> None:
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


def test_a_pupil_is_entered_with_all_around_them(lead: Page, visit: Opens, complaints: Complaints) -> None:
    _the_pupil(lead)
    _on_a_second_roll(lead)
    _a_carer(lead)
    _a_mentor(lead)
    password = _a_way_in(lead)
    complaints.expect("422")
    wren = visit(None, "/n/larkdale/")
    sign_in(wren, "wren.hazel", password)
    heading(wren, "Hello Wren")
    look(wren)


def _the_pupil(page: Page) -> None:
    page.goto("/pupils")
    look(page)
    press(page, "Enter a pupil")
    page.get_by_label("Given name").fill("Wren")
    page.get_by_label("Date of birth").fill("1999-03-14")
    page.get_by_label("Unique pupil number").fill("B123456789012")
    press(page, "Enter this pupil")
    refused(
        page,
        family_name="Type the family name.",
        date_of_birth="Check this day",
        year="Choose the year group as taught.",
        upn="This is no unique pupil number",
        organisation_id="Choose a school.",
    )
    expect(page.get_by_label("Given name")).to_have_value("Wren")
    expect(page.get_by_label("Unique pupil number")).to_have_value("B123456789012")
    page.get_by_label("Family name").fill("Hazel")
    page.get_by_label("Date of birth").fill("2012-03-14")
    page.get_by_label("Unique pupil number").fill("")
    choose(page, "Year group", "Year 10")
    choose(page, "School", "Wren Hill School")
    press(page, "Enter this pupil")
    heading(page, "Wren H.")
    look(page)


def _on_a_second_roll(page: Page) -> None:
    follow(page, "Put on a roll")
    choose(page, "On its roll as", "Guest")
    press(page, "Put on this roll")
    refused(page, organisation_id="Choose a school.")
    expect(page.get_by_label("On its roll as").locator("option:checked")).to_have_text("Guest")
    choose(page, "School", "Stonegate High")
    press(page, "Put on this roll")
    expect(page.locator("main")).to_contain_text("Stonegate High")


def _a_carer(page: Page) -> None:
    follow(page, "Add a carer")
    page.get_by_label("Name", exact=True).fill("Sue Hazel")
    page.get_by_label("What the pupil calls them").fill("Nan")
    page.get_by_label("Phone").fill("ask her")
    press(page, "Add this carer")
    refused(page, phone="Type a phone number with digits and spaces.")
    expect(page.get_by_text("Choose one of these.").first).to_be_visible()
    expect(page.get_by_label("What the pupil calls them")).to_have_value("Nan")
    page.get_by_label("Phone").fill("01632 960 001")
    page.get_by_label("Yes, by a court order").check()
    press(page, "Add this carer")
    expect(page.locator("#family")).to_contain_text("‘Nan’")
    expect(page.locator("#family")).to_contain_text("01632 960 001")


def _a_mentor(page: Page) -> None:
    follow(page, "Name a mentor")
    page.get_by_label("Until").fill("2020-01-01")
    press(page, "Name this person")
    refused(page, account_id="Choose a person.", ends_on="The last day is already past.")
    expect(page.get_by_label("Until")).to_have_value(re.compile("2020"))
    page.get_by_label("Until").fill("")
    choose(page, "Who", "Dani Okafor")
    press(page, "Name this person")
    expect(page.locator("#people")).to_contain_text("Dani Okafor")


def _a_way_in(page: Page) -> str:
    page.get_by_label("Login name").fill("wren hazel")
    press(page, "Give them a way in")
    refused(page, login_name="without spaces")
    expect(page.get_by_label("Login name")).to_have_value("wren hazel")
    page.get_by_label("Login name").fill("wren.hazel")
    press(page, "Give them a way in")
    password = page.locator(".once-shown").last.inner_text()
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-\d\d", password)
    look(page)
    page.goto(page.url.removesuffix("/way-in"))
    expect(page.get_by_text(password)).to_have_count(0)
    return password
