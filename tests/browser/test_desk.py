"""The mentor's desk in a real browser: read at both widths, a contact and an observation in two taps each."""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import make_desk, make_mentoring
from tests.browser.conftest import DESK, PHONE, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import SAVED, heading, press
from tests.cast import Cast
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network, writing
from virtual_school.identity.models import Account
from virtual_school.library.models import LessonRevision
from virtual_school.mentoring.models import ContactKind, ContactNote, TaskKind
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil


@pytest.fixture
def full(school: School, cast: Cast) -> Iterator[Cast]:
    """Dani has fourteen pupils; with Ellie nothing was noted for long, and a first task is due."""
    larkdale = cast.larkdale
    with school.app.app_context():
        enter_network(larkdale.network_id)
        with writing():
            dani = db.session.get_one(Account, cast.dani.account_id)
            places = (larkdale.organisations[key] for key in ("ashfold", "stonegate"))
            schools = [db.session.get_one(Organisation, place) for place in places]
            revision = db.session.get_one(LessonRevision, larkdale.lessons["ashfold"].revision_id)
            make_desk.caseload(dani, schools, revision, 13)
            ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
            make_mentoring.task(ellie, TaskKind.TELL_FAMILY_DATES, due_on=clock.today() - dt.timedelta(days=1))
        db.session.remove()
    yield cast


class Taps:
    """Counts what a person presses."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def link(self, words: str) -> None:
        self.count += 1
        self.page.get_by_role("link", name=words).first.click()

    def button(self, words: str) -> None:
        self.count += 1
        self.page.get_by_role("button", name=words, exact=True).first.click()


def test_the_desk_is_read_at_both_widths(visit: Opens, full: Cast, width: int) -> None:
    page = visit(full.dani, "/desk", width=width)
    heading(page, "Your desk")
    expect(page.get_by_role("heading", name="Contact today")).to_be_visible()
    page.get_by_role("link", name="Contact today").click()
    look(page)
    page.get_by_role("link", name="Why?").first.click()
    heading(page, "Why somebody is under ‘Contact today’")
    look(page)
    visit(full.dani, "/desk/weeks", width=width)
    visit(full.dani, f"/pupils/{full.ellie.pupil_id}", width=width)


def test_a_contact_takes_two_taps_from_the_desk(visit: Opens, school: School, full: Cast, width: int) -> None:
    page = visit(full.dani, "/desk", width=width)
    taps = Taps(page)
    taps.link("Note a contact with Ellie M.")
    taps.button("Call")
    expect(page.locator("#main").get_by_text("Saved: Call with Ellie M., today")).to_be_visible()
    assert taps.count == 2
    assert noted(school, full)[-1] == (ContactKind.CALL, None)
    look(page)
    page.get_by_label("A few words").fill("She is glad about Thursday.")
    expect(page.locator("[data-saved-for=words]")).to_have_text(SAVED)
    press(page, "Save the words")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    heading(page, "Your desk")
    assert noted(school, full)[-1] == (ContactKind.CALL, "She is glad about Thursday.")


def noted(school: School, cast: Cast) -> list[tuple[ContactKind, str | None]]:
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        rows = db.session.query(ContactNote).filter_by(pupil_id=cast.ellie.pupil_id).order_by(ContactNote.made_at)
        found = [(row.kind, row.words) for row in rows]
        db.session.remove()
        return found


@pytest.mark.parametrize("js", [True, False], ids=["script", "no script"])
def test_a_contact_takes_one_tap_from_the_pupils_page(browse: Opens, school: School, cast: Cast, js: bool) -> None:
    page = browse(cast.dani, f"/pupils/{cast.ellie.pupil_id}", width=PHONE, js=js)
    taps = Taps(page)
    taps.button("Visit")
    heading(page, "Visit · Ellie M.")
    assert taps.count == 1 and noted(school, cast)[-1] == (ContactKind.VISIT, None)
    page.get_by_role("link", name="Nothing to add").click()
    heading(page, "Ellie M.")


@pytest.mark.parametrize("js", [True, False], ids=["script", "no script"])
def test_an_observation_takes_two_taps_and_names_no_other_pupil(
    browse: Opens, full: Cast, complaints: Complaints, js: bool
) -> None:
    page = browse(full.dani, "/desk", width=DESK, js=js)
    taps = Taps(page)
    taps.link("Note a contact with Ellie M.")
    page.get_by_label("Something you saw").first.fill("Explained her drawing to Josh.")
    taps.button("Praise")
    assert taps.count == 2
    expect(page.get_by_text("Josh is also one of your pupils").first).to_be_visible()
    complaints.expect("422")  # that is how a form comes back with what was typed
    if js:
        look(page)
    page.get_by_label("Something you saw").fill("Explained her drawing to another pupil.")
    press(page, "Praise")
    expect(page.get_by_text("Saved: Praise.")).to_be_visible()
    press(page, "Undo")
    expect(page.get_by_text("Undone. Nothing was noted.")).to_be_visible()


def test_pages_of_notes_and_behaviour_are_looked_at(visit: Opens, cast: Cast, width: int) -> None:
    pupil = cast.ellie.pupil_id
    for person, path in (
        (cast.dani, f"/pupils/{pupil}/notes"),
        (cast.dani, f"/pupils/{pupil}/behaviour"),
        (cast.dani, f"/contacts/{cast.larkdale.ids['contact of ellie']}"),
        (cast.dani, f"/observations/{cast.larkdale.ids['praise of ellie']}/withdraw"),
        (cast.mum, f"/pupils/{pupil}/behaviour"),
        (cast.ellie, f"/pupils/{pupil}/behaviour"),
        (cast.lead, "/waiting"),
    ):
        visit(person, path, width=width)
