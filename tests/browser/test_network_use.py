"""A lesson goes round the network: adapted, changed by its school, brought up to date, thanked for, remarked upon."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import press
from tests.cast import Cast


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_lesson_goes_round(visit: Opens, cast: Cast, width: int) -> None:
    here = f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}"
    bell = visit(cast.bell, here, width=width)
    press(bell, "Adapt it for your school")
    expect(bell.get_by_text("It is a draft of your school now.")).to_be_visible()
    copy = bell.url
    look(bell)
    lunt = visit(cast.lunt, f"{here}/edit", width=width)
    change(lunt)
    bell.goto(copy.removesuffix("/edit"))
    expect(bell.get_by_text("Ms Lunt, Ashfold School")).to_be_visible()
    bell.get_by_role("link", name="See what changed").click()
    expect(bell.locator("ins", has_text="halves").first).to_be_visible()
    look(bell)
    press(bell, "Bring them in")
    expect(bell.get_by_label("What will they be able to do?")).to_have_value("I can find a number by halves.")
    said_and_answered(bell, lunt, here)


def change(lunt: Page) -> None:
    """Its school posts it with another outcome."""
    lunt.get_by_label("What will they be able to do?").fill("I can find a number by halves.")
    press(lunt, "Post to the network again")
    expect(lunt.get_by_text("Posted. Every school of the network can set it now.")).to_be_visible()


def said_and_answered(bell: Page, lunt: Page, here: str) -> None:
    bell.goto(here)
    press(bell, "Say thank you")
    expect(bell.get_by_text("You said thank you for it.")).to_be_visible()
    bell.get_by_role("link", name="Suggest something, or report a problem").click()
    look(bell)
    bell.get_by_label("A mistake in it").check()
    bell.get_by_label("What would you say to whoever made it?").fill("Five is no even number.")
    press(bell, "Send it")
    expect(bell.get_by_text("Sent. You are told when they answer.")).to_be_visible()
    lunt.goto("/library/said")
    look(lunt)
    lunt.get_by_role("listitem").filter(has_text="Ms Bell").first.wait_for()
    lunt.locator(".card", has_text="Five is no even number.").get_by_role("link", name="Look at it and answer").click()
    lunt.get_by_label("Put right").check()
    lunt.get_by_label("A line for whoever said it").fill("It is six now.")
    look(lunt)
    press(lunt, "Send the answer")
    bell.goto("/library/said")
    expect(bell.get_by_text("Put right: It is six now.")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_figures_fit(visit: Opens, cast: Cast, width: int) -> None:
    for page in ("/library/ledger", "/library/gaps", f"/library/gaps/{cast.larkdale.ids['subject']}"):
        look(visit(cast.lead, page, width=width))
    versions = f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}/versions"
    for page in ("/library/following", versions):
        look(visit(cast.bell, page, width=width))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_version_goes_out_of_sight(visit: Opens, cast: Cast, complaints: Complaints, width: int) -> None:
    here = f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}"
    lunt = visit(cast.lunt, f"{here}/edit", width=width)
    change(lunt)
    lunt.goto(f"{here}/versions/1")
    lunt.get_by_text("Something in it must not be read").click()
    look(lunt)
    press(lunt, "Put this version out of sight")
    expect(lunt.get_by_role("alert").get_by_text("Write why.")).to_be_visible()
    complaints.expect("422")
    look(lunt)
    lunt.get_by_label("Why must nobody read it?").fill("It names a child.")
    press(lunt, "Put this version out of sight")
    expect(lunt.get_by_text("Nobody can read that version any more.")).to_be_visible()
    look(lunt)
    lunt.goto(f"{here}/versions/1")
    expect(lunt.get_by_text("Ms Lunt put it out of sight")).to_be_visible()
