"""In the way that suits her: a voice that survives a killed tab, a photo turned by keyboard, all of it had back."""

import io
import re

from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.looking import look
from tests.browser.steps import press
from tests.cast import Cast


def _photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(made, "JPEG")
    return made.getvalue()


def test_a_voice_a_photo_and_having_it_back(visit: Opens, cast: Cast) -> None:
    address = f"/my-work/{cast.larkdale.work['new'].assignment_id}"
    page = visit(cast.ellie, address)
    page.get_by_text("Say it, or show it").click()
    with page.expect_response(lambda answer: answer.request.method == "PATCH", timeout=30_000):
        press(page, "Record my voice")
    expect(page.locator("[data-state]")).to_contain_text("Recording 0:")
    again = page.context.new_page()
    page.close()
    again.goto(address)
    expect(again.locator("#pieces audio")).to_be_visible(timeout=30_000)
    expect(again.locator("#pieces audio")).to_have_js_property("error", None)
    again.locator("#pieces audio").evaluate("sound => { sound.load() }")
    again.wait_for_function("document.querySelector('#pieces audio').readyState >= 0")
    again.set_input_files("#photo-input", files=[{"name": "page.jpg", "mimeType": "image/jpeg", "buffer": _photo()}])
    picture = again.locator("#pieces img")
    expect(picture).to_be_visible(timeout=30_000)
    expect(picture).to_have_attribute("width", "400")
    turn = again.get_by_role("button", name="Turn photo 2")
    turn.focus()
    again.keyboard.press("Enter")
    expect(again.locator("#pieces img")).to_have_attribute("width", "300")
    again.get_by_text("Add a link").click()
    look(again)
    press(again, "Hand in")
    expect(again.get_by_role("heading", level=1)).to_have_text(re.compile("Handed in"))
    look(again)
    press(again, "Take it back")
    expect(again.get_by_text("You have it back.")).to_be_visible()
    expect(again.locator("#pieces audio")).to_be_visible()
    press(again, "Hand in")
    expect(again.get_by_role("heading", level=1)).to_have_text(re.compile("Handed in"))
