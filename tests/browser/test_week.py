"""The week in a real browser: a half day is laid out, pupil and mother read it, a return is prepared."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.looking import Complaints, look
from tests.cast import Cast

Opens = Callable[..., Page]


def test_a_half_day_is_laid_out(visit: Opens, cast: Cast, width: int, complaints: Complaints) -> None:
    pupil = cast.ellie.pupil_id
    page = visit(cast.dani, f"/pupils/{pupil}/week", width=width)
    page.get_by_role("link", name="Fill in Wednesday, Afternoon").click()
    look(page)
    page.get_by_role("button", name="Put it in the week").click()
    page.get_by_text("Almost there").wait_for()
    complaints.expect("422")
    look(page)
    page.get_by_label("What kind").select_option("base")
    page.get_by_label("What happens").fill("Maths online")
    page.get_by_label("Room, or another place, in words").fill("Library room")
    page.get_by_label("Or somebody else, in words").fill("Mr Pike")
    page.get_by_role("button", name="Put it in the week").click()
    page.get_by_text("Library room").wait_for()
    look(page)
    page.goto(f"/pupils/{pupil}/week/3/pm")
    page.get_by_label("Friday morning").check()
    page.get_by_role("button", name="Copy it there").click()
    page.get_by_text("Put on 1 more half day.").wait_for()
    page.goto(f"/pupils/{pupil}/lessons-out/new")
    look(page)


def test_the_pupil_and_her_mother_read_the_week(visit: Opens, cast: Cast, width: int) -> None:
    visit(cast.ellie, "/my-week", width=width).get_by_text("Wren Hill School").first.wait_for()
    visit(cast.mum, f"/children/{cast.ellie.pupil_id}/week", width=width)


def test_without_script_the_week_is_laid_out_by_keyboard(browse: Opens, cast: Cast) -> None:
    page = browse(cast.dani, f"/pupils/{cast.ellie.pupil_id}/week/2/pm", js=False)
    page.get_by_label("What kind").select_option("own_time")
    page.get_by_label("What happens").focus()
    page.keyboard.type("Rest")
    page.keyboard.press("Enter")
    page.get_by_text("Tuesday afternoon is laid out.").wait_for()


def test_a_return_is_prepared_and_chosen(visit: Opens, cast: Cast, width: int, complaints: Complaints) -> None:
    page = visit(cast.head_of_year, "/returns", width=width)
    page.get_by_role("link", name="Ellie M.: back to science").click()
    look(page)
    page.get_by_label("What was done · Where to sit").fill("By the window")
    page.locator("#step-seat").get_by_role("button").click()
    page.get_by_text("By the window").wait_for()
    page.get_by_label("Out for longer").check()
    page.get_by_role("button", name="Choose this").click()
    page.get_by_text("Almost there").wait_for()
    complaints.expect("422")
    look(page)
    page.get_by_label("We prepare it in time").check()
    page.get_by_role("button", name="Choose this").click()
    page.get_by_text("It is noted that you prepare it.").wait_for()
