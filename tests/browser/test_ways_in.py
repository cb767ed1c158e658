"""Children come in by a card, by words, by help from their mentor; a parent of two, at two schools, by a code."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests import make_cards
from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, heading, press, sign_in
from tests.cast import PASSWORD, Cast
from tests.make_cards import PIN, SECRET
from virtual_school.core.db import db, enter_network
from virtual_school.core.mail.models import Mail
from virtual_school.identity.models import Account
from virtual_school.pupils.models import Carer, Pupil, Responsibility

CARD = f"/n/larkdale/card/{SECRET}"


@pytest.fixture
def card(school: School, cast: Cast) -> None:
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        make_cards.card(db.session.get_one(Account, cast.ellie.account_id))
        db.session.commit()
        db.session.remove()


def test_a_card_and_the_keypad(visit: Opens, cast: Cast, card: None, complaints: Complaints, width: int) -> None:
    page = visit(None, CARD, width=width)
    heading(page, "Type your number")
    assert SECRET not in page.url and "Ellie" not in page.content()
    for key in "1111":
        page.get_by_role("button", name=key, exact=True).click()
    expect(page.get_by_label("Your number")).to_have_value("1111")
    press(page, "Go in")
    expect(page.get_by_text("do not go together").first).to_be_visible()
    complaints.expect("422")
    look(page)
    for key in (*"48", "9", "Back", *"26"):
        page.get_by_role("button", name=key, exact=True).click()
    page.get_by_label("I'm on a shared computer").check()
    press(page, "Go in")
    heading(page, "Hello Ellie")
    kept = {cookie["name"]: cookie["expires"] for cookie in page.context.cookies()}
    assert "card" not in kept and kept["school"] == -1, "a shared computer keeps nothing once it is closed"
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_card_without_script(visit: Opens, cast: Cast, card: None) -> None:
    page = visit(None, CARD, js=False)
    for key in "4826":
        page.get_by_role("button", name=key, exact=True).click()
    expect(page.get_by_label("Your number")).to_have_value(PIN)
    press(page, "Go in")
    heading(page, "Hello Ellie")


def test_two_pictures_lead_in(visit: Opens, cast: Cast, complaints: Complaints, width: int) -> None:
    page = visit(None, "/n/larkdale/", width=width)
    page.get_by_role("link", name="I have a card").click()
    heading(page, "Show your card")
    look(page)
    page.goto("/n/larkdale/in")
    look(page)
    page.get_by_role("link", name="I have a name and words").click()
    heading(page, "Your name and words")
    look(page)
    page.get_by_label("Your name").fill(f"  {cast.ellie.login_name.upper()} ")
    page.get_by_label("Your words").fill("not mine")
    press(page, "Go in")
    expect(page.get_by_text("do not go together").first).to_be_visible()
    complaints.expect("422")
    page.get_by_label("Your words").fill(PASSWORD)
    press(page, "Go in")
    heading(page, "Hello Ellie")


def test_a_locked_out_pupil_is_helped_in_a_few_taps(
    visit: Opens, browse: Opens, cast: Cast, complaints: Complaints
) -> None:
    ellie = browse(None, "/n/larkdale/words")
    for _turn in range(10):
        _type_words(ellie, cast, "not mine")
    _type_words(ellie, cast, PASSWORD)
    expect(ellie.get_by_text("Too many tries.").first).to_be_visible()
    complaints.expect("42")
    dani = visit(cast.dani, "/pupils")
    taps = 0
    for link in ("Ellie M.", "Signing in"):
        dani.get_by_role("link", name=link).first.click()
        taps += 1
    heading(dani, "Help Ellie to sign in")
    look(dani)
    press(dani, "Read three words out")
    taps += 1
    words = dani.locator(".once-shown").last.inner_text()
    look(dani)
    assert taps == 3, "a mentor helps within a minute: three taps from the list of pupils"
    _type_words(ellie, cast, words.upper().replace(" ", "  "))
    heading(ellie, "Your new words")
    look(ellie)
    new = ellie.locator(".once-shown").inner_text()
    press(ellie, "I will use these words")
    heading(ellie, "Hello Ellie")
    again = browse(None, "/n/larkdale/words")
    _type_words(again, cast, new.replace(" ", ""))
    heading(again, "Hello Ellie")


def _type_words(page: Page, cast: Cast, words: str) -> None:
    page.get_by_label("Your name").fill(cast.ellie.login_name)
    page.get_by_label("Your words").fill(words)
    press(page, "Go in")


def test_cards_are_printed_for_a_class(visit: Opens, cast: Cast, width: int) -> None:
    page = visit(cast.dani, "/pupils/cards", width=width)
    page.get_by_label("Ellie M.").check()
    press(page, "Make the cards")
    heading(page, "Print these now")
    look(page)
    expect(page.locator(".school-card .square")).to_have_count(1)
    page.emulate_media(media="print")
    box = page.locator(".school-card").bounding_box()
    assert box is not None and abs(box["width"] / box["height"] - 88 / 65) < 0.1
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    if width == DESK:
        assert len(page.pdf(format="A4")) > 1000


def test_a_parent_with_two_children_at_two_schools(
    visit: Opens, browse: Opens, school: School, cast: Cast, width: int
) -> None:
    _enter_carer(school, cast)
    lead = visit(cast.lead, f"/pupils/{cast.tariq.pupil_id}/care/carer", width=DESK)
    choose(lead, "Which carer", "Helen Marsh")
    lead.get_by_label("Their email").fill("helen@home.example")
    lead.get_by_label("May see how it goes").check()
    lead.get_by_label("May see where the pupil is").check()
    press(lead, "Send the letter and show the code")
    code = lead.locator(".once-shown").inner_text()
    look(lead)
    helen = visit(None, _link(school, cast), width=width)
    heading(helen, "Type the code from the school")
    assert "Tariq" not in helen.content()
    helen.get_by_label("The code from the school").fill(code)
    press(helen, "Go on")
    heading(helen, "You join as Helen of Tariq")
    look(helen)
    helen.get_by_role("button", name="Sign in to my account").click()
    sign_in(helen, cast.mum.login_name, PASSWORD)
    press(helen, "Add Tariq")
    heading(helen, "My children")
    look(helen)
    for child, where in (("Ellie", "Wren Hill School"), ("Tariq", "Stonegate High")):
        row = helen.locator("main li.row", has_text=child)
        expect(row).to_contain_text(where)
        row.get_by_role("link").first.click()
        heading(helen, child)
        helen.go_back()


def _enter_carer(school: School, cast: Cast) -> None:
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        tariq = db.session.get_one(Pupil, cast.tariq.pupil_id)
        given = {"parent_in_law": False, "lives_with": True, "responsibility": Responsibility.NONE}
        db.session.add(
            Carer(pupil_id=tariq.id, name="Helen Marsh", called="Helen", created_at=tariq.created_at, **given)
        )
        db.session.commit()
        db.session.remove()


def _link(school: School, cast: Cast) -> str:
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        letter = db.session.scalars(sa.select(Mail).order_by(Mail.id.desc()).limit(1)).one()
        found = re.search(r"/n/larkdale/join/\S+", letter.text)
        db.session.remove()
        assert found is not None
        return found.group(0)
