"""Signing in with a school's own account: what is believed of what comes back, and who somebody is here."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.identity.going import DOMAIN, come_back, door, entered, go, links, refused
from tests.mock_provider import MockProvider
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.identity.models import (
    Account,
    Invitation,
    LinkedBy,
    Membership,
    ProviderKind,
    SignIn,
    SignInProvider,
)
from virtual_school.network.roles import Role


def test_somebody_entered_by_their_address_is_linked_the_first_time(
    cast: Cast, client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    client.get("/n/larkdale/?next=/devices")
    link = client.one(f"main a[href*='{ashfold.id}']:not([href*=shared])").get("href")
    client.get(link, 302)
    client.get(school_it.visit(client.response.location), 303)
    assert client.response.location == "/devices"
    client.follow()
    assert "Ms Lunt" in client.words("header")
    [kept] = links()
    assert (kept.subject, kept.account_id, kept.linked_by) == ("subject-1", cast.lunt.account_id, LinkedBy.ADDRESS)
    row = db.session.scalars(sa.select(SignIn).where(SignIn.how == "provider")).one()
    assert row.second_at is None and row.account_id == cast.lunt.account_id
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "provider.linked")).one()
    assert event.hat == "system:sign-in elsewhere" and event.data["account_id"] == str(cast.lunt.account_id)


def test_the_subject_is_kept_and_the_address_asked_no_more(
    cast: Cast, client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    come_back(client, ashfold, school_it)
    school_it.claims |= {"email": "married.name@elsewhere.example", "email_verified": False}
    come_back(client.sign_out(), ashfold, school_it)
    client.get("/devices")
    assert "Ms Lunt" in client.words("header") and len(links()) == 1


def test_a_shared_computer_ends_on_close(
    cast: Cast, client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    come_back(client, ashfold, school_it, shared="1")
    assert "Expires" not in client.response.headers["Set-Cookie"]
    row = db.session.scalars(sa.select(SignIn).where(SignIn.how == "provider")).one()
    assert row.shared


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"email_verified": False}, "did not say that your email address is yours"),
        ({"email_verified": "yes"}, "did not say that your email address is yours"),
        ({"email": ""}, "did not say that your email address is yours"),
        ({"email": ["lunt@larkdale.example"]}, "did not say that your email address is yours"),
        ({"email": "lunt@evil.example"}, "not one of your school"),
        ({"email": "lunt@larkdale.example@evil.example"}, "did not say that your email address is yours"),
        ({"email": f"nobody@{DOMAIN}"}, "Nobody at Ashfold School has been entered"),
        ({"email": f"bell@{DOMAIN}"}, "Nobody at Ashfold School has been entered"),
        ({"email": f"ellie@{DOMAIN}"}, "Nobody at Ashfold School has been entered"),
        ({"email": "stranger@fernvale.example"}, "not one of your school"),
    ],
)
def test_an_address_alone_must_be_certain(
    client: Client, ashfold: SignInProvider, school_it: MockProvider, claims: dict[str, Any], words: str
) -> None:
    school_it.claims |= claims
    come_back(client, ashfold, school_it, 403)
    refused(client, words)
    assert links() == []


def test_nobody_is_told_apart_from_somebody_of_another_school(
    client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    pages = []
    for name in ("nobody", "bell"):
        school_it.claims |= {"email": f"{name}@{DOMAIN}"}
        come_back(client, ashfold, school_it, 403)
        pages.append(client.words("body"))
    assert pages[0] == pages[1]


def test_a_second_person_with_the_same_address_is_not_the_first(
    client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    come_back(client, ashfold, school_it)
    school_it.claims |= {"sub": "who got the address later"}
    come_back(client.sign_out(), ashfold, school_it, 403)
    refused(client, "was ended")


def test_an_ended_link_stays_ended(
    cast: Cast,
    client: Client,
    client_of: Callable[[Person], Client],
    ashfold: SignInProvider,
    school_it: MockProvider,
) -> None:
    come_back(client, ashfold, school_it)
    client.get("/devices")
    administrator = client_of(cast.administrator)
    administrator.post(f"/people/{cast.lunt.account_id}/links/{links()[0].id}/end", {"because": "Lost her laptop"})
    client.get("/devices", 303)
    come_back(client, ashfold, school_it, 403)
    refused(client, "was ended")
    client_of(cast.lunt).get("/devices")  # her other way in goes on


def test_an_ended_provider_is_gone_at_once(
    cast: Cast, client: Client, client_of: Callable[[Person], Client], ashfold: SignInProvider, school_it: MockProvider
) -> None:
    come_back(client, ashfold, school_it)
    back = go(client.sign_out(), ashfold, school_it)
    client_of(cast.administrator).post(f"/network/sign-in/{ashfold.id}/end", {"because": "Their contract is over"})
    client.get(back, 404)
    client.get(door(ashfold), 404)
    client.get("/n/larkdale/")
    assert str(ashfold.id) not in client.response.get_data(as_text=True)
    assert all(link.ended_at for link in links())


def test_who_leaves_the_school_leaves_its_provider(
    cast: Cast, client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    come_back(client, ashfold, school_it)
    held = db.session.get_one(Membership, cast.larkdale.ids["membership of lunt"])
    held.ended_at = clock.now()
    come_back(client.sign_out(), ashfold, school_it, 403)
    refused(client, "not at Ashfold School today")


def test_a_closed_account_stays_closed(
    cast: Cast, client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    come_back(client, ashfold, school_it)
    db.session.get_one(Account, cast.lunt.account_id).closed_at = clock.now()
    come_back(client.sign_out(), ashfold, school_it, 403)
    refused(client, "closed")


def test_pupils_come_by_their_school_where_it_is_for_pupils(
    cast: Cast, client: Client, school_it: MockProvider
) -> None:
    db.session.get_one(Account, cast.ellie.account_id).email = f"09emarsh@{DOMAIN}"
    school_it.claims |= {"email": f"09emarsh@{DOMAIN}"}
    provider = entered(cast, school_it.issuer, "wren_hill", name="Wren Hill School")
    come_back(client, provider, school_it, 403)
    refused(client, "Nobody at Wren Hill School")
    provider.for_pupils = True
    come_back(client, provider, school_it)
    client.get("/devices")
    assert links()[0].account_id == cast.ellie.account_id
    school_it.claims |= {"sub": "tariq", "email": f"tariq@{DOMAIN}"}
    db.session.get_one(Account, cast.tariq.account_id).email = f"tariq@{DOMAIN}"
    come_back(client.sign_out(), provider, school_it, 403)
    refused(client, "Nobody at Wren Hill School")


def test_pupils_have_a_door_of_their_own_to_it(client: Client, ashfold: SignInProvider) -> None:
    for page in ("/n/larkdale/", "/n/larkdale/in"):
        client.get(page)
        assert len(client.select(".door")) == 2, "it is for staff alone"
    ashfold.for_pupils = True
    db.session.commit()
    for page in ("/n/larkdale/", "/n/larkdale/in"):
        client.get(page)
        assert [link.get("href") for link in client.select(".door")][2:] == ["/n/larkdale/#with-your-school"]
    client.get("/n/larkdale/")
    assert client.select("h2#with-your-school")


@pytest.fixture
def invited(cast: Cast) -> Account:
    """Somebody new at Ashfold, with an invitation in hand and another address than the school's."""
    account = make.account("Ines New", email="ines@home.example")
    make.invitation(account, "the secret of the link")
    ashfold = make.db.session.get_one(make.Organisation, cast.larkdale.organisations["ashfold"])
    make.membership(account, ashfold, Role.TEACHER)
    db.session.commit()
    return account


