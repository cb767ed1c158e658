"""A safeguarding lead keeps a pupil safe: where they are in confidence, who must not meet, stop everything."""

import sqlalchemy as sa
from playwright.sync_api import expect

from tests import make_timetable
from tests.browser.conftest import Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, follow, heading, press
from tests.browser.test_people import written
from tests.cast import Cast
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding.models import Help
from virtual_school.timetable.models import Session, Slot, SlotBasis, SlotKind

REASON = "Her father looks for her."


def at_the_college(school: School, cast: Cast, pupil: str) -> None:
    """Every half day of this pupil's week is at the college, with Vikram Sayle."""
    larkdale = cast.larkdale
    with written(school):
        child = db.session.get_one(Pupil, getattr(cast, pupil).pupil_id)
        college = db.session.get_one(Organisation, larkdale.organisations["college"])
        dani = db.session.get_one(Account, cast.dani.account_id)
        basis = (SlotKind.COLLEGE, SlotBasis.OFF_SITE_ACTIVITY)
        footing = make_timetable.footing(child, dani, *basis, college)
        for slot in db.session.scalars(sa.select(Slot).where(Slot.pattern_id == larkdale.ids[f"pattern of {pupil}"])):
            slot.kind, slot.place_id, slot.footing_id = SlotKind.COLLEGE, college.id, footing.id
            slot.words, slot.responsible, slot.responsible_id = "Construction", "Vikram Sayle", None


def test_where_she_is_is_kept(school: School, visit: Opens, cast: Cast, width: int, complaints: Complaints) -> None:
    at_the_college(school, cast, "ellie")
    own, hers = f"/pupils/{cast.ellie.pupil_id}", f"/children/{cast.ellie.pupil_id}"
    dani, mum = visit(cast.dani, f"{own}/week", width=width), visit(cast.mum, f"{hers}/week", width=width)
    for page in (dani, mum):
        expect(page.get_by_text("Marlbridge College").first).to_be_visible()

    leah = visit(cast.safeguarding_lead, f"{own}/keep-safe", width=width)
    follow(leah, "Keep it in confidence")
    look(leah)
    press(leah, "Keep it so")
    expect(leah.get_by_text("Almost there")).to_be_visible()
    complaints.expect("422")
    look(leah)
    leah.get_by_label("Why").fill(REASON)
    press(leah, "Keep it so")
    heading(leah, "Keep Ellie M. safe")
    expect(leah.get_by_text(REASON)).to_be_visible()
    look(leah)

    dani.reload()
    complaints.expect("403")
    expect(dani.get_by_text("kept in confidence")).to_be_visible()
    look(dani)
    mum.reload()
    complaints.expect("404")
    expect(mum.locator("body")).not_to_contain_text("Marlbridge")
    for page, paths in ((dani, (own, f"{own}/plan", "/desk", "/registers")), (mum, ("/children", f"{hers}/plan"))):
        for path in paths:
            page.goto(path)
            expect(page.locator("body")).not_to_contain_text("Marlbridge")
            expect(page.locator("body")).not_to_contain_text("Vikram Sayle")
            look(page)
    ellie = visit(cast.ellie, "/my-week", width=width)
    expect(ellie.get_by_text("Marlbridge College").first).to_be_visible()

    follow(leah, "Name somebody")
    look(leah)
    choose(leah, "Who may know", "Dani")
    press(leah, "Name this person")
    look(leah)
    dani.goto(f"{own}/week")
    expect(dani.get_by_text("Marlbridge College").first).to_be_visible()
    look(dani)


def test_two_who_must_not_meet(school: School, visit: Opens, cast: Cast, width: int, complaints: Complaints) -> None:
    at_the_college(school, cast, "tariq")
    own, number = f"/pupils/{cast.ellie.pupil_id}", "H801200001001"
    with written(school):
        db.session.get_one(Pupil, cast.tariq.pupil_id).upn = number
    leah = visit(cast.safeguarding_lead, f"{own}/keep-safe", width=width)
    follow(leah, "Keep apart from somebody")
    look(leah)
    leah.get_by_label("Why").fill("What happened in March.")
    leah.get_by_label("Or a pupil of another school, by their pupil number (UPN)").fill(number)
    press(leah, "Keep apart")
    expect(leah.get_by_text("What happened in March.")).to_be_visible()
    look(leah)

    dani = visit(cast.dani, f"{own}/week/3/{Session.PM.value}", width=width)
    dani.get_by_label("What kind").select_option("base")
    dani.get_by_label("What happens").fill("Maths online")
    dani.get_by_label("Place", exact=True).select_option(label="Marlbridge College")
    dani.get_by_label("Or somebody else, in words").fill("Mr Pike")
    press(dani, "Put it in the week")
    expect(dani.get_by_text("Ask the safeguarding lead.").first).to_be_visible()
    complaints.expect("422")
    for secret in ("Tariq", "March", "Leah"):
        expect(dani.locator("main")).not_to_contain_text(secret)
    look(dani)

    leah.reload()
    leah.get_by_text("Tried once").click()
    expect(leah.get_by_text("Dani Okafor").first).to_be_visible()
    look(leah)
    leah.goto(own)
    follow(leah, "Keep safe")


def test_everything_stops_and_goes_on(school: School, visit: Opens, cast: Cast, width: int) -> None:
    own = f"/pupils/{cast.ellie.pupil_id}"
    with written(school):  # what she asked for herself is no list of ours
        asked = db.session.get_one(Help, cast.larkdale.ids["help of ellie"])
        asked.answered_at, asked.answered_by = clock.now(), cast.dani.account_id
    head = visit(cast.head, f"{own}/keep-safe", width=width)
    follow(head, "Stop everything")
    look(head)
    head.get_by_label("Why").fill("A death.")
    press(head, "Stop everything")
    expect(head.get_by_text("Stopped: everything about Ellie")).to_be_visible()
    look(head)

    dani = visit(cast.dani, "/desk", width=width)
    expect(dani.locator("main")).not_to_contain_text("Ellie")
    look(dani)
    dani.goto("/pupils")
    expect(dani.locator("main")).not_to_contain_text("Ellie")
    look(dani)
    follow(dani, "Pupils about whom everything is stopped")
    look(dani)
    follow(dani, "Ellie M.")
    heading(dani, "Ellie M.")

    follow(head, "Let it go on")
    look(head)
    head.get_by_label("Why it ends").fill("It was a mistake.")
    press(head, "Let it go on")
    expect(head.get_by_text("It goes on.").first).to_be_visible()
    dani.goto("/pupils")
    expect(dani.get_by_role("link", name="Ellie M.")).to_be_visible()


def test_without_script(browse: Opens, cast: Cast) -> None:
    page = browse(cast.safeguarding_lead, f"/pupils/{cast.ellie.pupil_id}/keep-safe/whereabouts", js=False)
    page.get_by_label("Why").fill(REASON)
    press(page, "Keep it so")
    expect(page.get_by_text(REASON)).to_be_visible()
    follow(page, "It stays as it is")
    press(page, "It stays")
    heading(page, "Keep Ellie M. safe")
