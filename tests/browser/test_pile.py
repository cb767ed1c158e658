"""A pile of thirty: one keystroke returns one and opens the next, and no page loads between."""

from playwright.sync_api import Page, Request, expect

from tests import make
from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.cast import Cast
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account
from virtual_school.learning.models import AssignmentState
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil

MANY = 30


def fill(school: School, cast: Cast) -> None:
    """So many more of Ellie's for Ms Lunt, beside the one of the cast."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
        dani, lunt = (db.session.get_one(Account, person.account_id) for person in (cast.dani, cast.lunt))
        ashfold = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
        revision = db.session.get_one(LessonRevision, cast.larkdale.lessons["ashfold"].revision_id)
        for number in range(1, MANY):
            work = make.assignment(ellie, revision, dani, state=AssignmentState.HANDED_IN)
            make.marker(work, ellie, lunt, ashfold)
            make.hand_in(make.attempt(work), text=f"This is piece {number}.")
        db.session.commit()
        db.session.remove()


def pages_loaded(page: Page) -> list[str]:
    """The pages that are loaded from now on: requests of the whole window, not of a part of it."""
    loaded: list[str] = []

    def asked(request: Request) -> None:
        if request.is_navigation_request():
            loaded.append(f"{request.method} {request.url}")

    page.on("request", asked)
    return loaded


def test_thirty_are_answered_without_a_page(visit: Opens, school: School, cast: Cast, complaints: Complaints) -> None:
    fill(school, cast)
    page = visit(cast.lunt, "/to-answer", width=DESK)
    page.locator('.row a[href^="/to-answer/"]').first.click()
    page.wait_for_url("**/to-answer/*-*")
    look(page)
    page.evaluate("window.sameDocument = true")
    loaded = pages_loaded(page)
    waiting = page.locator("[data-pile-item]")
    expect(waiting).to_have_count(MANY)

    first = page.title()
    page.keyboard.press("j")  # one down and one back up, by the letters
    expect(page.locator("[data-pile-item]").nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-pile-item]").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("[data-pile-item]").nth(0)).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-pile-item]").nth(0)).to_be_focused()
    page.go_back()
    expect(page.locator("[data-pile-item]").nth(1)).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(page.locator("[data-pile-item]").nth(0)).to_have_attribute("aria-current", "true")
    assert page.title() == first

    page.keyboard.press("w")
    page.keyboard.press("Control+Enter")  # nothing is said yet: it stays, and says so
    expect(page.locator(".govuk-error-message")).to_be_visible()
    complaints.expect("422")
    for number in range(MANY):
        box = page.get_by_label("To Ellie")
        box.focus() if number == 0 else expect(box).to_be_focused()
        box.press_sequentially(f"Well seen {number}.")
        page.keyboard.press("Control+Enter")
        if number < MANY - 1:
            expect(waiting).to_have_count(MANY - 1 - number)
            expect(page.locator(".notice").first).to_contain_text("Returned as done.")
    expect(page.get_by_role("heading", level=1)).to_have_text("To answer")
    expect(page).to_have_title("To answer · Larkdale Virtual School")
    assert page.url.endswith("/to-answer")

    page.keyboard.press("u")
    page.wait_for_url("**/to-answer/*-*")
    expect(page.get_by_label("To Ellie")).to_have_value(f"Well seen {MANY - 1}.")
    assert page.evaluate("window.sameDocument") and loaded == [], f"a page was loaded on the way: {loaded}"
    look(page)
