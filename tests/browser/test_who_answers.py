"""Who answers: a teacher says yes, gives one back, the lead hands it on with one press, the pupil is told."""

import datetime as dt

from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import follow, heading, press
from tests.cast import Cast
from virtual_school.core import clock


def test_yes_back_and_on_to_somebody_else(visit: Opens, cast: Cast, width: int, complaints: Complaints) -> None:
    work = cast.larkdale.work["in"]
    lunt = visit(cast.lunt, "/to-answer", width=width)
    follow(lunt, "Work that I can answer")
    heading(lunt, "Work that I can answer")
    look(lunt)
    lunt.get_by_label("How many pieces of work a week?").fill("0")
    press(lunt, "Save")
    expect(lunt.locator(".govuk-error-message").first).to_be_visible()
    complaints.expect("422")
    look(lunt)
    lunt.get_by_label("How many pieces of work a week?").fill("4")
    lunt.get_by_label("Until").fill(str(clock.today() + dt.timedelta(days=60)))
    press(lunt, "Save")
    expect(lunt.get_by_text("You said up to 4 a week")).to_be_visible()
    look(lunt)

    lunt.goto(f"/to-answer/{work.hand_in_id}")
    follow(lunt, "I cannot answer this one")
    lunt.get_by_label("Why can you not answer it?").fill("I am away from Friday.")
    look(lunt)
    press(lunt, "Give it back")
    heading(lunt, "To answer")

    lead = visit(cast.lead, "/waiting", width=width)
    expect(lead.get_by_text("Name somebody else to answer").first).to_be_visible()
    lead.goto("/late-answers")
    expect(lead.get_by_text("I am away from Friday.").first).to_be_visible()
    look(lead)
    lead.goto(f"/assignments/{work.assignment_id}/answerer")
    look(lead)
    lead.goto("/waiting")
    lead.locator(f"form[action='/assignments/{work.assignment_id}/answerer'] button").click()
    expect(lead.get_by_text("Dani Okafor answers it now.")).to_be_visible()
    look(lead)

    ellie = visit(cast.ellie, f"/my-work/{work.assignment_id}", width=width)
    expect(ellie.get_by_text("Dani").first).to_be_visible()
