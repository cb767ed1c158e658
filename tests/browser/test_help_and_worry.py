"""A pupil asks for help and sees it seen, with script and without; the safeguarding lead takes what was handed over."""

import re

from playwright.sync_api import Route, expect

from tests.browser.conftest import DESK, Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import follow, heading, press
from tests.cast import Cast


def test_she_asks_and_it_is_seen_while_she_looks(visit: Opens, cast: Cast, width: int) -> None:
    ellie = visit(cast.ellie, "/today", width=width)
    follow(ellie, "I need help")
    heading(ellie, "I need help")
    look(ellie)
    ellie.get_by_label("You can say what is wrong").fill("I am in the toilets and I cannot come out.")
    press(ellie, "Ask for help")
    asked = ellie.locator("#asked section").first
    expect(asked).to_contain_text("I am in the toilets and I cannot come out.")
    expect(asked).to_contain_text("Not seen yet.")
    look(ellie)
    leah = visit(cast.safeguarding_lead, "/asked-for-help", width=DESK)
    leah.get_by_role("button", name=re.compile("^I have seen it")).last.click()
    expect(asked).to_contain_text("Seen by Leah Brook, today", timeout=20_000)
    look(ellie)


def test_without_script(visit: Opens, cast: Cast) -> None:
    ellie = visit(cast.ellie, "/my-people", js=False)
    ellie.locator("main").get_by_role("button", name="I need help").click()
    ellie.get_by_label("Not Dani.").check()
    press(ellie, "Ask for help")
    expect(ellie.locator("#asked section").first).to_contain_text("Not shown to Dani.")
    out = ellie.get_by_role("button", name="Exit this page")
    expect(out).to_have_attribute("href", re.compile("^https://"))


def test_the_way_out_leaves_nothing_to_go_back_to(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    ellie = visit(cast.ellie, "/today")
    ellie.context.route("https://www.bbc.co.uk/**", _weather)
    follow(ellie, "I need help")
    ellie.get_by_label("You can say what is wrong").fill("Something nobody may read.")
    ellie.get_by_role("button", name="Exit this page").click()
    ellie.wait_for_url("https://www.bbc.co.uk/weather")
    complaints.expect("asked another host: https://www.bbc.co.uk/weather")
    ellie.go_back()
    expect(ellie).to_have_url(re.compile("/today$"))
    kept = ellie.evaluate("JSON.stringify(localStorage)")
    assert "nobody may read" not in kept


def _weather(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<title>Weather</title><h1>Rain</h1>")


def test_the_lead_takes_what_was_handed_over(visit: Opens, cast: Cast, complaints: Complaints, width: int) -> None:
    leah = visit(cast.safeguarding_lead, "/", width=width)
    heading(leah, "Handed to me")
    leah.locator("main li.row a").first.click()
    look(leah)
    press(leah, "I have seen it")
    expect(leah.get_by_text("Seen by Leah Brook")).to_be_visible()
    press(leah, "Let it go on")
    expect(leah.get_by_text("Say why it may go on.").first).to_be_visible()
    complaints.expect("422")
    look(leah)
    leah.get_by_label("Why may it go on?").fill("We spoke with her; she is safe.")
    press(leah, "Let it go on")
    expect(
        leah.get_by_text("She is safe", exact=False).or_(leah.get_by_text("We spoke with her")).first
    ).to_be_visible()
    look(leah)


def test_who_raised_what_lies_with_nobody_is_told_to_ring(visit: Opens, cast: Cast) -> None:
    dani = visit(cast.dani, f"/handed-over/{cast.larkdale.ids['concern of ellie']}", width=DESK)
    expect(dani.locator("#receipt")).to_contain_text("Nobody here can read it now. Ring the pupil’s school")
    follow(dani, "What I handed over")
    look(dani)
