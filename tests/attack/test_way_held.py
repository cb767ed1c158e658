"""A worry holds the pupil's words back wherever they went on to: referral, pack, plan, parents' page, paper."""

from typing import Any

import pytest

from tests import make_plans
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.plans.models import PlanVersion
from virtual_school.referrals.models import Answer, Contribution, Referral, ReferralState
from virtual_school.referrals.queries.pack import released

SECRET = "A lapwing was shut in the shed."


@pytest.fixture
def told(cast: Cast) -> dict[str, Any]:
    """Ellie's words were read, chosen for everybody, and went on into a plan."""
    ids = cast.larkdale.ids
    part = db.session.get_one(Contribution, ids["part of ellie"])
    part.read_at, part.read_by = clock.now(), cast.dani.account_id
    answer = db.session.get_one(Answer, ids["answer of ellie"])
    answer.text, answer.for_school, answer.for_panel, answer.for_parent = SECRET, True, True, True
    db.session.get_one(Referral, ids["referral of ellie"]).state = ReferralState.READY
    db.session.flush()
    version = db.session.get_one(PlanVersion, ids["plan of ellie"])
    quoted = next(one for one in released(part.referral_id) if one.text == SECRET)
    said = make_plans.words(version, SECRET, position=9, source_id=quoted.source_id)
    db.session.commit()
    return {"part": part.id, "referral": part.referral_id, "version": version.id, "said": said.id}


def everywhere(cast: Cast, told: dict[str, Any]) -> list[tuple[Person, str]]:
    ellie = cast.ellie.pupil_id
    return [
        (cast.dani, f"/referrals/{told['referral']}"),
        (cast.head_of_year, f"/referrals/{told['referral']}"),
        (cast.lead, f"/referrals/{told['referral']}"),
        (cast.lead, f"/referrals/{told['referral']}/pack"),
        (cast.clerk, f"/referrals/{told['referral']}/pack"),
        (cast.mum, f"/children/{ellie}/referral"),
        (cast.mum, f"/children/{ellie}/plan"),
        (cast.dani, f"/pupils/{ellie}/plan"),
        (cast.head_of_year, f"/pupils/{ellie}/plan"),
        (cast.key_adult, f"/pupils/{ellie}/plan"),
    ]


def who_reads(cast: Cast, client: Client, told: dict[str, Any]) -> list[str]:
    found = []
    for person, url in everywhere(cast, told):
        client.sign_in(person).get(url, None)
        if SECRET in client.response.get_data(as_text=True):
            found.append(f"{person.key} {url.split('/', 2)[1]} {url.rsplit('/', 1)[1][:8]}")
    return found


def worry(client: Client, url: str) -> None:
    client.get(url)
    client.submit("main form", words="This frightens me.")


def test_they_read_it_before(cast: Cast, client: Client, told: dict[str, Any]) -> None:
    assert len(who_reads(cast, client, told)) >= 6


def test_a_worry_on_the_referral_holds_the_plan_too(cast: Cast, client: Client, told: dict[str, Any]) -> None:
    worry(client.sign_in(cast.dani), f"/worried/contribution/{told['part']}")
    assert who_reads(cast, client, told) == []


def test_a_worry_on_the_plan_holds_the_pack_too(cast: Cast, client: Client, told: dict[str, Any]) -> None:
    worry(client.sign_in(cast.dani), f"/worried/plan_words/{told['said']}")
    assert who_reads(cast, client, told) == []


def test_what_is_held_now_goes_into_no_new_plan(cast: Cast, client: Client, told: dict[str, Any]) -> None:
    worry(client.sign_in(cast.dani), f"/worried/plan_words/{told['said']}")
    assert SECRET not in [one.text for one in released(told["referral"])]


def test_the_giver_still_reads_it(cast: Cast, client: Client, told: dict[str, Any]) -> None:
    worry(client.sign_in(cast.dani), f"/worried/plan_words/{told['said']}")
    for url in ("/my-words", "/my-plan"):
        client.sign_in(cast.ellie).get(url)
        assert url == "/my-plan" or SECRET in client.words("main")


def unread(cast: Cast, *, for_school: bool) -> tuple[Any, Any]:
    """Ellie's part as it waits to be read, with one answer that is kept from the school or not."""
    ids = cast.larkdale.ids
    db.session.get_one(Answer, ids["answer of ellie"]).for_school = for_school
    db.session.commit()
    return ids["referral of ellie"], ids["part of ellie"]


@pytest.mark.parametrize("for_school", [True, False])
def test_a_school_cannot_tell_held_from_unread(cast: Cast, client: Client, for_school: bool) -> None:
    referral, part = unread(cast, for_school=for_school)
    page, pages = f"/referrals/{referral}", {}
    for held in (False, True):
        if held:
            worry(client.sign_in(cast.key_adult), f"/worried/contribution/{part}")
        client.sign_in(cast.head_of_year).get(page)
        told = client.words("section").replace("Something here is still being read before it goes on.", "").split()
        status = client.get(f"{page}/read/{part}", None).status_code
        pages[held] = (told, status)
    assert pages[True] == pages[False]
