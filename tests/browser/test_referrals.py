"""The pages of a referral as each person opens them: axe, reflow and the console, on a phone and at a desk."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.looking import look
from tests.cast import Cast

Opens = Callable[..., Page]


def test_each_person_has_their_page(visit: Opens, cast: Cast, width: int) -> None:
    ids, pupil = cast.larkdale.ids, cast.ellie.pupil_id
    referral = f"/referrals/{ids['referral of ellie']}"
    for person, path in (
        (cast.head_of_year, referral),
        (cast.head_of_year, "/referrals/new/not-here"),
        (cast.lead, "/referrals"),
        (cast.dani, f"{referral}/read/{ids['part of ellie']}"),
        (cast.dani, f"{referral}/write-down/pupil"),
        (cast.mum, f"/children/{pupil}/referral"),
    ):
        visit(person, path, width=width)


def test_a_pupil_says_no(visit: Opens, cast: Cast, width: int) -> None:
    page = visit(cast.ellie, "/my-words", width=width)
    page.get_by_text("Change my answer").click()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Nobody is cross with you").wait_for()
    look(page)


def test_without_script(visit: Opens, cast: Cast) -> None:
    page = visit(cast.mum, f"/children/{cast.ellie.pupil_id}/referral", js=False)
    page.get_by_label("What worries you").fill("She is not sleeping.")
    page.get_by_role("button", name="This is what I say").click()
    page.get_by_text("‘She is not sleeping.’").wait_for()
