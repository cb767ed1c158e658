"""Signing in with a school's account, from entering its provider on; a forgotten password; somebody who comes back."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests import cast as casting
from tests import databases, servers
from tests.browser.conftest import DESK, PHONE, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, follow, heading, press, sign_in
from tests.cast import Cast
from tests.left_the_house import House
from tests.mock_provider import CLIENT_ID, SECRET, MockProvider
from virtual_school.core.db import db, enter_network
from virtual_school.core.mail.models import Mail

NEW = "apple-river-lantern"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """As ever, and its server takes a provider on the loopback address."""
    folder = tmp_path_factory.mktemp("school")
    where = databases.Sqlite(folder)
    app = databases.installed(where, folder / "instance")
    with app.app_context():
        cast = casting.build()
        house = House(cast)
        db.session.remove()
        where.keep()
        db.engine.dispose()
    environment = databases.environment_for(where, folder / "instance")
    server = servers.Server(environment, folder / "web.log", app="tests.browser.loopback:app").start()
    worker = servers.worker(environment, folder / "worker.log")
    yield School(app, cast, house, server, where)
    servers.stop(worker)
    server.stop()


@pytest.fixture
def school_it() -> Iterator[MockProvider]:
    with MockProvider() as provider:
        yield provider


def test_from_entering_a_provider_to_signing_in_with_it(
    visit: Opens, cast: Cast, school_it: MockProvider, complaints: Complaints
) -> None:
    lead = visit(cast.lead, "/network/sign-in", width=DESK)
    follow_button(lead, "Enter a provider")
    heading(lead, "Enter a provider")
    choose(lead, "Whose it is", "Ashfold School")
    lead.get_by_label("Another OpenID Connect provider").check()
    lead.get_by_label("Name on the sign-in page").fill("Ashfold School")
    lead.get_by_label("Issuer or directory").fill("http://10.0.0.1")
    lead.get_by_label("Client ID").fill(CLIENT_ID)
    lead.get_by_label("Client secret").fill(SECRET)
    lead.get_by_label("Ends of addresses").fill("larkdale.example")
    press(lead, "Enter it")
    expect(lead.locator(".govuk-error-summary")).to_contain_text("begins with https://")
    complaints.expect("422")
    look(lead)
    lead.get_by_label("Issuer or directory").fill(school_it.issuer)
    lead.get_by_label("Client secret").fill(SECRET)
    press(lead, "Enter it")
    heading(lead, "Ashfold School")
    look(lead)
    school_it.claims = {"sub": "lead-1", "email": "lead@larkdale.example", "email_verified": True}
    follow_button(lead, "Try it")
    follow(lead, "Go on")
    heading(lead, "What Ashfold School sent")
    look(lead)
    follow_button(lead, "Back to Ashfold School")
    press(lead, "Put it on the sign-in page")
    expect(lead.locator("#notice")).to_contain_text("stands on the sign-in page now")
    look(lead)

    school_it.claims = {"sub": "lunt-1", "email": "lunt@larkdale.example", "email_verified": True}
    for width in (PHONE, DESK):
        page = visit(None, "/n/larkdale/?next=/library", width=width)
        follow(page, "Sign in with Ashfold School")
        follow(page, "Go on")
        heading(page, "Library")
    school_it.claims = {"sub": "nobody", "email": "nobody@larkdale.example", "email_verified": True}
    page = visit(None, "/n/larkdale/")
    follow(page, "Sign in with Ashfold School")
    follow(page, "Go on")
    heading(page, "You are not signed in")
    complaints.expect("403")
    complaints.expect(f"asked another host: {school_it.issuer}/")  # where it was sent to, and nowhere else
    look(page)


def follow_button(page: Page, words: str) -> None:
    """A link that looks like a button."""
    page.get_by_role("button", name=words).click()


def test_a_forgotten_password(visit: Opens, browse: Opens, school: School, cast: Cast, complaints: Complaints) -> None:
    page = visit(None, "/n/larkdale/")
    follow(page, "Forgotten your password?")
    heading(page, "Forgotten your password?")
    look(page)
    page.get_by_label("Your email address").fill("lunt@larkdale.example")
    press(page, "Send me the letter")
    heading(page, "Look at your email")
    look(page)
    link = _letter(school, cast, page)
    page.goto(link)
    heading(page, "Choose another password")
    page.get_by_label("Choose a password").fill("password1")
    press(page, "Keep it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Very many people use this password")
    complaints.expect("422")
    look(page)
    page.get_by_label("Choose a password").fill(NEW)
    press(page, "Keep it")
    expect(page.get_by_text("Your password is changed")).to_be_visible()
    sign_in(page, cast.lunt.login_name, NEW)
    heading(page, re.compile("."))
    expect(page).not_to_have_url(re.compile("/n/larkdale/"))
    spent = browse(None, link)
    heading(spent, "This link does not work any more")
    complaints.expect("404")
    look(spent)


def _letter(school: School, cast: Cast, page: Page) -> str:
    """The address in the letter, once the worker has written it."""
    with school.app.app_context():
        for _turn in range(120):
            enter_network(cast.larkdale.network_id)
            letter = db.session.scalars(sa.select(Mail).where(Mail.account_id == cast.lunt.account_id)).first()
            db.session.remove()
            if letter is not None:
                found = re.search(r"http://\S+/reset/\S+", letter.text)
                assert found is not None
                return found[0]
            page.wait_for_timeout(500)
    raise AssertionError("no letter came")


def test_a_leaver_returns_and_an_address_changes(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    page = visit(cast.lead, f"/people/{cast.bell.account_id}", width=DESK)
    follow(page, "Change the email address")
    heading(page, "Another email address for Ms Bell")
    look(page)
    page.get_by_label("New email address").fill("bell.new@larkdale.example")
    press(page, "Change it")
    heading(page, "Ms Bell")
    page.get_by_text("Close this account").click()
    press(page, "Close it now")
    follow(page, "They are back: open the account again")
    heading(page, "Open the account of Ms Bell again")
    press(page, "Open it")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    complaints.expect("422")
    look(page)
    page.get_by_label("Why are they back?").fill("Back from a year in Leeds")
    press(page, "Open it")
    heading(page, "Ms Bell")
    expect(page.get_by_text("They hold no role here.")).to_be_visible()
    look(page)
