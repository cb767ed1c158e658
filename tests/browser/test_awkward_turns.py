"""What does not go smoothly on a pupil's way, as the people in it meet it; what does not matter is set up by rows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import make_referrals
from tests.browser import way
from tests.browser.conftest import DESK, PHONE, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import SAVED, choose, follow, heading, press
from tests.browser.way import Family
from tests.cast import Cast
from tests.panels import steps as panels
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import CareKind, Carer, How, Party, Pupil
from virtual_school.referrals.models import Question, Referral, ReferralState

NO = "Not if I have to leave my friends."
WORDS = "I can mend bikes."


@pytest.fixture
def school(school: School) -> Iterator[School]:
    with way.at_ten(school) as held:
        yield held


@pytest.fixture
def kestrels(school: School, cast: Cast) -> Family:
    with way.rows(school, cast):
        return way.family(cast)


def _referral(cast: Cast, kestrels: Family, state: ReferralState) -> Referral:
    """Ash's referral: opened, or on its way to the head with everybody's part given, read and told of."""
    ash = db.session.get_one(Pupil, kestrels.pupil_id)
    tom, dani, child = (
        db.session.get_one(Account, one.account_id) for one in (cast.head_of_year, cast.dani, kestrels.ash)
    )
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    made = make_referrals.referral(ash, school, tom, state=state)
    make_referrals.mentored(made, way.make.care_link(dani, ash, CareKind.MENTOR))
    carers = db.session.query(Carer).filter_by(pupil_id=ash.id).all()
    if state is ReferralState.OPENED:
        for carer in (None, *carers):
            make_referrals.asked(made, carer)
        make_referrals.sharing(made)
        return made
    read = {"read_at": clock.now(), "read_by": dani.id}
    part = make_referrals.said(made, child, **read)
    make_referrals.answer(part, Question.GOOD_AT, WORDS, for_school=True, for_panel=True)
    for carer in carers:
        make_referrals.answer(make_referrals.said(made, tom, carer, **read), Question.CARER_HOPE, "A trade.")
        phoned = {"party": Party.CARER, "carer_id": carer.id, "how": How.PHONE, "read_back": True, "words": None}
        make_referrals.yes(made, tom, **phoned)
    make_referrals.sharing(made, told_on=clock.today())
    return made


def test_the_pupil_says_no_and_the_head_decides(
    browse: Opens, cast: Cast, kestrels: Family, school: School, complaints: Complaints
) -> None:
    with way.rows(school, cast):
        referral = _referral(cast, kestrels, ReferralState.WITH_HEAD)
        make_referrals.yes(referral, db.session.get_one(Account, kestrels.ash.account_id), agrees=False, words=NO)
    head = browse(cast.head, "/", width=DESK)
    follow(head, "Ash K")
    expect(head.get_by_text(NO)).to_be_visible()
    expect(head.get_by_text("No yes from: Ash.")).to_be_visible()
    press(head, "Sign it")
    expect(head.get_by_role("alert")).to_be_visible()
    complaints.expect("422")
    look(head)
    head.get_by_label("Why it goes on without that").fill("Ash wants to read the offer before he says yes.")
    press(head, "Sign it")
    expect(head.get_by_text("Signed.")).to_be_visible()
    lead = browse(cast.lead, "/", width=PHONE)
    follow(lead, "Ash K")
    expect(lead.get_by_text("Ash wants to read the offer before he says yes.")).to_be_visible()
    ash = browse(kestrels.ash, "/")
    follow(ash, "What I said, and what happens next")
    expect(ash.get_by_text("Nobody is cross with you.")).to_be_visible()


def test_the_own_schools_member_is_the_only_one_left(browse: Opens, cast: Cast, school: School) -> None:
    with way.rows(school, cast):
        scene = panels.scene(cast)
        case = panels.listed(scene).id
        panels.come(scene, "chair", "panel_member_of_school")
    huw = browse(cast.panel_member_of_school, f"/cases/{case}")
    expect(huw.get_by_text("You may speak; the others decide.")).to_be_visible()
    huw.get_by_label("Into the minutes").fill("We would miss Ash.")
    press(huw, "Add to the minutes")
    chair = browse(cast.chair, f"/cases/{case}", width=DESK)
    expect(chair.get_by_role("button", name="Offer", exact=True)).to_be_disabled()
    expect(chair.get_by_text("1 more member without a tie to the pupil has to be there")).to_be_visible()
    expect(chair.get_by_text("may speak, does not decide")).to_be_visible()
    look(chair)


def test_two_decide_at_once(browse: Opens, cast: Cast, school: School, complaints: Complaints) -> None:
    with way.rows(school, cast):
        scene = panels.scene(cast)
        case = panels.listed(scene).id
        panels.come(scene, "chair", "panel_member")
    chair = browse(cast.chair, f"/cases/{case}/decide/offer", width=DESK)
    grace = browse(cast.panel_member, f"/cases/{case}/decide/not-this-time", width=PHONE)
    grace.get_by_label("What happens instead").fill("A mentor at school.")
    grace.get_by_label("Who does it").fill("Tom Archer")
    grace.get_by_label("From when").fill(way.in_days(7))
    grace.get_by_label("The reason").fill("School can do this itself.")
    choose(grace, "Who tells the family?", "Tom Archer")
    for box in ("instead", "reason"):
        expect(grace.locator(f"[data-saved-for={box}]")).to_have_text(SAVED, timeout=15_000)
    part = chair.get_by_role("group", name="Part 1 of the week")
    part.get_by_label("Kind").select_option("college")
    part.get_by_label("Half days a week").select_option("4")
    part.get_by_label("In a few words").fill("Engines")
    part.get_by_label("Footing that you propose").select_option("off_site_activity")
    chair.get_by_label("The reason").fill("Engines are what helps.")
    choose(chair, "Who tells the family?", "Tom Archer")
    press(chair, "Decide this")
    expect(chair.get_by_role("heading", name="What was decided")).to_be_visible()
    press(grace, "Decide this")
    expect(grace.get_by_text("Engines are what helps.")).to_be_visible()
    expect(grace.get_by_label("The reason")).to_have_value("School can do this itself.")
    complaints.expect("409")
    look(grace)


def test_a_father_under_an_order_asks_for_the_week(visit: Opens, cast: Cast, complaints: Complaints) -> None:
    dad, child = visit(cast.dad, "/"), f"/children/{cast.ellie.pupil_id}"
    for path in ("/children", child, f"{child}/plan", f"/decisions/{cast.larkdale.ids['told of ellie']}"):
        dad.goto(path)
        for word in ("Wren Hill", "Marlbridge", "English and maths", "Mrs Kaye"):
            assert word not in dad.content(), (path, word)
        look(dad)
    for path in (f"{child}/week", f"{child}/referral"):
        answer = dad.goto(path)
        assert answer is not None and answer.status == 404
        look(dad)
    complaints.expect("404")


def test_who_reads_it_is_worried(browse: Opens, cast: Cast, complaints: Complaints) -> None:
    dani = browse(cast.dani, "/referrals/to-read")
    dani.locator("li.row", has_text="their own words").get_by_role("link", name="Ellie M.").click()
    follow(dani, "I’m worried about this")
    dani.get_by_label("What worries you?").fill("This does not sound like her.")
    press(dani, "Hand it over")
    expect(dani.locator("#receipt")).to_contain_text("Not read yet.")
    _nobody_else_reads(dani)
    tom = browse(cast.head_of_year, f"/referrals/{cast.larkdale.ids['referral of ellie']}", width=DESK)
    _nobody_else_reads(tom)
    expect(tom.get_by_text("Something here is still being read before it goes on.").first).to_be_visible()
    expect(tom.get_by_role("button", name="Send it")).to_be_disabled()
    look(tom)
    leah = browse(cast.safeguarding_lead, "/")
    leah.locator("li.row a", has_text="Ellie").first.click()
    expect(leah.get_by_text("This does not sound like her.")).to_be_visible()
    expect(leah.get_by_text(WORDS).first).to_be_visible()
    leah.get_by_label("Why may it go on?").fill("We spoke with her; it is about a film.")
    press(leah, "Let it go on")
    dani.goto("/referrals/to-read")
    dani.locator("li.row", has_text="their own words").get_by_role("link", name="Ellie M.").click()
    press(dani, "I have read this, it may go on")
    tom.reload()
    expect(tom.get_by_text(WORDS).first).to_be_visible()


def _nobody_else_reads(page: Page) -> None:
    assert WORDS not in page.content() and "does not sound like" not in page.content()


def test_a_pupil_says_their_part_without_script(
    browse: Opens, cast: Cast, kestrels: Family, school: School, complaints: Complaints
) -> None:
    with way.rows(school, cast):
        _referral(cast, kestrels, ReferralState.OPENED)
    ash = browse(kestrels.ash, "/", js=False)
    press(ash, "Say my part")
    press(ash, "This is what I say")
    expect(ash.get_by_role("link", name="Write something in at least one box.")).to_be_visible()
    complaints.expect("422")
    ash.get_by_label("What I am good at", exact=True).fill(WORDS)
    way.section(ash, "What I am good at").get_by_label("The panel").check()
    press(ash, "This is what I say")
    heading(ash, "My words")
    expect(ash.get_by_text(f"‘{WORDS}’")).to_be_visible()
    ash.locator("#take-part").get_by_label("Yes", exact=True).check()
    press(ash, "Send my answer")
    expect(ash.get_by_text("You said yes.")).to_be_visible()
    follow(ash, "Today")
    follow(ash, "What I said, and what happens next")
    heading(ash, "My words")
