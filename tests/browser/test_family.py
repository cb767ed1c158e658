"""A mother presses or rings that he is ill; the wrong child is taken back; a child at home is locked out."""

import re

import pytest
from playwright.sync_api import expect

from tests import make_attendance
from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import follow, heading, press
from tests.cast import Cast
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil

WORDS = "She was sick in the night."
SPAN = re.compile(r"all day$|^All of today$")


@pytest.fixture
def college(school: School, cast: Cast) -> None:
    """Ellie is at college each morning of the week, beside the week that the cast has."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        place = db.session.get_one(Organisation, cast.larkdale.organisations["college"])
        ellie, head = db.session.get_one(Pupil, cast.ellie.pupil_id), db.session.get_one(Account, cast.head.account_id)
        for day in range(1, 6):
            make_attendance.at_college(ellie, place, head, day)
        db.session.commit()
        db.session.remove()


def test_a_mother_presses_and_each_reads_what_is_theirs(
    visit: Opens, cast: Cast, college: None, complaints: Complaints, width: int
) -> None:
    mum = visit(cast.mum, "/children", width=width)
    mum.get_by_role("button", name="Ellie won’t be in").click()
    heading(mum, "Ellie won’t be in")
    press(mum, "Tell everybody who must know")
    expect(mum.get_by_role("alert").get_by_text("Choose how long.")).to_be_visible()
    complaints.expect("422")
    look(mum)
    mum.get_by_label(SPAN).check()
    mum.get_by_label("Ill", exact=True).check()
    mum.get_by_label("Anything they should know?").fill(WORDS)
    press(mum, "Tell everybody who must know")
    expect(mum.get_by_text("Everybody who must know has been told.")).to_be_visible()
    look(mum)
    ivan = visit(cast.attendance_officer, "/notices", width=DESK)
    ivan.get_by_role("button", name=re.compile("Somebody will not be in")).first.click()
    heading(ivan, "Ellie M. won’t be in")
    expect(ivan.get_by_text(WORDS)).to_be_visible()
    expect(ivan.get_by_text("I (illness) may fit")).to_be_visible()
    look(ivan)
    path = ivan.url
    for person, sees_why in ((cast.head, True), (cast.key_adult, False), (cast.lead, False)):
        page = visit(person, path, width=DESK)
        heading(page, "Ellie M. won’t be in")
        assert WORDS not in page.content(), person.key
        assert ("Helen Marsh" in page.content()) is sees_why, person.key
    for person in (cast.kit, cast.own_teacher, cast.lunt, cast.dad, cast.ellie, cast.stranger):
        page = visit(person, "/")
        assert page.request.get(path).status in (403, 404), person.key
    complaints.said.clear()


def test_a_mother_rings_and_it_was_the_wrong_child(
    visit: Opens, cast: Cast, complaints: Complaints, width: int
) -> None:
    ivan = visit(cast.attendance_officer, "/absences", width=width)
    ivan.get_by_label("Somebody rang? Name of the pupil").fill("Marsh")
    press(ivan, "Look")
    look(ivan)
    follow(ivan, "Ellie Marsh")
    heading(ivan, "Ellie M. won’t be in")
    ivan.get_by_label("Mum (Helen Marsh)").check()
    ivan.get_by_label(SPAN).check()
    ivan.get_by_label("An appointment").check()
    press(ivan, "Tell everybody who must know")
    expect(ivan.get_by_role("alert").get_by_text("Read it back to them first")).to_be_visible()
    complaints.expect("422")
    look(ivan)
    ivan.get_by_label("I read it back to them, and they said yes").check()
    press(ivan, "Tell everybody who must know")
    expect(ivan.get_by_text("Ivan Petrov took the call and read it back.")).to_be_visible()
    path = ivan.url
    dani = visit(cast.dani, path, width=DESK)
    expect(dani.get_by_text("An appointment", exact=True)).to_be_visible()
    press(ivan, "Take it back")
    expect(ivan.get_by_text("Say why in a few words.").first).to_be_visible()
    complaints.expect("422")
    ivan.get_by_label("Why?").fill("Her mother meant her brother.")
    press(ivan, "Take it back")
    heading(ivan, "Ellie M.: taken back")
    look(ivan)
    dani.goto("/notices")
    dani.get_by_role("button", name=re.compile("Somebody will be in after all")).first.click()
    heading(dani, "Ellie M.: taken back")
    assert "An appointment" not in dani.content() and "brother" not in dani.content()
    mum = visit(cast.mum, f"/children/{cast.ellie.pupil_id}/absence")
    assert "appointment," not in mum.locator("main").inner_text()


def test_a_child_at_home_is_locked_out_and_nobody_else_gives_words(
    visit: Opens, browse: Opens, cast: Cast, complaints: Complaints
) -> None:
    """Three words read out by the mentor who knows the voice; a second adult is told; nobody else can give them."""
    path = f"/pupils/{cast.ellie.pupil_id}/sign-in"
    for person in (cast.mum, cast.dad, cast.kit, cast.own_teacher, cast.attendance_officer, cast.head, cast.agency):
        page = browse(person, "/")
        assert page.request.get(path).status in (403, 404), person.key
    dani = visit(cast.dani, path, width=DESK)
    expect(dani.get_by_text("Only when you know the voice or the face.")).to_be_visible()
    press(dani, "Read three words out")
    words = dani.locator(".once-shown").last.inner_text()
    ellie = browse(None, "/n/larkdale/words")
    for attempt in (1, 2):
        ellie.goto("/n/larkdale/words")
        ellie.get_by_label("Your name").fill(cast.ellie.login_name)
        ellie.get_by_label("Your words").fill(words)
        press(ellie, "Go in")
        if attempt == 1:
            heading(ellie, "Your new words")
            ellie.context.clear_cookies()
    expect(ellie.get_by_text("do not go together").first).to_be_visible()
    complaints.said.clear()
    auditor = browse(cast.auditor, "/changes")
    assert words not in auditor.content()
