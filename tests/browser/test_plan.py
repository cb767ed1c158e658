"""A plan from its first goal to everybody's yes, and 'something first' on the way; on a phone and at a desk."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests import make_plans as make
from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import follow, press
from tests.cast import Cast
from virtual_school.core import clock
from virtual_school.core.db import begin, db, enter_network
from virtual_school.identity.models import Account
from virtual_school.plans.models import PlanState, PlanVersion
from virtual_school.pupils.models import Pupil

BY = (clock.today() + dt.timedelta(days=70)).isoformat()


@pytest.fixture
def plan(school: School, cast: Cast) -> str:
    """Ellie's plan, a draft in which nothing is missing; the page of it."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        begin(write=True)
        ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
        draft = make.draft(ellie, db.session.get_one(Account, cast.dani.account_id), part_time=True)
        make.words(draft, "Period 5 science. Corridors.", question="What gets in the way", position=2)
        db.session.commit()
        db.session.remove()
    return f"/pupils/{cast.ellie.pupil_id}/plan"


def answer(page: Page, choice: str, words: str = "") -> None:
    press(page, "Answer")
    look(page)
    page.get_by_label(choice, exact=True).check()
    if words:
        page.get_by_label("If not yet: what should be different?").fill(words)
    press(page, "Send")


def test_from_a_goal_to_everybodys_yes(visit: Opens, cast: Cast, plan: str, width: int, school: School) -> None:
    ellie = visit(cast.ellie, "/my-plan", width=width)
    press(ellie, "Add a goal")
    look(ellie)
    for label, words in (("The goal", "See my friends"), ("How will we see it?", "once a week"), ("With whom?", "Nan")):
        ellie.get_by_label(label).fill(words)
    ellie.get_by_label("By when?").fill(BY)
    press(ellie, "Save")
    ellie.locator("#rate-1 summary, details:has(#rate-1) summary").first.click()
    ellie.locator("#rate-1-6").check()
    look(ellie)
    ellie.locator("#rate-1").get_by_role("button", name="Keep it").click()
    expect(ellie.get_by_text("You say 6 of 10")).to_be_visible()

    dani = visit(cast.dani, plan, width=width)
    expect(dani.get_by_role("heading", name="See my friends")).to_be_visible()
    press(dani, "Ask everybody to agree")
    look(dani)
    mum = visit(cast.mum, f"/children/{cast.ellie.pupil_id}/plan", width=width)
    answer(mum, "Not yet", "Mondays are too long.")
    dani.goto(plan)
    expect(dani.get_by_text("Mondays are too long.")).to_be_visible()
    look(dani)
    press(dani, "Ask everybody to agree")
    for person, path in (
        (cast.ellie, "/my-plan"),
        (cast.mum, f"/children/{cast.ellie.pupil_id}/plan"),
        (cast.head_of_year, plan),
        (cast.dani, plan),
    ):
        answer(visit(person, path, width=width), "Yes")
    dani.goto(plan)
    expect(dani.get_by_text("Version 1, agreed")).to_be_visible()
    look(dani)
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        states = {one.state for one in db.session.query(PlanVersion).filter_by(pupil_id=cast.ellie.pupil_id, number=1)}
        assert PlanState.AGREED in states
        db.session.remove()


def test_every_page_of_it(visit: Opens, cast: Cast, plan: str, width: int) -> None:
    dani = visit(cast.dani, plan, width=width)
    follow(dani, "Choose the day")
    look(dani)
    dani.goto(plan)
    press(dani, "Ask everybody to agree")
    press(dani, "Write down what somebody said")
    look(dani)
    head = visit(cast.head, plan, width=width)
    follow(head, "Go on without a yes that is missing, with a reason")
    look(head)
    for person, path in ((cast.ellie, "/my-plan"), (cast.mum, f"/children/{cast.ellie.pupil_id}/plan")):
        visit(person, path, width=width)
    visit(cast.dani, f"{plan}/versions", width=width)


def test_a_yes_without_script(visit: Opens, cast: Cast, plan: str, complaints: Complaints) -> None:
    dani = visit(cast.dani, plan, width=DESK, js=False)
    press(dani, "Ask everybody to agree")
    ellie = visit(cast.ellie, "/my-plan", js=False)
    press(ellie, "Answer")
    ellie.get_by_label("Not yet", exact=True).check()
    press(ellie, "Send")
    expect(ellie.get_by_text("Say in a few words what should be different.").first).to_be_visible()
    complaints.expect("422")
    ellie.get_by_label("Yes", exact=True).check()
    press(ellie, "Send")
    expect(ellie.get_by_text("You said yes. Now the others are asked.")).to_be_visible()
    ellie.locator("details:has(#rate-1) summary").first.click()
    ellie.locator("#rate-1-7").check()
    press(ellie, "Keep it")
    expect(ellie.get_by_text("You say 7 of 10")).to_be_visible()
