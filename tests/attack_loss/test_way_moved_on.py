"""The way moved on while somebody wrote: the page says where it is now, and their words are still there to be read."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.panels.steps import TUESDAY, come, listed, offer_form, scene
from tests.plans.steps import ClientOf, ask_everybody, page, ready
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import SignIn

WORDS = "What I wrote for an <b>hour</b> & more, Zażółć."
GOAL = {"words": WORDS, "measure": "seen often", "by_on": "2099-01-20", "with_whom": "Nan"}
OUT = {
    "lesson": "science", "day": "1", "session": "pm", "reason": WORDS, "instead": "Quiet work",
    "starts_on": "2099-01-05", "ends_on": "2099-01-20", "responsible": "Mrs Kaye",
}  # fmt: skip


def shown(client: Client) -> str:
    assert client.response.headers["Cache-Control"] == "no-store"
    return client.words()


@pytest.mark.parametrize("where", ["goal", "lesson", "cell"])
def test_the_plan_is_put_to_everybody_while_a_form_is_open(client_of: ClientOf, cast: Cast, where: str) -> None:
    version_id, dani = ready(cast), client_of(cast.dani)
    week = f"/pupils/{cast.ellie.pupil_id}"
    url, form = {
        "goal": (f"/plans/{version_id}/goals/new", GOAL),
        "lesson": (f"{week}/lessons-out/new", OUT),
        "cell": (f"{week}/week/5/pm", {"kind": "own_time", "words": WORDS}),
    }[where]
    dani.get(url)
    ask_everybody(client_of, cast)
    dani.post(url, form, status=None)
    assert dani.response.status_code in {403, 409, 422}
    assert WORDS in shown(dani)
    dani.get(page(cast))


def _decide(client_of: ClientOf, cast: Cast) -> Client:
    """A member decides what nobody else has decided, and one left meanwhile: too few are there."""
    ash = scene(cast)
    case, member = listed(ash), client_of(cast.chair)
    come(ash, "chair")
    member.post(f"/cases/{case.id}/decide/offer", offer_form(cast, reason=WORDS), status=None)
    return member


def test_a_member_left_before_the_other_pressed(client_of: ClientOf, cast: Cast) -> None:
    with clock.freeze(TUESDAY):
        member = _decide(client_of, cast)
        assert member.response.status_code in {403, 409} and WORDS in shown(member)


def test_a_stranger_is_given_nothing_back(client: Client, cast: Cast) -> None:
    client.sign_out().post("/referrals/new/not-here", {"why_now": WORDS}, csrf=False, status=400)
    assert WORDS not in client.words()


def test_what_is_nothing_for_them_gives_back_only_words(client_of: ClientOf, cast: Cast) -> None:
    mum: Person = cast.mum
    client = client_of(mum)
    client.post("/referrals/new/not-here", {"why_now": WORDS, "once": "key"}, 403)
    assert WORDS in shown(client) and "key" not in client.words().split()


def test_the_day_after_a_full_disk(client_of: ClientOf, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_any: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("virtual_school.referrals.actions.referral.changes.open_referral", full)
    hoy = client_of(cast.head_of_year)
    who = {"given_name": "Noa", "family_name": "Reed", "date_of_birth": str(dt.date(2011, 11, 2)), "year": "10"}
    hoy.post(
        "/referrals/new/not-here",
        {**who, "why_now": WORDS, "tried": "A quiet room.", "stays": "y", "basis": "public_task"},
        503,
    )
    assert WORDS in shown(hoy) and "A quiet room." in hoy.words()


def test_her_sign_in_ended_while_she_wrote_without_script(client_of: ClientOf, cast: Cast) -> None:
    mum = client_of(cast.mum)
    for there in db.session.scalars(sa.select(SignIn).where(SignIn.account_id == cast.mum.account_id)):
        there.ended_at = clock.now()
    mum.post(f"/children/{cast.ellie.pupil_id}/referral", {"carer_hope": WORDS}, 401)
    assert WORDS in mum.words() and mum.select("main a[href*='sign-in']")
    mum.post(f"/children/{cast.ellie.pupil_id}/referral", {"carer_hope": "Short"}, 303)
