"""From a panel that is made to a pupil's first day, each step by the person whose it is, without JavaScript."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make_panels
from tests.cast import Cast, Person
from tests.client import Client
from tests.panels.steps import SECRET, TUESDAY, Scene, come, listed, new_id, offer_form, scene
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.mentoring.models import MentorTask
from virtual_school.plans.models import Plan, PlanWords
from virtual_school.pupils.models import CareLink, Programme, Window
from virtual_school.referrals.models import Decision, DecisionMember, Question, ReferralState
from virtual_school.timetable.models import Footing, WeekPattern

ClientOf = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def on_a_tuesday(app: object) -> object:
    with clock.freeze(TUESDAY):
        yield


@pytest.fixture
def ash(cast: Cast) -> Scene:
    return scene(cast)


def rows(table: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def of_ash(ash: Scene, table: type) -> list[object]:
    return list(db.session.scalars(sa.select(table).where(table.pupil_id == ash.pupil.id)))


def test_lead_makes_a_panel_and_clerk_lists_a_referral(client_of: ClientOf, cast: Cast, ash: Scene) -> None:
    lead, clerk, chair = client_of(cast.lead), client_of(cast.clerk), client_of(cast.chair)
    lead.get("/panels/new")
    lead.submit("main form", name="Autumn panel", quorum="2")
    panel_id = new_id(lead.response.location)
    for key in ("chair", "panel_member"):
        lead.get(f"/panels/{panel_id}/members/new")
        membership = str(cast.larkdale.ids[f"membership of {key}"])
        lead.submit("main form", membership_id=membership, **({"chairs": "y"} if key == "chair" else {}))
    lead.follow()
    assert "Femi Adu" in lead.words() and "Chair" in lead.words()

    clerk.get(f"/panels/{panel_id}/meetings/new")
    clerk.submit("main form", day="2026-11-24", at="14:30", place="Library")
    clerk.follow()
    clerk.submit("form[action$='/cases']", referral_id=str(ash.referral.id))
    clerk.follow()
    assert "Ash" in clerk.words("ol.rows") and ash.state is ReferralState.LISTED
    meeting = clerk.response.request.path

    chair.get(meeting)
    assert "Ash" in chair.words("ol.rows") and "Kestrel" not in chair.words()
    chair.get(f"/referrals/{ash.referral.id}/pack")
    # Somebody who joins now reads it too; who leaves reads it no more.
    huw = client_of(cast.panel_member_of_school)
    huw.get(f"/referrals/{ash.referral.id}/pack", 404)
    lead.get(f"/panels/{panel_id}/members/new")
    lead.submit("main form", membership_id=str(cast.larkdale.ids["membership of panel_member_of_school"]))
    huw.get(f"/referrals/{ash.referral.id}/pack")
    lead.follow()
    lead.post(lead.select("form.end__form")[-1].get("action"), {"because": "Moved on."})
    readers = [client_of(getattr(cast, key)) for key in ("chair", "panel_member", "panel_member_of_school")]
    statuses = [reader.get(f"/referrals/{ash.referral.id}/pack", None).status_code for reader in readers]
    assert sorted(statuses) == [200, 200, 404]


def test_taken_off_the_members_read_it_no_more(client_of: ClientOf, cast: Cast, ash: Scene) -> None:
    case = listed(ash)
    clerk, chair = client_of(cast.clerk), client_of(cast.chair)
    chair.get(f"/cases/{case.id}")
    clerk.post(f"/meetings/{ash.meeting.id}/cases/{case.id}/off", {"because": ""}, 409)
    clerk.post(f"/meetings/{ash.meeting.id}/cases/{case.id}/off", {"because": "The family asked for time."})
    assert ash.state is ReferralState.READY
    chair.get(f"/cases/{case.id}", 404)
    chair.get(f"/referrals/{ash.referral.id}/pack", 404)
    chair.get(f"/meetings/{ash.meeting.id}")
    assert "Ash" not in chair.words("section:has(#agenda)")


def test_the_pack_begins_with_the_pupil_and_holds_back_what_nobody_read(
    client_of: ClientOf, cast: Cast, ash: Scene
) -> None:
    dani = db.session.get_one(Account, cast.dani.account_id)
    made = make_panels.words(ash.referral, dani, {Question.CARER_KNOW: SECRET}, read_at=None, read_by=None)
    case = listed(ash)
    chair = client_of(cast.chair)
    chair.get(f"/cases/{case.id}")
    words = chair.words(".pack")
    assert words.index("Mending bikes.") < words.index("Out of most lessons")
    assert "The mentor is Dani Okafor." in words and "Mum: yes" in words
    assert SECRET not in words and made.id
    assert "Kestrel" not in chair.words()


def test_from_the_meeting_to_the_first_day(client_of: ClientOf, cast: Cast, ash: Scene) -> None:
    case = listed(ash)
    clerk, chair, member = client_of(cast.clerk), client_of(cast.chair), client_of(cast.panel_member)
    meeting = f"/meetings/{ash.meeting.id}"
    chair.get(f"/cases/{case.id}/decide/offer")
    assert "You are not noted as being there." in chair.words()
    chair.post(f"/cases/{case.id}/decide/offer", offer_form(cast), 403)
    clerk.post(f"{meeting}/came", {"account_id": str(cast.chair.account_id)})
    chair.post(f"/cases/{case.id}/decide/offer", offer_form(cast), 403)
    assert "1 more member without a tie" in chair.response.get_data(as_text=True)
    chair.post(f"{meeting}/came", {"account_id": str(cast.panel_member.account_id)})
    member.put(f"/cases/{case.id}/minutes/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Stonegate has a"})
    member.get(f"/cases/{case.id}")
    assert member.one("#say-text").text.strip() == "Stonegate has a"
    member.submit("form[action$='/minutes']", text="Stonegate has a place in the workshop.")
    chair.get(f"/cases/{case.id}")
    assert "Stonegate has a place in the workshop." in chair.words("#minutes")

    chair.post(f"/cases/{case.id}/decide/offer", offer_form(cast, reason=""), 422)
    chair.post(f"/cases/{case.id}/decide/offer", offer_form(cast))
    chair.follow()
    assert "Offer made" in chair.words() and ash.state is ReferralState.OFFERED
    decision = db.session.scalars(sa.select(Decision).where(Decision.case_id == case.id)).one()
    frozen = db.session.scalars(sa.select(DecisionMember).where(DecisionMember.decision_id == decision.id)).all()
    assert {(one.account_id, one.counted) for one in frozen} == {
        (cast.chair.account_id, True),
        (cast.panel_member.account_id, True),
    }
    open_windows = sa.select(Window).where(Window.about_id == ash.referral.id, Window.ended_at.is_(None))
    assert db.session.scalars(open_windows).all() == []
    _tell_and_confirm(client_of, cast, ash, decision)


def _tell_and_confirm(client_of: ClientOf, cast: Cast, ash: Scene, decision: Decision) -> None:
    dani, mum, head = client_of(cast.dani), client_of(cast.mum), client_of(cast.head)
    told, offer = f"/decisions/{decision.id}", f"/offers/{decision.id}"
    mum.get(told, 404)
    head.get(offer)
    assert "The family has not been told yet." in head.words()
    dani.get(f"{told}/tell")
    assert "Engines are what brings Ash back." in dani.words()
    dani.submit("main form", 422, day="2026-11-24", at="19:30")
    dani.submit("main form", day="2026-11-24", at="10:00")
    mum.get(told)
    letter = mum.words(".letter")
    assert "Construction, Marlbridge College" in letter and "Larkdale Virtual School" in letter
    assert "statutory Virtual School" in letter

    head.get(offer)
    head.submit("form[action$='/confirm']", 422, starts_on="2026-11-23", ends_on="2026-12-18")
    head.submit("form[action$='/confirm']", starts_on="2026-11-30", ends_on="2027-02-12", papers_1="Insurance seen")
    head.follow()
    assert "Confirmed." in head.words() and ash.state is ReferralState.STARTED
    (programme,) = of_ash(ash, Programme)
    assert (programme.starts_on, programme.ends_on) == (dt.date(2026, 11, 30), dt.date(2027, 2, 12))
    assert len(of_ash(ash, Footing)) == 2 and len(of_ash(ash, WeekPattern)) == 1 and of_ash(ash, MentorTask)
    assert len(of_ash(ash, Plan)) == 1
    assert {words.text for words in of_ash(ash, PlanWords)} == {"Mending bikes.", "A job with engines."}
    assert db.session.get_one(CareLink, ash.referral.mentor_link_id).ends_on == programme.ends_on
    # Pressed again, by hand or by a browser, it stays once.
    head.post(f"{offer}/confirm", {"starts_on": "2026-11-30", "ends_on": "2027-02-12"})
    assert len(of_ash(ash, Programme)) == 1 and len(of_ash(ash, Footing)) == 2


def test_not_this_time_says_what_instead_and_the_mentor_stays_a_fortnight(
    client_of: ClientOf, cast: Cast, ash: Scene
) -> None:
    case = listed(ash)
    come(ash, "chair", "panel_member")
    chair = client_of(cast.chair)
    form = {"reason": "School can do this itself.", "tells_id": str(cast.head_of_year.account_id)}
    chair.post(f"/cases/{case.id}/decide/not-this-time", form, 422)
    form |= {"instead": "A mentor at school.", "instead_who": "Tom Archer", "instead_from": "2026-11-30"}
    chair.post(f"/cases/{case.id}/decide/not-this-time", form)
    assert ash.state is ReferralState.NOT_THIS_TIME
    link = db.session.get_one(CareLink, ash.referral.mentor_link_id)
    assert link.ends_on == dt.date(2026, 12, 8)
    decision = db.session.scalars(sa.select(Decision).where(Decision.case_id == case.id)).one()
    tom = client_of(cast.head_of_year)
    tom.get(f"/decisions/{decision.id}/tell")
    tom.submit("main form", day="2026-11-24", at="10:00")
    assert decision.id and "Tom Archer does this, from Monday 30 November." in (
        db.session.get_one(Decision, decision.id).letter_to_pupil or ""
    )


def test_to_need_more_asks_the_school_and_tells_the_family_of_no_decision(
    client_of: ClientOf, cast: Cast, ash: Scene
) -> None:
    case = listed(ash)
    come(ash, "chair", "panel_member")
    form = {"reason": "We cannot judge yet.", "tells_id": str(cast.dani.account_id)}
    form |= {"need": "How the last weeks were.", "need_by": "2026-12-04"}
    client_of(cast.chair).post(f"/cases/{case.id}/decide/need-more", form)
    assert ash.state is ReferralState.NEED_MORE
    assert ash.referral.asked_for == "How the last weeks were. (by Friday 4 December)"
    decision = db.session.scalars(sa.select(Decision).where(Decision.case_id == case.id)).one()
    client_of(cast.dani).get(f"/decisions/{decision.id}/tell", 404)
    client_of(cast.mum).get(f"/decisions/{decision.id}", 404)


def test_a_closed_meeting_gives_back_what_it_did_not_reach(client_of: ClientOf, cast: Cast, ash: Scene) -> None:
    case = listed(ash)
    client_of(cast.chair).post(f"/meetings/{ash.meeting.id}/close")
    assert ash.state is ReferralState.READY
    client_of(cast.chair).get(f"/cases/{case.id}", 404)
    client_of(cast.clerk).post(f"/meetings/{ash.meeting.id}/came", {"account_id": str(cast.chair.account_id)}, 409)
