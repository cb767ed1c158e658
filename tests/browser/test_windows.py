"""A window from its opening to its end: granted, looked through, read of by the family, ended by them in one tap."""

import datetime as dt

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, follow, heading, press
from tests.cast import Cast
from virtual_school.core import clock

BOATS = "To plan the boat mornings"


def _day(days: int) -> str:
    return (clock.today() + dt.timedelta(days=days)).isoformat()


def _opens_one(page: Page, kind: str, who: str, purpose: str) -> None:
    """From the pupil's page to the form of this kind, with the person and what it is for."""
    follow(page, "Open a window")
    heading(page, "Who is to look in on Ellie M.?")
    look(page)
    follow(page, kind)
    look(page)
    choose(page, "Who may look", who)
    page.get_by_label("What for").fill(purpose)


def _on_duty(page: Page, duty: str) -> None:
    page.get_by_label("Duty: the law asks for it").check()
    page.get_by_label(duty).check()
    press(page, "Open this window")
    expect(page.get_by_text("The window is open.")).to_be_visible()


def test_on_agreement_and_ended_in_one_tap(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    ruth = visit(cast.lead, f"/pupils/{cast.ellie.pupil_id}/who-looks-in", width=DESK)
    _opens_one(ruth, "An agency", "Jess Carter", BOATS)
    ruth.get_by_label("Set work and what they hand in").check()
    ruth.get_by_label("Their week").uncheck()
    ruth.get_by_label("Agreement: the family and the pupil said yes").check()
    press(ruth, "Open this window")
    expect(ruth.locator(".govuk-error-summary")).to_contain_text("Say who agreed.")
    complaints.expect("422")
    look(ruth)
    ruth.get_by_label("Ellie", exact=True).check()
    ruth.get_by_label("in person").check()
    ruth.get_by_label("When did they agree?").fill(_day(0))
    ruth.get_by_label("Until").fill(_day(6))
    press(ruth, "Open this window")
    expect(ruth.get_by_text("The window is open.")).to_be_visible()
    expect(ruth.locator("#windows")).to_contain_text("Ellie agreed in person")
    expect(ruth.locator("#windows")).to_contain_text("Ends by itself on")
    look(ruth)
    ruth.goto("/waiting")
    expect(ruth.get_by_text("open to Jess Carter until")).to_be_visible()
    look(ruth)

    jess = visit(cast.agency, "/windows", width=PHONE)
    jess.locator("li.row", has_text=BOATS).get_by_role("link", name="Ellie").click()
    expect(jess.get_by_text(f"Open to you for: {BOATS}")).to_be_visible()
    expect(jess.get_by_text("It ends by itself on")).to_be_visible()
    expect(jess.locator("main .card")).to_have_count(2)
    expect(jess.locator("main")).not_to_contain_text("Marsh")
    look(jess)
    here = jess.url
    press(jess, "See their work")
    look(jess)

    ellie = visit(cast.ellie, "/my-people", width=PHONE)
    follow(ellie, "Who can see about you, and why")
    row = ellie.locator("li.row", has_text=BOATS)
    expect(row).to_contain_text("Agency worker, Bridge Youth Work")
    expect(row).to_contain_text("This stops soon.")
    expect(row).not_to_contain_text("Jess")
    look(ellie)
    row.get_by_role("button", name="Stop this now").click()
    expect(ellie.get_by_text("They cannot see this any more.")).to_be_visible()
    expect(ellie.locator("main")).not_to_contain_text(BOATS)
    look(ellie)

    jess.goto(here)
    heading(jess, "There is nothing here for you")
    complaints.expect("404")


def test_ended_without_javascript(browse: Opens, cast: Cast) -> None:
    """Her mother, on an old phone, ends what Ellie and she agreed to."""
    mum = browse(cast.mum, f"/children/{cast.ellie.pupil_id}/who-can-see", js=False)
    buttons = mum.get_by_role("button", name="Stop this now")
    before = buttons.count()
    assert before
    buttons.first.click()
    expect(mum.get_by_text("They cannot see this any more.")).to_be_visible()
    expect(buttons).to_have_count(before - 1)


def test_on_duty_is_seen_and_not_ended_and_held_back_leaves_no_trace(visit: Opens, cast: Cast) -> None:
    child = f"/children/{cast.ellie.pupil_id}/who-can-see"
    mum, ellie = visit(cast.mum, child), visit(cast.ellie, "/who-can-see", width=DESK)
    before = [page.locator("main").inner_html() for page in (_again(mum), _again(ellie))]

    head = visit(cast.head, f"/pupils/{cast.ellie.pupil_id}/who-looks-in", width=PHONE)
    _opens_one(head, "A health worker", "Jess Carter", "Talks that she asked for")
    _on_duty(head, "Safeguarding: to keep a child safe")
    row = head.locator("#windows li.row", has_text="Talks that she asked for")
    expect(row).to_contain_text("The family is not shown this.")
    look(head)
    assert [_plain(page) for page in (_again(mum), _again(ellie))] == [_without_tokens(one) for one in before]

    keeper = visit(cast.safeguarding_lead, f"/pupils/{cast.ellie.pupil_id}/who-looks-in", width=DESK)
    row = keeper.locator("#windows li.row", has_text="Talks that she asked for")
    row.get_by_text("Show it to the family").first.click()
    look(keeper)
    row.get_by_role("button", name="Show it now").click()
    expect(keeper.get_by_text("The family is shown this window from now on.")).to_be_visible()

    shown = _again(ellie).locator("li.row", has_text="Talks that she asked for")
    expect(shown).to_contain_text("The law asks us to share this, to keep children safe.")
    expect(shown.get_by_role("button")).to_have_count(0)
    look(ellie)


def test_another_parent_is_offered_only_without_an_order(visit: Opens, cast: Cast) -> None:
    head = visit(cast.head, f"/pupils/{cast.ellie.pupil_id}/windows/new", width=PHONE)
    follow(head, "Another parent or carer")
    expect(head.get_by_text("There is nobody to open it to")).to_be_visible()
    expect(head.locator("main")).not_to_contain_text("Rob Marsh")
    look(head)


def _again(page: Page) -> Page:
    page.reload()
    return page


def _plain(page: Page) -> str:
    return _without_tokens(page.locator("main").inner_html())


def _without_tokens(html: str) -> str:
    """The page less what differs at each visit: the token of its forms."""
    return "\n".join(line for line in html.splitlines() if "csrf_token" not in line)
