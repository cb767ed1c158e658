"""Children come in by a card, by words, by help from their mentor."""

import pytest
from playwright.sync_api import Page, expect

from tests import make_cards
from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import SAVED, heading, press
from tests.cast import PASSWORD, Cast
from tests.make_cards import PIN, SECRET
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account, SignIn

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


def test_a_card_and_the_keyboard(visit: Opens, cast: Cast, card: None) -> None:
    page = visit(None, CARD, width=DESK)
    expect(page.get_by_label("Your number")).to_be_focused()
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    heading(page, "Hello Ellie")


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
    words = page.get_by_label("Your words")
    words.fill(PASSWORD)
    expect(words).to_have_attribute("type", "password")
    press(page, "Show my words")
    expect(words).to_have_attribute("type", "text")
    look(page)
    press(page, "Go in")
    heading(page, "Hello Ellie")


def test_name_and_words_without_script(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    page = visit(None, "/n/larkdale/words", js=False)
    expect(page.get_by_role("button", name="Show my words")).to_be_hidden()
    _type_words(page, cast, "not mine")
    expect(page.get_by_text("do not go together").first).to_be_visible()
    complaints.expect("422")
    _type_words(page, cast, PASSWORD)
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


def test_a_printed_slip(visit: Opens, browse: Opens, cast: Cast, complaints: Complaints, width: int) -> None:
    dani = visit(cast.dani, f"/pupils/{cast.ellie.pupil_id}/sign-in", width=DESK)
    press(dani, "Print a slip")
    heading(dani, "Three words for Ellie")
    look(dani)
    door, (name, words) = dani.locator(".slip__door").inner_text(), dani.locator(".once-shown").all_inner_texts()
    dani.emulate_media(media="print")
    expect(dani.get_by_role("link", name="Help Ellie to sign in")).to_be_hidden()
    expect(dani.locator(".slip")).to_be_visible()
    ellie = visit(None, door, width=width)
    _type_words(ellie, cast, words, name)
    heading(ellie, "Your new words")
    ellie.get_by_role("link", name="Show me other words").click()
    heading(ellie, "Your new words")
    press(ellie, "I will use these words")
    heading(ellie, "Hello Ellie")
    found = browse(None, door)
    _type_words(found, cast, words, name)
    expect(found.get_by_text("do not go together").first).to_be_visible()
    complaints.expect("422")


def test_a_card_holder_goes_on_in_place(
    visit: Opens, school: School, cast: Cast, card: None, complaints: Complaints, width: int
) -> None:
    """She has no words to type into the small form: she shows her card on another page, and comes back to this one."""
    words, more = "I looked at 50.", "I looked at 50, then at 25."
    page = visit(cast.ellie, f"/my-work/{cast.larkdale.work['new'].assignment_id}", width=width)
    box, saved = page.get_by_label("Write here, or add a photo below"), page.locator(".saved").first
    box.fill(words)
    expect(saved).to_contain_text(SAVED)
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        db.session.get_one(SignIn, cast.ellie.sign_in_id).ended_at = clock.real()
        db.session.commit()
        db.session.remove()
    box.fill(more)
    expect(saved).to_contain_text("you have been signed out")
    complaints.expect("401")
    press(page, "Sign in here")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("I use a card, or my school account").click()
    look(page)
    press(page, "I am signed in there: go on here")
    expect(dialog.get_by_text("You are not signed in yet.")).to_be_visible()
    complaints.expect("422")
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Sign in on another page").click()
    beside = opened.value
    heading(beside, "Sign in")
    beside.goto(CARD)
    for key in PIN:
        beside.get_by_role("button", name=key, exact=True).click()
    press(beside, "Go in")
    heading(beside, "Hello Ellie")
    press(page, "I am signed in there: go on here")
    expect(dialog).to_have_count(0)
    expect(saved).to_contain_text(SAVED)
    page.reload()
    expect(box).to_have_value(more)


def _type_words(page: Page, cast: Cast, words: str, name: str = "") -> None:
    page.get_by_label("Your name").fill(name or cast.ellie.login_name)
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
    assert len(page.pdf(format="A4")) > 1000
