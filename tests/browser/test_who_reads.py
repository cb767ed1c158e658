"""Who reads what: a note for two whom its writer names, and an answer for those whom a pupil chooses."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import way, way_referral
from tests.browser.conftest import Opens, School
from tests.browser.looking import keep_picture, look
from tests.browser.steps import press
from tests.browser.way import Family
from tests.browser.way_referral import GOOD, WAY, Walk
from tests.cast import Cast, Person
from tests.make import care_link
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account
from virtual_school.pupils.models import Pupil

WORDS = "Her aunt rang about the weekend. Agreed to keep it between us."
KEPT = "There is also a restricted note here."


@pytest.fixture
def covered(school: School, cast: Cast) -> Cast:
    """Sam and Kit mentor Ellie beside Dani: three who read her notes, and the lead."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
        for person in (cast.sam, cast.kit):
            care_link(db.session.get_one(Account, person.account_id), ellie, starts_on=clock.today())
        db.session.commit()
        db.session.remove()
    return cast


@pytest.mark.parametrize("js", [True, False], ids=["script", "no script"])
def test_a_note_for_two(browse: Opens, covered: Cast, width: int, js: bool) -> None:
    cast = covered
    notes = f"/pupils/{cast.ellie.pupil_id}/notes"
    _write(browse(cast.dani, f"/pupils/{cast.ellie.pupil_id}/note", width=width, js=js), cast, js=js)
    for reader in (cast.dani, cast.sam, cast.lead, cast.safeguarding_lead):
        page = browse(reader, notes, width=width, js=js)
        expect(page.locator("main")).to_contain_text(WORDS)
        expect(page.locator("main")).not_to_contain_text(KEPT)
    _looked_at(page, js=js)
    colleague = browse(cast.kit, notes, width=width, js=js)
    expect(colleague.locator("main")).to_contain_text(KEPT)
    expect(colleague.locator("main")).not_to_contain_text(WORDS)
    _looked_at(colleague, js=js)
    for person, path in ((cast.ellie, "/my-people"), (cast.mum, f"/children/{cast.ellie.pupil_id}")):
        family = browse(person, path, width=width, js=js)
        expect(family.locator("main")).to_be_visible()
        for word in (WORDS, KEPT, "restricted"):
            expect(family.locator("body")).not_to_contain_text(word)
        assert family.request.get(notes).status in (403, 404)


def _looked_at(page: Page, *, js: bool) -> None:
    """As far as a page can be looked into without script: by eye."""
    if js:
        look(page)
    else:
        keep_picture(page)


def _write(page: Page, cast: Cast, *, js: bool) -> None:
    expect(page.locator(".who-can-see").first).to_contain_text("Praise: Read by")
    _looked_at(page, js=js)
    press(page, "With home")
    box = page.get_by_label("A few words")
    box.fill(WORDS)
    page.get_by_label("Restricted: only for you").check()
    for person in (cast.sam, cast.lead):
        page.get_by_label(person.name).check()
    expect(page.get_by_label(cast.kit.name)).not_to_be_checked()
    _looked_at(page, js=js)
    press(page, "Save the words")
    expect(page.get_by_text("Saved.").first).to_be_visible()


# An answer for those whom a pupil chooses -----------------------------------------------------------------------------


@pytest.fixture
def morning(school: School) -> Iterator[School]:
    with way.at_ten(school) as held:
        yield held


@pytest.fixture
def kestrels(morning: School, cast: Cast) -> Family:
    with way.rows(morning, cast):
        return way.family(cast)


def test_an_answer_is_read_by_whom_he_chose(browse: Opens, cast: Cast, kestrels: Family, width: int) -> None:
    walk = Walk(browse, cast, kestrels, width)
    way_referral.the_head_of_year_asks(walk)
    way_referral.the_lead_names_dani(walk)
    way_referral.ash_says_his_part(walk)
    way_referral.dani_reads_it(walk)
    for person, reads in ((cast.head_of_year, False), (cast.head, False), (cast.lead, True), (cast.dani, True)):
        _finds(walk, person, reads=reads)


def _finds(walk: Walk, person: Person, *, reads: bool) -> None:
    """On the page of the referral and on every page that it leads to."""
    page = walk.start(person)
    page.goto(f"/pupils/{walk.kestrels.ash.pupil_id}/referral")
    expect(page.locator("main")).to_contain_text(GOOD)
    look(page)
    said = [page.content()]
    for link in page.locator("main a[href^='/']").evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        answer = page.request.get(link)
        said += [answer.text()] if "text/html" in answer.headers.get("content-type", "") else []
    assert any(WAY in one for one in said) is reads, person.key