def test_an_invitation_in_hand_links_without_an_address(
    client: Client, ashfold: SignInProvider, school_it: MockProvider, invited: Account
) -> None:
    school_it.claims = {"sub": "ines"}
    client.get("/n/larkdale/invitation/the secret of the link")
    client.get(client.one(f"main a[href*='{ashfold.id}']").get("href"), 302)
    client.get(school_it.visit(client.response.location), 303)
    client.get("/devices")
    assert "Ines New" in client.words("header")
    assert links()[0].linked_by is LinkedBy.INVITATION
    used = db.session.scalars(sa.select(Invitation).where(Invitation.account_id == invited.id)).one()
    assert used.used_at is not None
    school_it.claims = {"sub": "somebody else"}
    come_back(client.sign_out(), ashfold, school_it, 403, invitation="the secret of the link")
    refused(client, "did not say that your email address is yours")


def test_an_invitation_does_not_move_a_school_account_to_another_person(
    client: Client, ashfold: SignInProvider, school_it: MockProvider, invited: Account
) -> None:
    come_back(client, ashfold, school_it)  # Ms Lunt
    come_back(client.sign_out(), ashfold, school_it, 403, invitation="the secret of the link")
    refused(client, "somebody else")


def test_an_old_invitation_links_nobody(
    client: Client, ashfold: SignInProvider, school_it: MockProvider, invited: Account
) -> None:
    row = db.session.scalars(sa.select(Invitation).where(Invitation.account_id == invited.id)).one()
    row.expires_at = clock.now() - dt.timedelta(seconds=1)
    school_it.claims = {"sub": "ines"}
    come_back(client, ashfold, school_it, 403, invitation="the secret of the link")
    assert links() == []


