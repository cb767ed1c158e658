"""A letter is written, read by her mother on a phone, put into her language; a complaint is made and answered."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESK, Opens
from tests.browser.looking import PHONE, Complaints, look
from tests.browser.steps import SAVED, follow, heading, press
from tests.cast import Cast

SUBJECT = "The trip to the mill"
WORDS = "We go to the mill on Thursday.\nBring a coat, please."


def test_a_letter_and_what_it_says_in_her_language(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    dani = visit(cast.dani, f"/pupils/{cast.ellie.pupil_id}/letters", width=DESK)
    press(dani, "Write a letter")
    heading(dani, re.compile("^Write a letter about"))
    expect(dani.get_by_text("Rob Marsh")).to_have_count(0)
    dani.get_by_label("Helen Marsh").check()
    dani.get_by_label("First line").fill(SUBJECT)
    dani.get_by_label("The letter", exact=True).fill(WORDS)
    expect(dani.locator("main").get_by_text(SAVED)).to_be_visible()
    look(dani)
    press(dani, "Keep it and look at it")
    expect(dani.get_by_text("Dear Helen Marsh,")).to_be_visible()
    look(dani)
    press(dani, "Send it")
    expect(dani.get_by_text("Sent by Dani Okafor")).to_be_visible()
    letter = dani.url

    mum = visit(cast.mum, "/letters", width=PHONE)
    look(mum)
    follow(mum, SUBJECT)
    expect(mum.get_by_text("Bring a coat, please.")).to_be_visible()
    expect(mum.get_by_text("not the local authority’s statutory Virtual School")).to_be_visible()
    look(mum)
    mum.get_by_role("button", name=re.compile("^I would like it in my language")).click()
    expect(mum.get_by_text("You asked for it in your language")).to_be_visible()

    dani.goto(letter)
    expect(dani.get_by_text("Asks for it in their language")).to_be_visible()
    look(dani)
    follow(dani, "Type what it says in another language")
    dani.get_by_label("Which language?").fill("Polish")
    dani.get_by_label("Who put it into this language?").fill("Ewa Lis")
    dani.get_by_label("First line, in this language").fill("Wycieczka do młyna")
    press(dani, "Keep it beside the letter")
    complaints.expect("422")
    expect(dani.get_by_role("link", name="Type the letter in this language.")).to_be_visible()
    look(dani)
    dani.get_by_label("The letter, in this language").fill("W czwartek jedziemy do młyna.")
    press(dani, "Keep it beside the letter")
    expect(dani.get_by_text("Kept beside the letter.")).to_be_visible()
    look(dani)

    mum.reload()
    expect(mum.get_by_text("W czwartek jedziemy do młyna.")).to_be_visible()
    expect(mum.get_by_text("Bring a coat, please.")).to_be_visible()
    look(mum)
    expect(mum.get_by_role("button", name="Keep it as a file")).to_be_visible()
    with mum.expect_download() as file:
        mum.get_by_role("button", name="Keep it as a file").click()
    assert file.value.suggested_filename == "letter.pdf"


def test_something_is_not_right_and_somebody_answers(visit: Opens, cast: Cast, width: int) -> None:
    ellie = visit(cast.ellie, "/my-people", width=width)
    ellie.locator("main").get_by_role("link", name="Something is not right? Tell us").click()
    heading(ellie, "Something is not right? Tell us")
    look(ellie)
    ellie.get_by_label("What happened?").fill("Nobody rang me back, three times.")
    ellie.get_by_label("What would you like us to do?").fill("Ring me before five.")
    press(ellie, "Send it")
    expect(ellie.get_by_text("Amal Haddad")).to_be_visible()
    look(ellie)
    page = ellie.url

    lead = visit(cast.lead, "/complaints", width=DESK)
    look(lead)
    lead.goto(page)
    press(lead, "I have read it")
    lead.get_by_label("Your answer").fill("You are right, and we are sorry. I ring you at four.")
    look(lead)
    press(lead, "Send the answer")
    expect(lead.get_by_text("I ring you at four.")).to_be_visible()

    ellie.goto(page)
    expect(ellie.get_by_text("I ring you at four.")).to_be_visible()
    look(ellie)
    press(ellie, "Yes, thank you")
    expect(ellie.get_by_text("It is closed.", exact=False).first).to_be_visible()
    look(ellie)


def test_a_mother_who_is_not_satisfied_without_script(visit: Opens, cast: Cast) -> None:
    mum = visit(cast.mum, "/complaints/new", js=False, width=PHONE)
    mum.get_by_label("Is it about one of your children?").select_option(label="Ellie")
    mum.get_by_label("What happened?").fill("The plan says Monday, and nobody came.")
    press(mum, "Send it")
    page = mum.url
    lead = visit(cast.lead, page, js=False)
    press(lead, "I have read it")
    lead.get_by_label("Your answer").fill("We were short of people.")
    press(lead, "Send the answer")
    mum.goto(page)
    mum.get_by_label("What is still not right?").fill("That is no answer.")
    press(mum, "No, I am not satisfied")
    expect(mum.get_by_text("Ruth Calder looks at it, who was not the first.")).to_be_visible()
