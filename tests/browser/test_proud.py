"""What I'm proud of: chosen on a phone, read by one adult who knows her, seen by her mother, ended in one tap."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import follow, heading, press
from tests.cast import Cast

WHY = "I wanted to stop and did not."


def test_chosen_read_shown_and_ended(visit: Opens, cast: Cast, width: int, complaints: Complaints) -> None:
    work, ellies = cast.larkdale.work["in"], f"/pupils/{cast.ellie.pupil_id}/proud"
    page = visit(cast.ellie, f"/my-work/{work.assignment_id}", width=width)
    follow(page, "I’m proud of this")
    heading(page, "I’m proud of this")
    look(page)
    press(page, "Keep it")
    expect(page).to_have_title(re.compile("^Error: "))
    complaints.expect("422")
    look(page)
    page.get_by_label("Why are you proud of it?").fill(WHY)
    press(page, "Keep it")
    heading(page, re.compile("^Who sees it"))
    look(page)
    page.get_by_label("Helen Marsh").check()
    press(page, "Let them see it")
    heading(page, "What I’m proud of")
    expect(page.get_by_text("as soon as your mentor or your key adult has read it").first).to_be_visible()
    look(page)

    dani = visit(cast.dani, ellies, width=width)
    mine = dani.locator("section", has_text=WHY)
    expect(mine.get_by_role("link", name="I’m worried about this")).to_be_visible()
    mine.get_by_role("button").click()
    expect(dani.get_by_text("Read. It goes on to whom Ellie chose.")).to_be_visible()
    expect(dani.get_by_text(WHY)).to_have_count(0)
    mum = visit(cast.mum, ellies, width=width)
    expect(mum.get_by_text(WHY)).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Stop showing", exact=False).filter(has_text="Helen").click()
    expect(page.get_by_text("as soon as your mentor").filter(has_text="Helen")).to_have_count(0)
    look(page)
    mum.reload()
    expect(mum.get_by_text(WHY)).to_have_count(0)
    look(mum)
