"""Praise first on a phone, and what the pupil does with it; many answered on one page; a teacher reads along."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, Opens
from tests.browser.looking import look
from tests.browser.steps import press
from tests.cast import Cast
from tests.cast_hearing_back import PRAISE


def test_praise_is_read_answered_and_acted_on(visit: Opens, cast: Cast) -> None:
    work = cast.larkdale.work["returned"]
    page = visit(cast.ellie, f"/my-work/{work.assignment_id}")
    card = page.locator(".card--feedback").first
    expect(card.locator(".praise")).to_contain_text(PRAISE)
    assert card.inner_text().index(PRAISE) < card.inner_text().index("Try it on a longer list")
    press(page, "Let them know at home")
    expect(page.locator("#told-home")).to_be_visible()
    look(page)
    mum = visit(cast.mum, "/notices")
    expect(mum.get_by_text("There is something good to read").first).to_be_visible()

    teacher = visit(cast.own_teacher, f"/i-answer/{cast.ellie.pupil_id}/work/{work.assignment_id}", width=DESK)
    expect(teacher.locator(".praise")).to_contain_text(PRAISE)


def test_many_on_one_page_save_themselves_and_go_together(visit: Opens, cast: Cast) -> None:
    hand_in = cast.larkdale.work["in"].hand_in_id
    page = visit(cast.lunt, "/to-answer/many", width=DESK)
    box = page.locator(f'[id="text-{hand_in}"]')
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        box.fill("Try a longer list.")
    page.locator(f'[id="praise-{hand_in}"]').fill("You kept to one rule.")
    expect(page.locator(f'[data-saved-for="praise-{hand_in}"]')).to_contain_text("Saved")
    page.reload()
    expect(box).to_have_value("Try a longer list.")
    page.locator(f'[id="outcome-{hand_in}"]').select_option("Another go")
    page.locator(f'[id="secure-{hand_in}"]').select_option("Not yet")
    page.get_by_role("button", name="Return those that say how").click()
    expect(page.get_by_text("One returned.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f'[id="praise-{hand_in}"]')).to_have_value("You kept to one rule.")
    look(page)
