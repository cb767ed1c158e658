"""The lead enters a pupil with roll, carer, mentor and a way in; nothing typed is lost when something is wrong."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, follow, heading, press, refused, sign_in
from tests.cast import Cast


def test_a_pupil_is_entered_with_all_around_them(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    lead = visit(cast.lead, "/pupils", width=DESK)
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
    press(page, "Enter a pupil")
    page.get_by_label("Given name", exact=True).fill("Wren")
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
    expect(page.get_by_label("Given name", exact=True)).to_have_value("Wren")
    expect(page.get_by_label("Unique pupil number")).to_have_value("B123456789012")
    page.get_by_label("Family name", exact=True).fill("Hazel")
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
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+", password)
    look(page)
    page.goto(page.url.removesuffix("/way-in"))
    expect(page.get_by_text(password)).to_have_count(0)
    return password
