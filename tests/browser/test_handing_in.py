"""In the way that suits her: a voice that survives a killed tab, a photo turned by keyboard, all of it had back."""

import io
import re

from PIL import Image
from playwright.sync_api import Route, expect

from tests.browser.conftest import Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import press
from tests.cast import Cast

# In place of a microphone: ten minutes of quiet in parts of three seconds, as fast as they can be taken.
TEN_MINUTES = """
window.MediaRecorder = class extends EventTarget {
  static isTypeSupported() { return true }
  get mimeType() { return "audio/wav" }
  start() {
    const [rate, all] = [8000, 600 * 8000], head = new DataView(new ArrayBuffer(44))
    const words = (at, text) => [...text].forEach((letter, n) => head.setUint8(at + n, letter.charCodeAt(0)))
    words(0, "RIFF"); head.setUint32(4, 36 + all, true); words(8, "WAVEfmt "); head.setUint32(16, 16, true)
    head.setUint16(20, 1, true); head.setUint16(22, 1, true); head.setUint32(24, rate, true)
    head.setUint32(28, rate, true); head.setUint16(32, 1, true); head.setUint16(34, 8, true)
    words(36, "data"); head.setUint32(40, all, true)
    const parts = [head, ...Array.from({ length: 200 }, () => new Uint8Array(3 * rate).fill(128))]
    const give = () => {
      this.dispatchEvent(Object.assign(new Event("dataavailable"), { data: new Blob([parts.shift()]) }))
      if (parts.length) setTimeout(give, 2)
    }
    give()
  }
}
"""
KEPT = """() => new Promise((count) => {
  const opened = indexedDB.open("recordings")
  opened.onsuccess = () => {
    const asked = opened.result.transaction("parts").objectStore("parts").count()
    asked.onsuccess = () => { opened.result.close(); count(asked.result === 201) }
  }
})"""


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


def test_ten_minutes_of_sound_go_on_after_a_killed_tab(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    address = f"/my-work/{cast.larkdale.work['new'].assignment_id}"
    page = visit(cast.ellie, "/my-work")
    page.add_init_script(TEN_MINUTES)
    page.goto(address)
    sent: list[Route] = []

    def only_the_first(route: Route) -> None:
        sent.append(route)
        if route.request.method == "PATCH" and sum(one.request.method == "PATCH" for one in sent) > 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/uploads/*", only_the_first)
    page.get_by_text("Say it, or show it").click()
    press(page, "Record my voice")
    while not page.evaluate(KEPT):
        page.wait_for_timeout(200)
    again = page.context.new_page()
    page.close()
    complaints.expect("ERR_FAILED")
    again.goto(address)
    sound = again.locator("#pieces audio")
    expect(sound).to_be_visible(timeout=60_000)
    sound.evaluate("sound => { sound.load() }")
    expect(sound).to_have_js_property("duration", 600)
    look(again)
