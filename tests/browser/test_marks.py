"""A teacher enters a class list by keyboard; the pupil sees the mark, with what it means beside it."""

from playwright.sync_api import expect

from tests import make, make_asking, make_assessment
from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.cast import Cast
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation, Term
from virtual_school.pupils.models import CareKind, Pupil

TAUGHT = ("Abi Cole", "Zed Vale")


def fill(school: School, cast: Cast) -> None:
    """Two more whom Mr Hale teaches art, and what Ellie can do in it."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        hale, dani = (db.session.get_one(Account, person.account_id) for person in (cast.own_teacher, cast.dani))
        place = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
        art = db.session.get_one(Term, cast.larkdale.ids["art"])
        ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
        for name in TAUGHT:
            child = make.pupil(name)
            make.enrolment(child, place)
            make.care_link(dani, child, CareKind.MENTOR)
            make_asking.teacher(child, art, hale, place)
        make_assessment.shown(ellie, art, dani, "Shade a ball so that it looks round", because="Her third drawing")
        make_assessment.shown(ellie, art, dani, "Draw what is near larger", is_secure=False)
        db.session.commit()
        db.session.remove()


def test_from_the_teachers_keys_to_the_pupils_page(
    visit: Opens, school: School, cast: Cast, complaints: Complaints
) -> None:
    fill(school, cast)
    page = visit(cast.own_teacher, "/marks", width=DESK)
    page.get_by_role("link", name="Enter marks for many pupils").click()
    page.get_by_label("Subject").select_option(label="Art")
    page.get_by_label("Kind of mark").select_option(label="Mock exam")
    page.get_by_role("button", name="Show the list").click()
    boxes = page.locator("table input")
    expect(boxes).to_have_count(len(TAUGHT) + 1)
    expect(page.get_by_text("Enter takes you to the next box")).to_be_visible()
    look(page)

    boxes.first.focus()
    for number, mark in enumerate(("4", "12", "7")):
        expect(boxes.nth(number)).to_be_focused()
        page.keyboard.type(mark)
        page.keyboard.press("Enter")
    expect(page.get_by_label("What they were judged by")).to_be_focused()
    page.keyboard.type("The autumn paper")
    page.keyboard.press("Tab")
    with page.expect_response(lambda came: came.request.method == "POST") as answered:
        page.keyboard.press("Enter")
    assert answered.value.status == 422  # no twelve on this scale: nothing is saved, and nothing is lost
    complaints.expect("422")
    expect(page.locator("table .govuk-error-message")).to_have_count(1)
    look(page)
    boxes.nth(1).fill("6")
    page.keyboard.press("Shift+Enter")
    expect(boxes.first).to_be_focused()
    page.get_by_role("button", name="Save the marks").press("Enter")
    expect(page.locator(".notice").first).to_contain_text("3 marks saved")
    assert [box.input_value() for box in boxes.all()] == ["4", "6", "7"]
    expect(page.locator("table").get_by_role("link", name="Take back")).to_have_count(3)
    page.get_by_role("link", name="Marks", exact=True).click()
    page.get_by_label("Subject").select_option(label="Art")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("cell", name="7", exact=True)).to_be_visible()
    look(page)

    own = visit(cast.ellie, "/my-progress")
    expect(own.get_by_role("heading", name="Mock exam: ")).to_be_visible()
    expect(own.get_by_text("What one practice paper came to").first).to_be_visible()
    expect(own.get_by_text("Shade a ball so that it looks round")).to_be_visible()
    mentor = visit(cast.dani, f"/pupils/{cast.ellie.pupil_id}/progress", width=DESK)
    expect(mentor.get_by_role("heading", name="Mock exam: ")).to_be_visible()
    visit(cast.dani, "/marks/kinds", width=DESK)
