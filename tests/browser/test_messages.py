"""A pupil writes to her mentor, who answers while she looks; the wrong child; without script."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESK, Opens
from tests.browser.looking import look
from tests.browser.steps import follow, heading, press
from tests.cast import Cast


def test_she_writes_and_he_answers_while_she_looks(visit: Opens, cast: Cast, width: int) -> None:
    ellie = visit(cast.ellie, "/my-people", width=width)
    follow(ellie, "Write to one of them")
    look(ellie)
    follow(ellie, "Write to Dani")
    expect(ellie.locator("#seen")).to_contain_text("You and Dani can read this.")
    expect(ellie.get_by_role("button", name="Exit this page")).to_be_visible()
    look(ellie)
    ellie.get_by_label("Write here").fill("Can you ring me before ten?")
    press(ellie, "Send")
    expect(ellie.locator(".messages")).to_contain_text("Can you ring me before ten?")
    ellie.get_by_label("Write here").fill("And one more")
    dani = visit(cast.dani, "/messages", width=DESK)
    dani.locator(".thread-row--new a", has_text=re.compile("Dani|Ellie")).first.click()
    dani.wait_for_url(f"**/messages/{cast.larkdale.ids['thread of ellie']}")
    dani.get_by_label("Write here").fill("I ring at half past nine.")
    press(dani, "Send")
    look(dani)
    expect(ellie.locator(".messages")).to_contain_text("I ring at half past nine.", timeout=30_000)
    expect(ellie.get_by_label("Write here")).to_have_value("And one more")
    expect(dani.locator(".messages")).to_contain_text("Ellie", timeout=5_000)


def test_what_went_to_the_wrong_child_is_taken_back(visit: Opens, cast: Cast) -> None:
    where = f"/messages/{cast.larkdale.ids['thread of ellie']}"
    dani = visit(cast.dani, where, width=DESK)
    dani.get_by_label("Write here").fill("Your mum rang about the hearing.")
    press(dani, "Send")
    dani.locator(".message", has_text="hearing").get_by_role("link", name=re.compile("^Withdraw")).click()
    heading(dani, "Withdraw this message")
    look(dani)
    dani.get_by_label("Why are you withdrawing it?").fill("Meant for another child.")
    press(dani, "Withdraw it")
    expect(dani.locator(".messages")).to_contain_text("This message was withdrawn.")
    ellie = visit(cast.ellie, where)
    expect(ellie.locator("main")).not_to_contain_text("hearing")


def test_without_script(visit: Opens, cast: Cast) -> None:
    where = f"/messages/{cast.larkdale.ids['thread of ellie']}"
    ellie = visit(cast.ellie, where, js=False)
    press(ellie, "I have read these")
    expect(ellie.get_by_role("button", name="I have read these")).to_have_count(0)
    ellie.get_by_label("Write here").fill("Thank you.")
    press(ellie, "Send")
    expect(ellie.locator(".messages")).to_contain_text("Thank you.")
