"""The first half of one pupil's way: asked about, heard, signed. Each step by its person, from their start page."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.looking import look
from tests.browser.steps import SAVED, follow, press
from tests.browser.way import Family, section
from tests.cast import Cast, Person

GOOD = "I can take an engine apart and put it together."
WAY = "The corridor. Too many people at once."
HOPE = "A job with engines."
MUM = "He does not sleep before a Monday."


class Walk:
    """Everybody's browser, each opened once."""

    def __init__(self, browse: Opens, cast: Cast, kestrels: Family, width: int) -> None:
        self.browse, self.cast, self.kestrels, self.width = browse, cast, kestrels, width
        self.pages: dict[str, Page] = {}

    def start(self, person: Person, width: int | None = None) -> Page:
        """Their start page, as they find it now."""
        if person.key in self.pages:
            self.pages[person.key].goto("/")
        else:
            self.pages[person.key] = self.browse(person, "/", width=width or self.width)
        return self.pages[person.key]


def the_head_of_year_asks(walk: Walk) -> None:
    page = walk.start(walk.cast.head_of_year)
    follow(page, "Our referrals")
    press(page, "Refer a pupil")
    look(page)
    follow(page, "Ash K.")
    look(page)
    page.get_by_label("Why now?").fill("Out of most lessons since half term. Mends everybody's bikes.")
    page.get_by_label("What has been tried").fill("A quiet room for six weeks; a shorter day.")
    page.get_by_label("They stay on our roll").check()
    page.get_by_label(re.compile("^Public task")).check()
    press(page, "Open the referral")
    expect(page.get_by_text("The referral is open.")).to_be_visible()
    look(page)


def the_lead_names_dani(walk: Walk) -> None:
    page = walk.start(walk.cast.lead)
    look(page)
    follow(page, "Ash K")
    follow(page, "A learning mentor")
    look(page)
    page.get_by_label(re.compile("^Dani Okafor")).check()
    press(page, "Name this mentor")
    expect(page.get_by_text("Named.")).to_be_visible()


def ash_says_his_part(walk: Walk) -> None:
    page = walk.start(walk.kestrels.ash, PHONE)
    look(page)
    press(page, "Say my part")
    look(page)
    for question, words, readers in (
        ("What I am good at", GOOD, ("My head of year", "The panel", "My parents")),
        ("What gets in the way", WAY, ("The panel",)),
        ("What I hope for", HOPE, ("My head of year", "The panel", "My parents")),
    ):
        page.get_by_label(question, exact=True).fill(words)
        for reader in readers:
            section(page, question).get_by_label(reader).check()
    expect(page.get_by_text(SAVED).last).to_be_visible(timeout=15_000)
    look(page)
    press(page, "This is what I say")
    expect(page.get_by_text("Thank you. Here is what you said")).to_be_visible()
    page.locator("#take-part").get_by_label("Yes", exact=True).check()
    press(page, "Send my answer")
    expect(page.get_by_text("You said yes.")).to_be_visible()
    look(page)


def dani_reads_it(walk: Walk) -> None:
    page = walk.start(walk.cast.dani)
    look(page)
    follow(page, "To read")
    look(page)
    follow(page, "Ash K.")
    expect(page.get_by_text(WAY)).to_be_visible()
    look(page)
    press(page, "I have read this, it may go on")
    expect(page.get_by_text("It may go on now.")).to_be_visible()
    look(page)


def mum_says_hers_and_dad_by_phone(walk: Walk) -> None:
    mum = walk.start(walk.kestrels.mum)
    press(mum, "Say my part about Ash")
    expect(mum.get_by_text(GOOD)).to_be_visible()
    expect(mum.get_by_text(WAY)).to_have_count(0)
    mum.get_by_label("What worries you", exact=True).fill(MUM)
    press(mum, "This is what I say")
    mum.locator("#take-part").get_by_label("Yes", exact=True).check()
    press(mum, "Send my answer")
    look(mum)
    dani = walk.start(walk.cast.dani)
    follow(dani, "To read")
    follow(dani, "Ash K.")
    press(dani, "I have read this, it may go on")
    dani.get_by_role("link", name=re.compile(r"Write down what they say .*Dad")).click()
    look(dani)
    dani.get_by_label("What you hope for", exact=True).fill("That he gets a trade.")
    _by_phone(dani)
    press(dani, "Keep what they said")
    dani.get_by_role("link", name=re.compile(r"Write down yes or no .*Dad")).click()
    look(dani)
    dani.get_by_label("Yes", exact=True).check()
    _by_phone(dani)
    press(dani, "Keep their answer")
    expect(dani.get_by_text("Written down. Thank you.")).to_be_visible()
    look(dani)


def _by_phone(page: Page) -> None:
    page.get_by_label("On the phone").check()
    page.get_by_label("I read it back to them").check()


def told_sent_signed_looked_at(walk: Walk) -> None:
    tom = walk.start(walk.cast.head_of_year)
    follow(tom, "Our referrals")
    follow(tom, "Ash K.")
    expect(tom.get_by_text(HOPE)).to_be_visible()
    expect(tom.get_by_text(WAY)).to_have_count(0)
    follow(tom, "What is shared with")
    look(tom)
    press(tom, "I have told them")
    press(tom, "Send it")
    expect(tom.get_by_text("Sent to the headteacher.")).to_be_visible()
    head = walk.start(walk.cast.head)
    look(head)
    follow(head, "Ash K")
    look(head)
    press(head, "Sign it")
    expect(head.get_by_text("Signed.")).to_be_visible()
    lead = walk.start(walk.cast.lead)
    follow(lead, "Ash K")
    look(lead)
    press(lead, "Ready for the panel")
    expect(lead.get_by_text("It is ready for the panel.")).to_be_visible()
