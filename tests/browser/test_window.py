"""An agency worker sees exactly what is open to her, until it is closed in front of her."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, Opens
from tests.browser.looking import Complaints, look
from tests.browser.steps import follow, heading, press
from tests.cast import Cast


def test_a_window_is_closed_in_front_of_her(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    jess = visit(cast.agency, "/", width=DESK)
    heading(jess, "My pupils")
    expect(jess.locator("main li.row")).to_have_count(1)
    follow(jess, "Ellie")
    heading(jess, "Ellie")
    expect(jess.get_by_text("Wren Hill School")).to_be_visible()
    expect(jess.locator("main .card")).to_have_count(2)
    for word in ("Marsh", "Helen", "Searching a list", "Born"):
        expect(jess.locator("main")).not_to_contain_text(word)
    look(jess)
    pupil = f"/pupils/{cast.ellie.pupil_id}"
    for path in (pupil, f"{pupil}/work", f"/assignments/{cast.larkdale.work['in'].assignment_id}"):
        assert jess.request.get(path).status in (403, 404), path
    follow(jess, "My pupils")
    lead = visit(cast.lead, pupil, width=DESK)
    row = lead.locator("#windows li.row", has_text="Jess Carter")
    row.get_by_text("Close this window").first.click()
    look(lead)
    row.get_by_role("button", name="Close it now").click()
    expect(lead.get_by_text("The window is closed.")).to_be_visible()
    expect(lead.locator("#windows")).not_to_contain_text("Jess Carter")
    follow(jess, "Ellie")
    heading(jess, "There is nothing here for you")
    complaints.expect("404")
    look(jess)
    press(jess, "To my first page")
    heading(jess, "My pupils")
    expect(jess.get_by_text("No window is open to you")).to_be_visible()
    look(jess)
