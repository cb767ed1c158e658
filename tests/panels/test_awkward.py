"""The awkward turns: an own-school member the only one left, two who decide at once, a member who changes hat."""

import contextvars
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.panels.steps import TUESDAY, Scene, account, come, listed, offer_form, place, scene
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareKind
from virtual_school.referrals.models import Decision, MeetingCase, ReferralState

ClientOf = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def on_a_tuesday(app: object) -> Iterator[None]:
    with clock.freeze(TUESDAY):
        yield


@pytest.fixture
def ash(cast: Cast) -> Scene:
    return scene(cast)


@pytest.fixture
def case(ash: Scene) -> MeetingCase:
    return listed(ash)


def test_the_own_school_member_the_only_one_left_for_the_quorum(
    client_of: ClientOf, cast: Cast, ash: Scene, case: MeetingCase
) -> None:
    come(ash, "chair", "panel_member_of_school")
    chair, huw = client_of(cast.chair), client_of(cast.panel_member_of_school)
    huw.get(f"/cases/{case.id}")
    assert "You may speak; the others decide." in huw.words(".why-not")
    huw.submit("form[action$='/minutes']", text="We would miss Ash.")
    huw.post(f"/cases/{case.id}/decide/offer", offer_form(cast), 403)
    chair.get(f"/cases/{case.id}")
    said = "1 more member without a tie to the pupil has to be there before this can be decided."
    assert said in chair.words(".why-not") and "may speak, does not decide" in chair.words()
    chair.post(f"/cases/{case.id}/decide/offer", offer_form(cast), 403)
    assert ash.state is ReferralState.LISTED
    clerk = client_of(cast.clerk)
    clerk.post(f"/meetings/{ash.meeting.id}/came", {"account_id": str(cast.panel_member.account_id)})
    clerk.post(f"/meetings/{ash.meeting.id}/left", {"account_id": str(cast.panel_member.account_id)})
    chair.post(f"/cases/{case.id}/decide/offer", offer_form(cast), 403)
    clerk.post(f"/meetings/{ash.meeting.id}/came", {"account_id": str(cast.panel_member.account_id)})
    chair.post(f"/cases/{case.id}/decide/offer", offer_form(cast))
    assert ash.state is ReferralState.OFFERED


@pytest.mark.parametrize("tie", ["another hat", "a parent", "the mentor"])
def test_a_tie_in_any_hat_counts(client_of: ClientOf, cast: Cast, ash: Scene, case: MeetingCase, tie: str) -> None:
    """Femi sits for Ashfold; what else Femi is to this pupil or their school counts, whichever hat is worn."""
    femi = account(cast.chair)
    if tie == "another hat":
        make.membership(femi, place(cast, "wren_hill"), Role.TEACHER)
    elif tie == "a parent":
        make.care_link(femi, ash.pupil, CareKind.CARER, carer_id=make.carer(ash.pupil, "Femi Adu").id)
    else:
        make.care_link(femi, ash.pupil, CareKind.MENTOR)
    come(ash, "chair", "panel_member", "panel_member_of_school")
    chair = client_of(cast.chair)
    chair.post(f"/cases/{case.id}/decide/offer", offer_form(cast), 403)
    client_of(cast.panel_member).post(f"/cases/{case.id}/decide/offer", offer_form(cast), 403)
    assert db.session.scalar(sa.select(Decision.id).where(Decision.case_id == case.id)) is None


def test_a_window_opens_in_the_hat_of_the_panel_alone(
    client: Client, cast: Cast, ash: Scene, case: MeetingCase
) -> None:
    other = make.membership(account(cast.chair), place(cast, "stonegate"), Role.PANEL_MEMBER)
    teacher = make.membership(account(cast.chair), place(cast, "wren_hill"), Role.TEACHER)
    client.sign_in(cast.chair, str(other.id)).get(f"/cases/{case.id}", 404)
    client.sign_in(cast.chair, str(teacher.id)).get(f"/cases/{case.id}", 403)
    client.sign_in(cast.chair, str(cast.larkdale.ids["membership of chair"])).get(f"/cases/{case.id}")


def test_the_clerk_does_not_decide_even_when_noted_as_there(
    client_of: ClientOf, cast: Cast, ash: Scene, case: MeetingCase
) -> None:
    come(ash, "chair", "panel_member")
    client_of(cast.clerk).post(f"/cases/{case.id}/decide/offer", offer_form(cast), 403)
    client_of(cast.lead).post(f"/cases/{case.id}/decide/offer", offer_form(cast), 403)


def test_the_second_of_two_sees_what_was_decided_and_keeps_their_words(
    client_of: ClientOf, cast: Cast, ash: Scene, case: MeetingCase
) -> None:
    come(ash, "chair", "panel_member")
    chair, grace = client_of(cast.chair), client_of(cast.panel_member)
    grace.get(f"/cases/{case.id}/decide/not-this-time")
    chair.post(f"/cases/{case.id}/decide/offer", offer_form(cast))
    mine = {"reason": "My own reason.", "tells_id": str(cast.dani.account_id), "instead": "A mentor at school."}
    mine |= {"instead_who": "Tom Archer", "instead_from": "2026-11-30"}
    grace.post(f"/cases/{case.id}/decide/not-this-time", mine, 409)
    assert "Offer made" in grace.words() and "Engines are what brings Ash back." in grace.words()
    assert grace.one("#reason").text.strip() == "My own reason."
    assert grace.one("#instead").text.strip() == "A mentor at school."
    assert ash.state is ReferralState.OFFERED
    grace.get(f"/cases/{case.id}")
    assert "the pack is closed again" in grace.words() and not grace.select(".pack")


def test_two_who_decide_at_the_same_moment(client_of: ClientOf, cast: Cast, ash: Scene, case: MeetingCase) -> None:
    come(ash, "chair", "panel_member")
    forms = [{**offer_form(cast), "reason": f"Reason {number}.", "once": f"k{number}"} for number in range(4)]
    ready = Barrier(len(forms))

    def press(client: Client, form: dict[str, str]) -> int:
        ready.wait()
        sent = {"data": form, "headers": {"X-CSRFToken": client.token}}
        url = f"/cases/{case.id}/decide/offer"
        return contextvars.Context().run(client.browser.post, url, **sent).status_code

    db.session.commit()
    people = [client_of(person) for person in (cast.chair, cast.panel_member, cast.chair, cast.panel_member)]
    with ThreadPoolExecutor(len(people)) as pool:
        assert sorted(pool.map(press, people, forms)) == [303, 409, 409, 409]
    db.session.expire_all()
    question = sa.select(sa.func.count()).select_from(Decision).where(Decision.case_id == case.id)
    assert db.session.scalar(question) == 1