def test_two_factors_there_count_here_only_where_its_word_is_taken(
    cast: Cast, client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    school_it.claims |= {"amr": ["pwd", "mfa"]}
    for taken in (False, True):
        ashfold.second_factor = taken
        come_back(client.sign_out(), ashfold, school_it)
        rows = sa.select(SignIn).where(SignIn.how == "provider").order_by(SignIn.created_at.desc()).limit(1)
        assert (db.session.scalars(rows).one().second_at is not None) is taken
    school_it.claims |= {"amr": "mfa"}
    come_back(client.sign_out(), ashfold, school_it)
    assert db.session.scalars(rows).one().second_at is None


@pytest.mark.parametrize(
    ("kind", "claims", "let_in"),
    [
        (ProviderKind.MICROSOFT, {"email_verified": True}, False),
        (ProviderKind.MICROSOFT, {"xms_edov": True}, True),
        (ProviderKind.MICROSOFT, {"xms_edov": "1"}, True),
        (ProviderKind.MICROSOFT, {"xms_edov": False}, False),
        (ProviderKind.GOOGLE, {"email_verified": True}, False),
        (ProviderKind.GOOGLE, {"email_verified": True, "hd": "evil.example"}, False),
        (ProviderKind.GOOGLE, {"email_verified": True, "hd": DOMAIN}, True),
        (ProviderKind.GOOGLE, {"email_verified": False, "hd": DOMAIN}, False),
    ],
)
def test_each_kind_says_in_its_own_way_that_an_address_is_certain(
    client: Client,
    ashfold: SignInProvider,
    school_it: MockProvider,
    kind: ProviderKind,
    claims: dict[str, Any],
    let_in: bool,
) -> None:
    ashfold.kind = kind
    school_it.claims = {"sub": "s", "email": f"lunt@{DOMAIN}"} | claims
    come_back(client, ashfold, school_it, 303 if let_in else 403)
    assert len(links()) == let_in


def test_who_stops_there_is_told_so(client: Client, ashfold: SignInProvider, school_it: MockProvider) -> None:
    school_it.says_no = True
    come_back(client, ashfold, school_it, 403)
    refused(client, "did not let you in, or you stopped there")
