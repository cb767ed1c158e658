"""Files of lessons: many at once over a line that breaks, one of them refused; a picture described; a document read;
a folder and a zip that become drafts. At a phone and at a desk, and without script.
"""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser import papers
from tests.browser.conftest import DESK, PHONE, Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import begin_lesson, choose, follow, heading, press
from tests.cast import Cast
from tests.library import made

TITLE = "Keeping secrets on paper"
UNIT = {
    "Ciphers/L1/Sheet.docx": made.docx("Shift each letter by three.", heading="The Caesar cipher"),
    "Ciphers/L1/Sheet answers.docx": made.docx("Seven."),
    "Ciphers/L2/step_1.md": "## Begin\n\nTurn the **wheel**.",
    "../../etc/passwd": "x",
    "Ciphers/L1/Plan.docm": made.docx("x", **{"word/vbaProject.bin": b"x"}),
}


def sent(name: str, data: bytes, kind: str = "application/octet-stream") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


def sheet(name: str = "Sheet.docx") -> FilePayload:
    return sent(name, made.docx("Shift each letter by three.", "- one", heading="The Caesar cipher"), papers.DOCX)


def listed(page: Page, name: str) -> None:
    expect(page.locator("#lesson-files").get_by_role("link", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_many_at_once_where_the_line_breaks_and_one_is_refused(
    visit: Opens, cast: Cast, complaints: Complaints, width: int
) -> None:
    page = visit(cast.lunt, "/lessons/new", width=width)
    begin_lesson(page, TITLE)
    cut = _breaks_once(page)
    box = page.get_by_label("Files", exact=True)
    box.focus()
    box.set_input_files(
        [sheet(), sheet("Sheet answers.docx"), papers.png("wheel.png"), sent("Ciphers.zip", made.locked())]
    )
    expect(page.locator("[data-sending]")).to_contain_text("is locked with a password")
    for name in ("Sheet.docx", "Sheet answers.docx", "wheel.png"):
        listed(page, name)
    assert cut, "the line broke"
    complaints.expect("422")
    complaints.expect("ERR_")
    look(page)
    _described(page)
    page.reload()
    _read_here(page)


def _breaks_once(page: Page) -> list[str]:
    """The first piece that is sent never arrives; the script says so and goes on by itself."""
    cut: list[str] = []

    def once(route: Route) -> None:
        if route.request.method == "PATCH" and not cut:
            cut.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/uploads/*", once)
    return cut


def _described(page: Page) -> None:
    box = page.get_by_label("What wheel.png shows")
    for _again in range(40):
        if box.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    box.fill("Two rings of letters, one inside the other")
    page.get_by_role("button", name="Save these words : wheel.png").click()
    expect(page.locator("#preview").get_by_alt_text("Two rings of letters, one inside the other")).to_be_visible()
    look(page)


def _read_here(page: Page) -> None:
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Read it here : Sheet.docx").click()
    heading(page, "Sheet.docx")
    expect(page.get_by_role("heading", level=2, name="The Caesar cipher")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="one")).to_be_visible()
    look(page)
    page.close()  # it asks again until a PDF is made, and the school is put back as it was


@pytest.mark.parametrize(("width", "js"), [(PHONE, True), (DESK, True), (DESK, False)], ids=["phone", "desk", "bare"])
def test_a_zip_becomes_drafts(visit: Opens, cast: Cast, complaints: Complaints, width: int, js: bool) -> None:
    page = visit(cast.lunt, "/lessons/bring", width=width, js=js)
    choose(page, "Year", "Year 10")
    box = page.get_by_label("A zip", exact=True)
    box.focus()
    box.set_input_files([sent("Ciphers.zip", made.zipped(UNIT), "application/zip")])
    if js:
        expect(page.locator("[data-sending] input[name=upload]")).to_have_count(1)
    press(page, "Make drafts")
    expect(page.get_by_role("alert")).to_contain_text("Choose a subject")
    expect(page.get_by_text("Your zip is here already")).to_be_visible()
    choose(page, "Subject", "Computing")
    press(page, "Make drafts")
    complaints.expect("422")
    _made(page, js)


def _made(page: Page, js: bool) -> None:
    drafts = page.get_by_role("heading", name="2 drafts")
    for _again in range(60):
        if js or drafts.count():
            break
        page.wait_for_timeout(500)
        follow(page, "Look again")
    expect(drafts).to_be_visible()
    for words in ("Its name leads outside", "“Plan.docm” holds a macro"):
        expect(page.locator("#brought")).to_contain_text(words)
    if js:
        look(page)
    follow(page, "Ciphers: L2")
    expect(page.locator("#preview")).to_contain_text("Turn the wheel.")
    if js:
        look(page)


def test_a_folder_of_this_computer_becomes_drafts(visit: Opens, cast: Cast, tmp_path: Path) -> None:
    for name, data in UNIT.items():
        if not name.startswith(".") and not name.endswith("docm"):
            place = tmp_path / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data if isinstance(data, bytes) else data.encode())
    page = visit(cast.lunt, "/lessons/bring", width=DESK)
    choose(page, "Subject", "Computing")
    choose(page, "Year", "Year 10")
    page.get_by_label("Or a folder of this computer").set_input_files(tmp_path / "Ciphers")
    press(page, "Make drafts")
    heading(page, "What came of Ciphers.zip")
    expect(page.get_by_role("heading", name="2 drafts")).to_be_visible()
