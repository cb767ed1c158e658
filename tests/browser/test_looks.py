"""A teacher opens a record and the family reads that somebody did; the log is searched; a glass is broken and told."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests import make
from tests.browser.conftest import PHONE, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import follow, heading, press, refused
from tests.cast import Cast
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import Pupil

WHY = "A complaint of 3 November."
REASON = "A neighbour rang: he was shouting all night."


@contextmanager
def written(school: School) -> Iterator[None]:
    """Rows that are there before anybody looks."""
    with school.app.app_context():
        enter_network(school.cast.larkdale.network_id)
        yield
        db.session.commit()
        db.session.remove()


def main(page: Page) -> str:
    return page.locator("main").inner_text()


def test_a_teacher_opens_a_record_and_the_family_reads_who_and_why(visit: Opens, cast: Cast, width: int) -> None:
    ellie, mum = (
        visit(cast.ellie, "/my-people", width=width),
        visit(cast.mum, f"/children/{cast.ellie.pupil_id}", width=width),
    )
    follow(ellie, "Who has looked at my pages")
    expect(ellie.get_by_text("Nothing to show for these weeks.")).to_be_visible()
    look(ellie)
    lunt = visit(cast.lunt, f"/to-answer/{cast.larkdale.work['in'].hand_in_id}", width=width)
    expect(lunt.get_by_role("heading", level=1)).to_be_visible()
    ellie.reload()
    row = ellie.locator("main li.row")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Teacher, Ashfold School")
    expect(row).to_contain_text("reads and answers your work")
    look(ellie)
    shown = main(ellie)
    for _time in range(3):
        lunt.reload()
    safeguarding = visit(cast.safeguarding_lead, f"/pupils/{cast.ellie.pupil_id}", width=width)
    expect(safeguarding.get_by_role("heading", level=1)).to_contain_text("Ellie")
    ellie.reload()
    assert main(ellie) == shown, "how often, and what practice leaves out, changes no word of it"
    for name in (cast.lunt.name, cast.safeguarding_lead.name, "Safeguarding"):
        expect(ellie.locator("main")).not_to_contain_text(name)
    follow(mum, "See who has looked at the record")
    expect(mum.locator("main li.row")).to_contain_text("reads and answers the work of Ellie")
    for name in (cast.lunt.name, cast.safeguarding_lead.name, "Safeguarding"):
        expect(mum.locator("main")).not_to_contain_text(name)
    look(mum)


def test_the_lead_searches_the_log_and_takes_it_out_with_a_reason(
    visit: Opens, cast: Cast, complaints: Complaints, width: int
) -> None:
    visit(cast.dani, f"/pupils/{cast.ellie.pupil_id}/plan", width=width)
    visit(cast.kit, f"/pupils/{cast.tariq.pupil_id}/plan", width=width)
    lead = visit(cast.lead, "/looks", width=width)
    expect(lead.locator("main tbody tr")).to_have_count(2)
    lead.get_by_label("Pupil", exact=True).fill("ellie")
    press(lead, "Look")
    expect(lead.locator("main tbody tr")).to_have_count(1)
    expect(lead.locator("main tbody")).to_contain_text("Dani Okafor")
    look(lead)
    follow(lead, "CSV")
    heading(lead, "Why do you take this out?")
    look(lead)
    press(lead, "Take it out")
    complaints.expect("422")
    refused(lead, because="Say why you take it out.")
    lead.get_by_label("Why do you take this list out?").fill(WHY)
    with lead.expect_download() as coming:
        press(lead, "Take it out")
    face, headings, *rows = csv.reader(io.StringIO(Path(coming.value.path()).read_text("utf-8-sig")))
    assert cast.lead.name in face[0] and WHY in face[0] and headings[0] == "When"
    assert [row[1] for row in rows] == ["Dani Okafor"]
    auditor = visit(cast.auditor, "/looks", width=width)
    expect(auditor.locator("main")).not_to_contain_text("Ellie")
    follow(auditor, "Lists taken out as files")
    expect(auditor.locator("main")).to_contain_text(WHY)
    look(auditor)


def test_a_record_is_opened_without_a_link_and_everybody_is_told_who_must_be(
    school: School, visit: Opens, cast: Cast, complaints: Complaints, width: int
) -> None:
    with written(school):
        account = db.session.get_one(Account, cast.bell.account_id)
        stonegate = db.session.get_one(Organisation, cast.larkdale.organisations["stonegate"])
        ended = db.session.get_one(make.Membership, cast.larkdale.ids["membership of bell"])
        make.membership(account, stonegate, Role.SAFEGUARDING_LEAD)
        ended.ends_on = ended.starts_on
        born = db.session.get_one(Pupil, cast.tariq.pupil_id).date_of_birth
    tariq = visit(cast.tariq, "/who-has-looked", width=width)
    before = main(tariq)
    leah = visit(cast.safeguarding_lead, "/opened-without-a-link", width=width)
    press(leah, "Open a record")
    look(leah)
    press(leah, "Open the record")
    complaints.expect("422")
    refused(leah, name="Type the whole name.", reason="Say why you open it.")
    leah.get_by_label("The pupil’s whole name").fill("Tariq Bell")
    leah.get_by_label("Date of birth").fill(born.isoformat())
    leah.get_by_label("Why do you open it?").fill(REASON)
    press(leah, "Open the record")
    expect(leah.get_by_role("heading", level=1)).to_contain_text("Tariq")
    expect(leah.locator("main")).to_contain_text("You opened this record without a link")
    look(leah)
    lead = visit(cast.lead, "/waiting", width=width)
    follow(lead, "This record was opened without a link")
    bell = visit(cast.bell, "/handed-to-me", width=width)
    follow(bell, "2 records were opened without a link")
    for page in (lead, bell):
        expect(page.locator("main")).to_contain_text(REASON)
        expect(page.locator("main")).to_contain_text("Leah Brook, Wren Hill School")
        look(page)
    tariq.reload()
    assert main(tariq) == before, "the pupil's page tells nothing of it"
    leah.goto("/opened-without-a-link")
    look(leah)
    press(leah, "Shut it now")
    expect(leah.get_by_text("Shut. The record is not open to you any more.")).to_be_visible()
    assert leah.request.get(f"/pupils/{cast.tariq.pupil_id}").status == 404
    look(leah)


def test_a_photo_of_another_pupils_page_is_taken_away(
    visit: Opens, cast: Cast, complaints: Complaints, width: int
) -> None:
    work = cast.larkdale.work["in"]
    dani = visit(cast.dani, f"/assignments/{work.assignment_id}", width=width)
    follow(dani, "Take away page.txt")
    look(dani)
    press(dani, "Take it away")
    complaints.expect("422")
    expect(dani.locator("#because-error")).to_contain_text("Say why")
    look(dani)
    dani.get_by_label("Why are you taking it back?").fill("It is another pupil's page.")
    press(dani, "Take it away")
    expect(dani.get_by_text("Taken away. Nobody can open it any more.")).to_be_visible()
    expect(dani.locator("main")).not_to_contain_text("page.txt")
    look(dani)
    ellie = visit(cast.ellie, f"/my-work/{work.assignment_id}", width=width)
    expect(ellie.get_by_text("One file is not here any more. It did not belong here.")).to_be_visible()


def test_without_a_script_it_reads_the_same(browse: Opens, cast: Cast) -> None:
    browse(cast.dani, f"/pupils/{cast.ellie.pupil_id}", js=False)
    ellie = browse(cast.ellie, "/who-has-looked", width=PHONE, js=False)
    expect(ellie.locator("main li.row")).to_contain_text("Learning mentor")
