"""A disclosure in a hand-in that is marked at another school; a worry about the mentor, of which they find nothing."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Opens
from tests.browser.looking import look
from tests.browser.steps import follow, heading, press
from tests.cast import Cast, Person

WORRY = "The last line reads as if she is afraid to go home."


def hand_over(page: Page, words: str = WORRY) -> None:
    follow(page, "I’m worried about this")
    heading(page, "I’m worried about this")
    expect(page.get_by_text("In danger now? Ring 999.")).to_be_visible()
    page.get_by_label("What worries you?").fill(words)


def test_a_disclosure_marked_at_another_school(visit: Opens, cast: Cast, width: int) -> None:
    hand_in = cast.larkdale.work["in"].hand_in_id
    lunt = visit(cast.lunt, f"/to-answer/{hand_in}", width=width)
    hand_over(lunt)
    look(lunt)
    press(lunt, "Hand it over")
    receipt = lunt.locator("#receipt")
    expect(receipt).to_contain_text("Not read yet.")
    look(lunt)
    leah = visit(cast.safeguarding_lead, "/", width=DESK)
    leah.locator("main li.row a").first.click()
    expect(leah.get_by_text(WORRY)).to_be_visible()
    expect(leah.locator("main").get_by_role("link", name="page.txt", exact=True)).to_be_visible()
    press(leah, "I have seen it")
    expect(leah.get_by_text("Seen by Leah Brook")).to_be_visible()
    expect(receipt).to_contain_text("Read by Leah Brook", timeout=40_000)
    leah.get_by_label("Your reference for it").fill("CP-118")
    press(leah, "I have copied it into our own system")
    expect(leah.get_by_text("Reference: CP-118")).to_be_visible()
    look(leah)
    for person in (cast.dani, cast.mum, cast.lead, cast.head, cast.head_of_year, cast.key_adult):
        nobody_else_reads(visit, cast, person)


def nobody_else_reads(visit: Opens, cast: Cast, person: Person) -> None:
    page = visit(person, f"/assignments/{cast.larkdale.work['in'].assignment_id}", width=DESK)
    expect(page.locator("main")).not_to_contain_text("page.txt")
    expect(page.locator("main")).not_to_contain_text("safeguarding lead")


def test_a_worry_about_the_mentor(visit: Opens, cast: Cast) -> None:
    work = f"/assignments/{cast.larkdale.work['in'].assignment_id}"
    priya = visit(cast.key_adult, work, width=DESK)
    hand_over(priya, "She is afraid of him.")
    priya.get_by_label("It concerns an adult").check()
    priya.get_by_label("Who", exact=True).select_option(label="Dani Okafor, learning mentor")
    press(priya, "Hand it over")
    expect(priya.locator("#receipt")).to_contain_text("To the headteacher")
    ruth = visit(cast.head, "/handed-to-me", width=DESK)
    ruth.locator("main li.row a").first.click()
    expect(ruth.get_by_text("She is afraid of him.")).to_be_visible()
    look(ruth)
    dani = visit(cast.dani, work, width=DESK)
    for place in (work, "/desk", "/notices", "/handed-over", "/to-answer"):
        dani.goto(place)
        expect(dani.locator("main")).not_to_contain_text("afraid of him")
    leah = visit(cast.safeguarding_lead, "/handed-to-me", width=DESK)
    expect(leah.locator("main")).not_to_contain_text("Priya Nair")
