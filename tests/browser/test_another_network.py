"""A mentor of another network in the same installation sees none of it."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, Opens
from tests.browser.looking import look
from tests.cast import Cast

OURS = ("Ellie", "Marsh", "Tariq", "Larkdale", "Ashfold", "Wren Hill", "Lunt", "Searching a list")


def test_lists_hold_their_own_alone(visit: Opens, cast: Cast, width: int) -> None:
    page = visit(cast.stranger, "/", width=width)
    for path in (
        "/desk",
        "/pupils",
        "/library",
        "/to-answer",
        f"/pupils/{cast.stranger_pupil.pupil_id}/set",
        "/devices",
    ):
        page.goto(path)
        look(page)
        for word in OURS:
            expect(page.locator("body")).not_to_contain_text(word)


def test_nothing_of_ours_is_found(visit: Opens, cast: Cast) -> None:
    page = visit(cast.stranger, "/library", width=DESK)
    for words in ("Searching", "ashfold"):
        page.get_by_label("Search").fill(words)
        expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    look(page)
    ours, work = cast.larkdale.lessons["ashfold"], cast.larkdale.work["in"]
    for path in (
        f"/lessons/{ours.lesson_id}",
        f"/lessons/{ours.lesson_id}/edit",
        f"/lessons/{ours.lesson_id}/resources/{ours.worksheet_id}/Worksheet.txt",
        f"/pupils/{cast.ellie.pupil_id}",
        f"/pupils/{cast.ellie.pupil_id}/work",
        f"/pupils/{cast.ellie.pupil_id}/set",
        f"/assignments/{work.assignment_id}",
        f"/assignments/{work.assignment_id}/pieces/{work.piece_id}/page.txt",
        f"/to-answer/{work.hand_in_id}",
    ):
        assert page.request.get(path).status == 404, path
