"""A carer joins by letter and code; what they may see was decided before, and several children are one account."""

import datetime as dt
import re

import pytest
import sqlalchemy as sa

from tests import make, make_cards
from tests.cast import PASSWORD, Cast, Person
from tests.client import Client
from tests.make_cards import CODE, LETTER
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.mail.models import Mail
from virtual_school.identity.models import Account
from virtual_school.pupils.joining import actions
from virtual_school.pupils.models import CareLink, Carer, Joining, Pupil

DOOR = "/n/larkdale/join"


@pytest.fixture
def invited(cast: Cast) -> Joining:
    """Helen Marsh, who has an account for Ellie, is Tariq's foster carer too."""
    tariq, lead = db.session.get_one(Pupil, cast.tariq.pupil_id), db.session.get_one(Account, cast.lead.account_id)
    row = make_cards.joining(make.carer(tariq, "Helen Marsh", called="Helen"), lead)
    db.session.commit()
    return row


def open_letter(client: Client, code: str | None = CODE, secret: str = LETTER) -> None:
    client.get(f"{DOOR}/{secret}", 303)
    client.follow()
    if code is not None:
        client.submit("main form", code=code)
        client.follow()


def links(cast: Cast) -> list[CareLink]:
    return list(
        db.session.scalars(
            sa.select(CareLink).where(CareLink.pupil_id == cast.tariq.pupil_id, CareLink.carer_id.is_not(None))
        )
    )


def test_who_is_new_chooses_a_password(invited: Joining, cast: Cast, client: Client) -> None:
    open_letter(client)
    assert "You join as Helen of Tariq" in client.title
    client.submit('form[action$="/new"]', 422, password="short")
    client.submit('form[action$="/new"]', password="river-apple-lantern")
    client.get("/children")
    assert "Tariq" in client.words(".rows")
    link = links(cast)[0]
    assert link.may_see_record and not link.may_see_whereabouts and link.carer_id == invited.carer_id
    account = db.session.get_one(Account, link.account_id)
    assert account.email == "helen@home.example" and account.name == "Helen Marsh"
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "joining.used")).one()
    assert event.pupil_id == cast.tariq.pupil_id and event.data["account_id"] == str(account.id)


def test_who_has_an_account_adds_the_child_to_it(invited: Joining, cast: Cast, client: Client) -> None:
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Account))
    open_letter(client)
    client.get(next(link.get("href") for link in client.select("main a") if "next=" in (link.get("href") or "")))
    client.submit("main form", name=cast.mum.login_name, password=PASSWORD)
    client.follow()
    client.submit('form[action$="/mine"]')
    client.follow()
    assert "Ellie" in client.words(".rows") and "Tariq" in client.words(".rows")
    assert links(cast)[0].account_id == cast.mum.account_id
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Account)) == before


def test_staff_who_are_parents_find_their_child_under_another_hat(invited: Joining, cast: Cast, client: Client) -> None:
    client.sign_in(cast.lunt)
    open_letter(client)
    client.submit('form[action$="/mine"]')
    client.follow()
    assert "Tariq" in client.words(".rows")


def test_an_address_that_is_known_signs_in_first(invited: Joining, cast: Cast, client: Client) -> None:
    invited.email = "mum@larkdale.example"
    open_letter(client)
    assert not client.select('form[action$="/new"]') and "There is one with your address" in client.words()
    client.post(f"{DOOR}/new", {"password": "river-apple-lantern"}, 409)
    assert links(cast) == []


def test_neither_letter_nor_code_alone_opens_anything(invited: Joining, cast: Cast, client: Client) -> None:
    open_letter(client, None)
    assert "Tariq" not in client.response.get_data(as_text=True)
    client.post(f"{DOOR}/new", {"password": "river-apple-lantern"}, 404)
    client.sign_in(cast.mum).post(f"{DOOR}/mine", status=404)
    client.sign_out().post(DOOR, {"code": CODE}, 404)
    open_letter(client, None, "another letter")
    client.submit("main form", 422, code=CODE)
    assert links(cast) == []


def test_wrong_and_unknown_are_answered_alike(invited: Joining, client: Client) -> None:
    said = set()
    for secret, code in ((LETTER, "111111"), ("never sent", CODE), ("", CODE)):
        client.sign_out()
        open_letter(client, None, secret or "x")
        client.submit("main form", 422, code=code)
        said.add(client.words())
    assert len(said) == 1 and "do not go together" in said.pop()


def test_a_code_is_not_tried_out(invited: Joining, client: Client) -> None:
    for place in range(actions.TRIES):
        where = {"environ_base": {"REMOTE_ADDR": f"192.0.2.{place}"}}
        client.sign_out()
        open_letter(client, None)
        client.post(DOOR, {"code": "111111"}, 422 if place < 10 else 429, **where)
    with clock.freeze(clock.now() + dt.timedelta(minutes=16)):
        client.sign_out()
        open_letter(client, None)
        client.post(DOOR, {"code": CODE}, 422)
    assert db.session.get_one(Joining, invited.id, populate_existing=True).wrong == actions.TRIES


