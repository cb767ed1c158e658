"""A mentor sets one lesson to two pupils, beside another to choose from, and what makes it fair; a pupil chooses."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from tests import make
from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import look
from tests.browser.steps import choose, follow, heading, press
from tests.cast import Cast
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation

HERS, OTHER = "Searching a list, ashfold", "Searching a list, stonegate"


def second_pupil(school: School, cast: Cast) -> None:
    """Dani looks after somebody else too."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        alex = make.pupil("Alex Marsh")
        make.enrolment(alex, db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"]))
        make.care_link(db.session.get_one(Account, cast.dani.account_id), alex)
        db.session.commit()
        db.session.remove()


def test_set_to_two_with_a_choice_and_made_fair(visit: Opens, school: School, cast: Cast) -> None:
    second_pupil(school, cast)
    page = visit(cast.dani, f"/pupils/{cast.ellie.pupil_id}/adjustments", width=DESK)
    page.get_by_label("What helps?").select_option(label="Extra time")
    page.get_by_label("How much more time").fill("25")
    press(page, "Set it")
    expect(page.locator(".rows")).to_contain_text("Extra time: 25%")
    look(page)

    _sets(page, cast)
    phone = visit(cast.ellie, "/my-work")
    expect(phone.locator("#work-rows")).to_contain_text("one of a choice")
    look(phone)
    follow(phone, OTHER)
    expect(phone.locator(".adjustments")).to_contain_text("Extra time: 25%")
    expect(phone.get_by_text("when you are ready")).to_be_visible()
    look(phone)
    press(phone, "I’ll do this one")
    expect(phone.get_by_text("You do this one. The others are put away.")).to_be_visible()
    work = re.sub(r".*/my-work/", "/assignments/", phone.url)

    _gives_another_day(page, work)
    phone.reload()
    expect(phone.get_by_text("You have more time")).to_be_visible()
    look(phone)


def _sets(page: Page, cast: Cast) -> None:
    page.goto(f"/lessons/{cast.larkdale.lessons['stonegate'].lesson_id}")
    press(page, "Set it to a pupil")
    look(page)
    follow(page, "Ellie M.")
    choose(page, "Who answers this?", "I answer it myself")
    page.get_by_label("For when they are ready").check()
    choose(page, "Let them choose between this and", HERS)
    page.get_by_text("Set it to more pupils at once").click()
    page.get_by_label("Alex M.").check()
    look(page)
    press(page, "Set it")
    expect(page.get_by_text("Set to 2 pupils.")).to_be_visible()
    look(page)
    follow(page, "All of Ellie’s work")
    look(page)
    row = page.locator(".row", has_text=OTHER)
    before = page.locator(".row__title").all_inner_texts().index(OTHER)
    row.get_by_role("button", name="Move up").click()
    expect(page.locator(".row__title").nth(before - 1)).to_have_text(OTHER)


def _gives_another_day(page: Page, work: str) -> None:
    page.goto(work)
    follow(page, "Another day, put it away")
    heading(page, re.compile(f"Change: {OTHER}"))
    page.get_by_label("Give it another day").check()
    page.get_by_label("The new day").fill(str(clock.today() + dt.timedelta(days=7)))
    page.get_by_label("Why?").fill("Was ill on Monday")
    look(page)
    press(page, "Save")
    expect(page.get_by_text("It has another day now.")).to_be_visible()
