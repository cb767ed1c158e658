"""Away from the screen: a pack chosen and carried off, a lesson read aloud, a page that looks as somebody needs it."""

import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opens
from tests.browser.looking import look
from tests.browser.steps import heading, press
from tests.cast import Cast

SOON = 60_000

# A device with two voices, one of its own and one that would send the words away. It speaks until it is let go on.
A_DEVICE = """
(() => {
  const voices = [{name: "Far", lang: "en-GB", localService: false}, {name: "Near", lang: "en-GB", localService: true}]
  window.said = []
  const speech = {
    getVoices: () => VOICES,
    addEventListener: () => {},
    cancel: () => { speech.now = null },
    speak: (one) => { window.said.push([one.voice.name, one.text]); speech.now = one },
  }
  Object.defineProperty(window, "speechSynthesis", {value: speech})
  window.SpeechSynthesisUtterance = function (text) { this.text = text }
  window.go = () => speech.now.onend()
})()
"""
NEAR, FAR_ONLY = A_DEVICE.replace("VOICES", "voices"), A_DEVICE.replace("VOICES", "voices.slice(0, 1)")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_pack_is_chosen_made_and_taken(visit: Opens, cast: Cast, width: int) -> None:
    page = visit(cast.lunt, f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}", width=width)
    press(page, "Put it in a work pack")
    heading(page, "Make a work pack")
    page.get_by_label("Searching a list, stonegate").check()
    look(page)
    press(page, "Add what is ticked")
    expect(page.get_by_text("2 lessons chosen")).to_be_visible()
    page.get_by_label("What to call it").fill("Two weeks of lists")
    page.get_by_label("On a USB stick: a folder that opens without the internet").check()
    look(page)
    press(page, "Make the pack")
    heading(page, "Two weeks of lists")
    expect(page.get_by_role("heading", name="It is ready")).to_be_visible(timeout=SOON)
    look(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the folder, as a zip").click()
    assert started.value.suggested_filename == "two-weeks-of-lists.zip"
    with zipfile.ZipFile(started.value.path()) as archive:
        assert "two-weeks-of-lists/index.html" in archive.namelist()
    page.goto("/packs")
    look(page)


def test_a_pupil_packs_their_work_without_script(visit: Opens, cast: Cast) -> None:
    page = visit(cast.ellie, "/my-work", js=False)
    page.get_by_role("link", name="Print it, or put it on a USB stick").click()
    heading(page, "Work away from the screen")
    press(page, "Make the pack")
    for _look in range(60):
        if page.get_by_role("button", name="Download the PDF").count():
            break
        page.wait_for_timeout(1000)
        page.get_by_role("link", name="Look again").click()
    else:
        pytest.fail("the pack was not made in a minute")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the PDF").click()
    assert started.value.suggested_filename == "work-pack.pdf"


def lesson(browse: Opens, cast: Cast, device: str, width: int = PHONE) -> Page:
    page = browse(cast.ellie, "/my-work", width=width)
    page.add_init_script(device)
    page.goto(f"/my-work/{cast.larkdale.work['new'].assignment_id}")
    return page


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_lesson_is_read_aloud_by_the_device_itself(browse: Opens, cast: Cast, width: int) -> None:
    page = lesson(browse, cast, NEAR, width)
    page.get_by_role("button", name="Read it to me").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stop reading")).to_be_focused()
    expect(page.locator(".is-read")).to_have_count(1)
    look(page)
    first = page.locator(".is-read").inner_text()
    page.evaluate("go()")
    expect(page.locator(".is-read")).to_have_count(1)
    assert page.locator(".is-read").inner_text() != first
    page.keyboard.press("Escape")
    expect(page.locator(".is-read")).to_have_count(0)
    page.keyboard.press("Enter")  # on, from where it stopped
    said = page.evaluate("said")
    assert {name for name, _text in said} == {"Near"} and said[1] == said[2]
    page.keyboard.press("Escape")
    page.get_by_role("button", name="From the beginning").click()
    assert page.evaluate("said.at(-1)") == said[0]
    for _block in range(40):
        if page.evaluate("speechSynthesis.now === null"):
            break
        page.evaluate("go()")
    expect(page.get_by_role("button", name="Read it to me")).to_be_visible()
    assert len(page.evaluate("said")) > 5


def test_where_only_others_have_a_voice_there_is_no_button(browse: Opens, cast: Cast) -> None:
    page = lesson(browse, cast, FAR_ONLY)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".aloud")).to_be_hidden()
    assert page.locator(".aloud button").count() == 0


@pytest.mark.parametrize("js", [True, False])
def test_pages_look_as_somebody_needs_them(visit: Opens, cast: Cast, js: bool) -> None:
    page = visit(cast.ellie, "/today", js=js)
    before = page.evaluate("getComputedStyle(document.body).fontSize") if js else ""
    page.get_by_role("link", name="How pages look to me").click()
    heading(page, "How pages look to me")
    page.get_by_label("Largest").check()
    page.get_by_label("Wider").check()
    page.get_by_label("Pale rose").check()
    page.get_by_label("The one of your device").check()
    page.get_by_label("Show a line that follows what I read").check()
    press(page, "Save")
    expect(page.get_by_text("Every page looks like this for you now")).to_be_visible()
    page.goto("/today")
    expect(page.locator("html")).to_have_attribute("data-size", "largest")
    if js:
        look(page)
        assert page.evaluate("getComputedStyle(document.body).fontSize") != before
        page.mouse.move(100, 300)
        expect(page.locator(".ruler")).to_be_visible()
        page.goto(f"/my-work/{cast.larkdale.work['new'].assignment_id}")
        look(page)
        page.goto("/reading-settings")
        look(page)


@pytest.mark.parametrize("ground", ["Cream", "Pale blue", "Pale green"])
def test_every_ground_can_be_read_on(visit: Opens, cast: Cast, ground: str) -> None:
    page = visit(cast.ellie, "/reading-settings", width=DESK)
    page.get_by_label(ground).check()
    press(page, "Save")
    expect(page.get_by_text("Every page looks like this for you now")).to_be_visible()
    look(page)