@pytest.mark.parametrize("how", ["used", "ended", "old", "no carer any more"])
def test_a_letter_that_opens_nothing(invited: Joining, cast: Cast, client: Client, how: str) -> None:
    open_letter(client)
    if how == "used":
        invited.used_at = clock.now()
    elif how == "ended":
        invited.ended_at = clock.now()
    elif how == "old":
        invited.expires_at = clock.now() - dt.timedelta(seconds=1)
    else:
        db.session.get_one(Carer, invited.carer_id).ended_at = clock.now()
    client.post(f"{DOOR}/new", {"password": "river-apple-lantern"}, 404)
    client.get(DOOR, 404)
    open_letter(client, None)
    client.submit("main form", 422, code=CODE)
    assert links(cast) == []


def test_who_was_signed_out_meanwhile_signs_in_and_comes_back(invited: Joining, cast: Cast, client: Client) -> None:
    open_letter(client)
    client.post(f"{DOOR}/mine")
    assert client.response.location.endswith("next=/n/larkdale/join") and links(cast) == []


def test_it_is_used_once(invited: Joining, cast: Cast, client: Client) -> None:
    client.sign_in(cast.mum)
    open_letter(client)
    client.submit('form[action$="/mine"]')
    client.post(f"{DOOR}/mine", status=404)
    client.sign_in(cast.dad)
    open_letter(client, None)
    client.submit("main form", 422, code=CODE)
    assert len(links(cast)) == 1


def test_the_pupil_does_not_join_as_their_own_carer(invited: Joining, cast: Cast, client: Client) -> None:
    client.sign_in(cast.tariq)
    client.get(f"{DOOR}/{LETTER}", 303)
    client.post(DOOR, {"code": CODE})
    client.post(f"{DOOR}/mine", status=409)
    assert links(cast) == []


def test_the_secret_of_the_letter_leaves_the_address(invited: Joining, client: Client) -> None:
    client.get(f"{DOOR}/{LETTER}", 303)
    assert client.response.headers["Referrer-Policy"] == "no-referrer" and client.response.location == DOOR
    assert "HttpOnly" in client.response.headers["Set-Cookie"] and LETTER not in client.response.headers["Set-Cookie"]


def invite(client: Client, by: Person, cast: Cast, carer: str, **given: str) -> tuple[str, str]:
    """The code and the link of an invitation to Ellie."""
    client.sign_in(by).get(f"/pupils/{cast.ellie.pupil_id}/care/carer")
    client.submit(
        'main form[action$="/care/carer"]', 200, carer_id=carer, email="nan@home.example", may_see_record="y", **given
    )
    letter = db.session.scalars(sa.select(Mail).order_by(Mail.id.desc()).limit(1)).one()
    found = re.search(r"/n/larkdale/join/(\S+)", letter.text)
    assert found is not None
    return (client.one(".once-shown").text or "").replace(" ", ""), found.group(1)


def test_the_school_invites_and_a_new_letter_ends_the_old(cast: Cast, client: Client) -> None:
    nan = make.carer(db.session.get_one(Pupil, cast.ellie.pupil_id), "Nora Marsh", called="Nan")
    codes = [invite(client, by, cast, str(nan.id)) for by in (cast.lead, cast.head_of_year, cast.head)]
    for code, secret in codes[:2]:
        client.sign_out()
        open_letter(client, None, secret)
        client.submit("main form", 422, code=code)
    client.sign_out()
    open_letter(client, None, codes[2][1])
    client.submit("main form", 422, code=codes[1][0])
    client.submit("main form", code=codes[2][0])
    kept = db.session.scalars(sa.select(Joining).order_by(Joining.id.desc()).limit(1)).one()
    assert codes[2][1].encode() not in kept.digest and codes[2][0].encode() not in kept.code


def test_an_invitation_is_ended_by_hand(cast: Cast, client: Client) -> None:
    nan = make.carer(db.session.get_one(Pupil, cast.ellie.pupil_id), "Nora Marsh", called="Nan")
    code, secret = invite(client, cast.head, cast, str(nan.id))
    client.get(f"/pupils/{cast.ellie.pupil_id}/care/carer")
    row = db.session.scalars(sa.select(Joining).where(Joining.carer_id == nan.id)).one()
    client.submit(f'form[action$="/{row.id}/end"]')
    client.sign_out()
    open_letter(client, None, secret)
    client.submit("main form", 422, code=code)


def test_a_carer_with_a_way_in_needs_no_letter(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get(f"/pupils/{cast.ellie.pupil_id}/care/carer")
    client.submit(
        'main form[action$="/care/carer"]', 422, carer_id=str(cast.larkdale.ids["carer"]), email="x@home.example"
    )
    assert "has this link to the pupil already" in client.words()
