"""What waits on her phone goes when it can and arrives once; what is kept there goes when it must."""

import json
from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser.conftest import Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.school_day import BOX, HERE, agree, arrived, ended
from tests.browser.steps import SAVED, press, sign_in
from tests.cast import PASSWORD, Cast
from tests.servers import cookie_of

WORDS = "I looked at each number in turn."
TRY = "dispatchEvent(new Event('online'))"
KEPT = "async () => (await caches.keys()).filter((name) => name.startsWith('phone:')).length"
# A device on which there is no room for anything any more.
FULL = """() => {
  const full = () => { throw new DOMException('no room', 'QuotaExceededError') }
  Storage.prototype.setItem = IDBObjectStore.prototype.add = IDBObjectStore.prototype.put =
  Cache.prototype.put = full }"""
LEFT = """async () => JSON.stringify([
  await caches.keys(), Object.keys(localStorage), (await navigator.serviceWorker.getRegistrations()).length,
  await new Promise((done) => { const opening = indexedDB.open('phone'); opening.onsuccess = () => {
    const base = opening.result
    if (!base.objectStoreNames.length) { base.close(); done(0); return }
    const asked = base.transaction('queue').objectStore('queue').count()
    asked.onsuccess = () => { base.close(); done(asked.result) } } })])"""


def _work(cast: Cast) -> str:
    return f"/my-work/{cast.larkdale.work['new'].assignment_id}"


def _waits(page: Page, words: str = WORDS) -> None:
    page.context.set_offline(True)
    page.get_by_label(BOX).fill(words)
    expect(page.locator(".saved").first).to_contain_text(HERE)
    press(page, "Hand in")
    expect(page.get_by_text("It is on this phone, not sent yet.")).to_be_visible()


def test_it_is_sent_in_the_end_and_once(visit: Opens, cast: Cast, school: School, complaints: Complaints) -> None:
    """Somebody else is signed in, nobody is, the computer is down in each way, the answer is lost: then it is there."""
    page = visit(cast.ellie, _work(cast))
    context = page.context
    _waits(page)
    cookie = cookie_of(school.app, cast.tariq)
    context.add_cookies([{"name": "school", "value": cookie, "url": school.server.url}])
    context.set_offline(False)
    expect(page.get_by_text("What waits stays on this phone until you sign in.")).to_be_visible()
    ended(school, cast)
    cookie = cookie_of(school.app, cast.ellie)
    context.add_cookies([{"name": "school", "value": cookie, "url": school.server.url}])
    page.evaluate(TRY)
    press(page, "Sign in here")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your login name or email").fill(cast.ellie.login_name)
    dialog.get_by_label("Your password", exact=True).fill(PASSWORD)
    assert not arrived(school, cast, _work(cast)).goes
    ways = [500, 502, 503]
    lost: list[int] = []

    def badly(route: Route) -> None:
        if ways:
            route.fulfill(status=ways.pop(0), body="")
            return
        lost.append(route.fetch(max_redirects=0).status)
        route.abort()

    page.route("**/hand-in", badly)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog).to_have_count(0)
    for _time in range(60):
        page.wait_for_timeout(500)
        if lost:
            break
        expect(page.get_by_text("It is on this phone, not sent yet.")).to_be_visible()
        page.evaluate(TRY)
    assert lost == [303] and not ways
    page.unroute_all(behavior="wait")
    page.evaluate(TRY)
    page.wait_for_url("**/receipt/*")
    there = arrived(school, cast, _work(cast))
    assert there.goes == 1 and [row.text for row in there.handed_in] == [WORDS]
    for words in ("ERR_INTERNET_DISCONNECTED", "500", "502", "503", "ERR_FAILED"):
        complaints.expect(words)


def test_where_there_is_no_room_the_page_says_so(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    page = visit(cast.ellie, _work(cast))
    page.evaluate(FULL)
    page.context.set_offline(True)
    page.get_by_label(BOX).fill(WORDS)
    expect(page.locator(".saved").first).to_contain_text("Not saved yet: keep this page open")
    press(page, "Hand in")
    expect(page.get_by_text("Check your connection and press it again.")).to_be_visible()
    expect(page.get_by_label(BOX)).to_have_value(WORDS)
    page.context.set_offline(False)
    expect(page.locator(".saved").first).to_contain_text(SAVED, timeout=20_000)
    press(page, "Hand in")
    page.wait_for_url("**/receipt/*")
    complaints.expect("ERR_INTERNET_DISCONNECTED")


def test_a_photo_waits_on_the_page_and_the_page_says_so(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    page = visit(cast.ellie, _work(cast))
    page.locator("#photo-input").focus()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.set_input_files("#photo-input", files=FilePayload(name="page.txt", mimeType="text/plain", buffer=b"A page."))
    expect(page.get_by_text("It goes when there is one: keep this page open")).to_be_visible()
    press(page, "Hand in")
    expect(page.get_by_text("Photos and files cannot wait on this phone.")).to_be_visible()
    look(page)
    page.context.set_offline(False)
    expect(page.locator("#pieces").get_by_text("page.txt").first).to_be_visible(timeout=30_000)
    complaints.expect("ERR_INTERNET_DISCONNECTED")


def test_what_is_kept_goes_when_it_must(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    page = visit(cast.ellie, "/today")
    agree(page)
    _can_be_installed(page)
    for status in (401, 410):
        page.route("**/today", _says(status))
        press(page, "Keep my work on this phone")
        expect(page.get_by_text("There is no line just now. Try it again when there is one.")).to_be_visible()
        assert page.evaluate(KEPT) == 0
        page.unroute_all()
        complaints.expect(str(status))
    page.goto("/on-this-phone")
    expect(page.locator("[data-kept]")).to_contain_text("on this phone, fetched", timeout=60_000)
    page.goto(_work(cast))
    _waits(page)
    page.route("**/hand-in", lambda route: route.abort())
    page.context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("summary").first.click()
    press(page, "Sign out")
    page.wait_for_url("**/n/larkdale/*")
    shelves, names, workers, rows = json.loads(page.evaluate(LEFT))
    assert not [one for one in shelves if one.startswith("phone:")] and not rows and not workers
    assert names in ([], ["phone-waits"])
    complaints.said.clear()


def _says(status: int) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, body="")


def _can_be_installed(page: Page) -> None:
    asks = page.context.new_cdp_session(page)
    manifest = json.loads(asks.send("Page.getAppManifest")["data"])
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/today", "/", "standalone")
    assert page.request.get(manifest["icons"][0]["src"]).ok
    wrong = asks.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one["errorId"] for one in wrong if one["errorId"] != "in-incognito"] == []
    asks.detach()


def test_on_a_shared_computer_no_page_stays(visit: Opens, cast: Cast) -> None:
    page = visit(None, "/n/larkdale/")
    page.get_by_label("I'm on a shared computer").check()
    sign_in(page, cast.ellie.login_name, PASSWORD)
    page.wait_for_url("**/today")
    page.goto("/on-this-phone")
    expect(page.get_by_text("So nothing of yours is kept on it.")).to_be_visible()
    look(page)
    page.goto(_work(cast))
    assert page.evaluate("'seal' in document.body.dataset") is False
    assert page.evaluate(KEPT) == 0 and page.evaluate("localStorage.length") == 0
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
