"""Passkeys by Chromium's own virtual authenticator, an app, codes on paper; and a second factor due in place."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import make_factors as make
from tests.browser.conftest import DESK, HEIGHTS, PATIENCE, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import SAVED, heading, press, sign_in
from tests.cast import PASSWORD, Cast
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import SignIn

Keyed = Callable[[int], Page]


@pytest.fixture
def with_keys(school: School, chromium: Browser, cast: Cast, complaints: Complaints) -> Iterator[Keyed]:
    """A browser whose device can hold passkeys. They exist for a host that has a name: this machine's."""
    contexts: list[BrowserContext] = []
    home = school.server.url.replace("127.0.0.1", "localhost")

    def opens(width: int) -> Page:
        context = chromium.new_context(
            base_url=home, viewport={"width": width, "height": HEIGHTS[width]}, locale="en-GB", reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        complaints.listen(context, home)
        page = context.new_page()
        keys: dict[str, Any] = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": keys})
        page.goto("/n/larkdale/")
        return page

    yield opens
    for context in contexts:
        context.close()


def test_a_passkey_is_made_and_signs_in_alone(with_keys: Keyed, cast: Cast, width: int) -> None:
    page = with_keys(width)
    look(page)
    sign_in(page, cast.dani.login_name, PASSWORD)
    heading(page, "Your desk")
    expect(page.locator(".second-due")).to_be_visible()
    page.goto("/account")
    look(page)
    page.get_by_label("What shall it be called?").fill("Dani's laptop")
    press(page, "Make a passkey")
    expect(page.get_by_text("Your passkey “Dani's laptop” is set up.")).to_be_visible()
    expect(page.locator(".second-due")).to_have_count(0)
    look(page)
    press(page, "Make ten new codes")
    heading(page, "Your recovery codes")
    expect(page.locator(".codes li")).to_have_count(10)
    look(page)
    page.goto("/devices")
    page.locator(".row--here").get_by_role("button", name="Sign out").click()
    heading(page, "Sign in")
    press(page, "Sign in with a passkey")
    heading(page, "Your desk")


def test_after_a_password_the_passkey_is_asked_for(with_keys: Keyed, cast: Cast, width: int) -> None:
    page = with_keys(width)
    sign_in(page, cast.dani.login_name, PASSWORD)
    heading(page, "Your desk")
    page.goto("/account")
    press(page, "Make a passkey")
    expect(page.locator("#passkeys .row")).to_have_count(1)
    page.goto("/devices")
    page.locator(".row--here").get_by_role("button", name="Sign out").click()
    sign_in(page, cast.dani.login_name, PASSWORD)
    heading(page, "Show that it is you")
    look(page)
    page.goto("/people")
    heading(page, "Show that it is you")
    press(page, "Use a passkey")
    page.wait_for_url(re.compile(r"/people$"))


def test_a_passkey_of_nobody_is_refused_in_words(with_keys: Keyed, cast: Cast, complaints: Complaints) -> None:
    page = with_keys(DESK)
    press(page, "Sign in with a passkey")
    expect(page.get_by_role("alert").filter(has_text="Nothing was done")).to_be_visible()


def test_an_app_is_set_up_by_what_the_page_shows(visit: Opens, cast: Cast, complaints: Complaints, width: int) -> None:
    page = visit(None, "/n/larkdale/?next=/account", width=width)
    sign_in(page, cast.dani.login_name, PASSWORD)  # by what he knows, and just now: an older sign-in changes no ways in
    press(page, "Set up an app")
    heading(page, "Set up an authenticator app")
    page.get_by_text("I cannot point a camera at it").click()
    secret = page.locator(".once-shown").inner_text().replace(" ", "")
    picture = page.locator(".code-picture img")
    assert picture.evaluate("it => it.complete && it.naturalWidth > 100")
    look(page)
    page.get_by_label("Six digits from your app").fill(make.code_now(secret))
    press(page, "Go on")
    heading(page, "Your recovery codes")
    code = page.locator(".codes code").first.inner_text()
    page.get_by_role("button", name="I have them: go on").click()
    heading(page, "How I sign in")
    look(page)
    page.goto("/devices")
    page.locator(".row--here").get_by_role("button", name="Sign out").click()
    sign_in(page, cast.dani.login_name, PASSWORD)
    heading(page, "Show that it is you")
    look(page)
    box = page.get_by_label("Six digits from your app, or a recovery code")
    box.fill("000000")
    press(page, "Go on")
    expect(page.get_by_text("This code does not fit").first).to_be_visible()
    complaints.expect("422")
    look(page)
    box.fill(code)
    press(page, "Go on")
    heading(page, "Your desk")


def test_the_apps_code_lets_in_and_only_once(
    school: School, visit: Opens, browse: Opens, cast: Cast, complaints: Complaints, width: int
) -> None:
    _has_an_app(school, cast)
    page = visit(None, "/n/larkdale/?next=/devices", width=width)
    sign_in(page, cast.lunt.login_name, PASSWORD)
    heading(page, "Show that it is you")
    box = page.get_by_label("Six digits from your app, or a recovery code")
    code = make.code_now()
    box.fill(f"{code[:3]} {code[3:]}")
    page.keyboard.press("Enter")
    heading(page, "Where I am signed in")
    over_the_shoulder = browse(None, "/n/larkdale/", width=width)
    sign_in(over_the_shoulder, cast.lunt.login_name, PASSWORD)
    over_the_shoulder.get_by_label("Six digits from your app").fill(code)
    press(over_the_shoulder, "Go on")
    expect(over_the_shoulder.get_by_text("was used already").first).to_be_visible()
    complaints.expect("422")
    look(over_the_shoulder)


def test_the_apps_code_without_script(school: School, browse: Opens, cast: Cast) -> None:
    _has_an_app(school, cast)
    page = browse(None, "/n/larkdale/", js=False)
    sign_in(page, cast.lunt.login_name, PASSWORD)
    page.get_by_label("Six digits from your app").fill(make.code_now())
    press(page, "Go on")
    expect(page.get_by_text("Ms Lunt").first).to_be_visible()
    expect(page).not_to_have_url(re.compile("/second"))


def _has_an_app(school: School, cast: Cast) -> None:
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        make.app_of(cast.lunt.account_id)
        db.session.commit()
        db.session.remove()


def test_an_ended_sign_in_loses_nothing_when_a_second_factor_is_due(
    school: School, visit: Opens, cast: Cast, complaints: Complaints, width: int
) -> None:
    """While Ms Lunt writes her feedback her sign-in ends, and since then she has an app."""
    words, more = "Your search halves the list.", "Your search halves the list. Now try it with letters."
    page = visit(cast.lunt, f"/to-answer/{cast.larkdale.work['in'].hand_in_id}", width=width)
    box, saved = page.get_by_label("To Ellie"), page.locator(".saved").first
    box.fill(words)
    expect(saved).to_contain_text(SAVED)
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        make.app_of(cast.lunt.account_id)
        db.session.get_one(SignIn, cast.lunt.sign_in_id).ended_at = clock.now()
        db.session.commit()
        db.session.remove()
    box.fill(more)
    expect(saved).to_contain_text("you have been signed out")
    press(page, "Sign in here")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your login name or email").fill(cast.lunt.login_name)
    dialog.get_by_label("Your password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    code = dialog.get_by_label("Six digits from your app, or a recovery code")
    code.fill("000000")
    look(page)
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog.get_by_text("This code does not fit").first).to_be_visible()
    code.fill(make.code_now())
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog).to_have_count(0)
    expect(saved).to_contain_text(SAVED)
    complaints.expect("401")
    complaints.expect("422")
    page.reload()
    expect(box).to_have_value(more)
