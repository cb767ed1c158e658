"""The door of a demonstration: one tap as anybody, on the page and in place; the ways of a real school beside it."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import SAVED, heading, press, sign_in
from tests.cast import PASSWORD, Cast
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import SignIn

DOOR = "/n/larkdale/"
PUPILS = re.compile(r"^Pupils \(\d+\)$")  # folded, beneath those who come first


def test_one_tap_as_anybody(visit: Opens, demonstration: Cast, width: int) -> None:
    page = visit(None, DOOR, width=width)
    page.get_by_text(PUPILS).click()
    page.get_by_role("button", name=re.compile("Ellie M.")).click()
    heading(page, "Hello Ellie")
    page.goto(DOOR)
    expect(page.get_by_text("You are signed in as Ellie M.")).to_be_visible()
    look(page)
    page.get_by_role("button", name=re.compile("Dani Okafor")).click()
    heading(page, "Your desk")
    page.goto(DOOR)
    sign_in(page, demonstration.ellie.login_name, PASSWORD)
    heading(page, "Hello Ellie")


def test_one_tap_without_script(visit: Opens, demonstration: Cast) -> None:
    page = visit(None, DOOR, js=False)
    page.get_by_text(PUPILS).click()
    page.get_by_role("button", name=re.compile("Ellie M.")).click()
    heading(page, "Hello Ellie")


def test_one_tap_in_place_loses_nothing(
    visit: Opens, demonstration: Cast, school: School, complaints: Complaints, width: int
) -> None:
    ellie = demonstration.ellie
    page = visit(ellie, f"/my-work/{demonstration.larkdale.work['new'].assignment_id}", width=width)
    box, saved = page.get_by_label("Write here, or add a photo below"), page.locator(".saved").first
    box.fill("I looked at 50.")
    expect(saved).to_contain_text(SAVED)
    with school.app.app_context():
        enter_network(ellie.network_id)
        db.session.get_one(SignIn, ellie.sign_in_id).ended_at = clock.real()
        db.session.commit()
        db.session.remove()
    box.fill("I looked at 50, then at 25.")
    expect(saved).to_contain_text("you have been signed out")
    complaints.expect("401")
    press(page, "Sign in here")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Your login name or email")).to_be_focused()
    look(page)
    dialog.get_by_role("button", name=re.compile("Ellie M.")).click()
    expect(dialog).to_have_count(0)
    expect(saved).to_contain_text(SAVED)
    page.reload()
    expect(box).to_have_value("I looked at 50, then at 25.")
