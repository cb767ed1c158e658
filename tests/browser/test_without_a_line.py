"""A school day without a line: what she was set is there, what she does waits on her phone, and then arrives once."""

import datetime as dt
import re

import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import SAVED, press
from tests.cast import Cast
from virtual_school.core.db import db, enter_network
from virtual_school.learning.models import Assignment, Attempt, HandIn

BOX = "Write here, or add a photo below"
LEFT = """async () => JSON.stringify([
  await caches.keys(), {...localStorage},
  (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope)])"""


def _works(school: School, cast: Cast) -> list[tuple[str, str]]:
    """Hers that are open, as the server holds them: address, state."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        question = sa.select(Assignment.id, Assignment.state).where(Assignment.pupil_id == cast.ellie.pupil_id)
        found = [(f"/my-work/{row[0]}", row[1].value) for row in db.session.execute(question.order_by(Assignment.id))]
        db.session.remove()
    return found


def _handed_in(school: School, cast: Cast) -> list[HandIn]:
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        question = (
            sa.select(HandIn)
            .join(Attempt, Attempt.id == HandIn.attempt_id)
            .join(Assignment, Assignment.id == Attempt.assignment_id)
            .where(Assignment.pupil_id == cast.ellie.pupil_id, HandIn.text.like("Without a line%"))
        )
        found = list(db.session.scalars(question.order_by(HandIn.arrived_at, HandIn.id)))
        db.session.expunge_all()
        db.session.remove()
    return found


def _agree(page: Page) -> None:
    page.goto("/on-this-phone")
    look(page)
    press(page, "Keep my work on this phone")
    expect(page.locator("[data-kept]")).to_contain_text("MB on this phone", timeout=60_000)
    look(page)


def test_a_school_day_without_a_line(visit: Opens, cast: Cast, school: School, complaints: Complaints) -> None:
    page = visit(cast.ellie, "/today")
    _agree(page)
    first, second = [url for url, state in _works(school, cast) if state in ("not_started", "started", "another_go")][
        :2
    ]
    page.goto(second)
    page.get_by_label(BOX).fill("Saved after it was kept.")
    expect(page.locator(".saved").first).to_contain_text(SAVED, timeout=20_000)
    page.context.set_offline(True)
    page.goto(second)
    expect(page.get_by_label(BOX)).to_have_value("Saved after it was kept.")
    page.goto("/today")
    expect(page.get_by_text("No line just now.")).to_be_visible()
    look(page)
    page.goto("/my-week")
    for url, words in ((first, "Without a line: the first."), (second, "Without a line: the second.")):
        page.goto(url)
        page.get_by_label(BOX).fill(words)
        expect(page.locator(".saved").first).to_contain_text("On this phone, not sent yet", timeout=20_000)
        press(page, "Hand in")
        expect(page.get_by_text("It is on this phone, not sent yet.")).to_be_visible()
        look(page)
    page.goto("/on-this-phone")
    expect(page.locator("[data-waits] li")).to_have_count(2)
    assert not _handed_in(school, cast)
    context = page.context
    page.close()
    again = context.new_page()
    again.goto("/on-this-phone")
    expect(again.locator("[data-waits] li")).to_have_count(2)
    context.set_offline(False)
    expect(again.locator("[data-waits]")).to_contain_text("Sent", timeout=40_000)
    expect(again.locator("[data-none]")).to_be_visible(timeout=20_000)
    look(again)
    again.goto(first)
    expect(again.get_by_text("Without a line: the first.").first).to_be_visible()
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    arrived = _handed_in(school, cast)
    assert [row.text for row in arrived] == ["Without a line: the first.", "Without a line: the second."]
    assert all(dt.timedelta() <= row.arrived_at - row.pressed_at for row in arrived)


def test_who_signs_in_next_finds_nothing(visit: Opens, cast: Cast, school: School, complaints: Complaints) -> None:
    page = visit(cast.ellie, "/today")
    _agree(page)
    page.context.set_offline(True)
    page.goto(_works(school, cast)[0][0])
    page.context.set_offline(False)
    page.locator("summary").first.click()
    press(page, "Sign out")
    page.wait_for_url(re.compile("/n/larkdale/"))
    left = page.evaluate(LEFT)
    assert "phone" not in left and "my-work" not in left and str(cast.ellie.account_id) not in left
