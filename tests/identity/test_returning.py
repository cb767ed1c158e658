"""Invitations that are not needed, too old, or taken over by a newer one; and people who come back."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import PASSWORD, Cast, Person
from tests.client import Client
from tests.identity.door import DOOR, typed
from tests.identity.going import entered
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db, enter_network
from virtual_school.core.mail.models import Mail
from virtual_school.identity.models import (
    Account,
    Authenticator,
    Credential,
    Invitation,
    LinkedBy,
    Membership,
    Passkey,
    ProviderIdentity,
    RecoveryCode,
    SignIn,
)
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role

ClientOf = Callable[[Person], Client]
LINK = "/n/larkdale/invitation/the secret of the link"
NEW = "apple-river-lantern"


def invitation(account: Account, link: str = "the secret of the link", **given: object) -> Invitation:
    made = make.invitation(account, link, **given)
    db.session.commit()
    return made


def account_of(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


# invitations ----------------------------------------------------------------------------------------------------------


def test_who_has_a_way_in_is_told_that_the_link_is_not_needed(cast: Cast, client: Client) -> None:
    invitation(account_of(cast.dani))
    client.get(LINK)
    assert "can sign in here already" in client.words()
    client.get("/devices", 303)
    client.post(DOOR, typed(cast))  # looking at it changed nothing
    client.sign_out().post(LINK, {"password": NEW})
    client.sign_out().post(DOOR, typed(cast, password=NEW))


def test_an_invitation_does_not_pass_by_a_weak_password(cast: Cast, client: Client) -> None:
    invitation(account_of(cast.dani))
    client.post(LINK, {"password": "dani.larkdale"}, 422)
    assert "too easy to guess" in client.words(".govuk-error-summary")


def test_each_spent_link_says_why(cast: Cast, client: Client) -> None:
    account = make.account("Ines New", email="ines@school.example")
    row = invitation(account)
    row.expires_at = clock.now() - dt.timedelta(seconds=1)
    client.get(LINK, 404)
    assert "more than two weeks old" in client.words()
    row.expires_at = clock.now() + dt.timedelta(days=1)
    client.post(LINK, {"password": NEW})
    client.sign_out().get(LINK, 404)
    assert "used already" in client.words()
    client.get(LINK + "x", 404)
    assert "not copied whole" in client.words()


def test_a_newer_letter_ends_the_older_one(cast: Cast, client: Client, client_of: ClientOf) -> None:
    account = make.account("Ines New", email="ines@school.example")
    invitation(account)
    client_of(cast.lead).post(f"/people/{account.id}/invitation")
    client.get(LINK, 404)
    assert "newer letter" in client.words()
    client.post(LINK, {"password": NEW}, 404)


def test_a_password_chosen_otherwise_ends_a_waiting_link(cast: Cast, client: Client) -> None:
    account = account_of(cast.dani)
    invitation(account)
    second = invitation(account, "another link")
    second.created_at = clock.now() - dt.timedelta(days=1)
    client.post("/n/larkdale/invitation/another link", {"password": NEW})
    client.sign_out().get(LINK, 404)
    rows = db.session.scalars(sa.select(Invitation).where(Invitation.account_id == account.id)).all()
    assert sorted((row.used_at is None, row.ended_at is None) for row in rows) == [(False, True), (True, False)]


def test_entering_somebody_who_is_here_leads_to_them(cast: Cast, client_of: ClientOf) -> None:
    administrator = client_of(cast.administrator)
    administrator.get("/people/new")
    administrator.submit("main form", 422, name="Danielle Okafor", email="DANI@larkdale.example")
    assert "nobody needs two accounts" in administrator.words()
    assert administrator.one("main .notice a").get("href") == f"/people/{cast.dani.account_id}"
    assert db.session.scalars(sa.select(Mail)).all() == []


def test_an_account_in_another_network_is_another_account(cast: Cast, client: Client, client_of: ClientOf) -> None:
    """Nothing here tells that there is one; each has a password of its own."""
    email = "stranger_teacher@fernvale.example"
    lead = client_of(cast.lead)
    lead.get("/people/new")
    lead.submit("main form", name="Mr Quill", email=email)
    made = db.session.scalars(sa.select(Account).where(Account.email == email)).one()
    invitation(made)
    client.get(LINK)
    assert "already" not in client.words()
    client.post(LINK, {"password": NEW})
    client.sign_out().post(DOOR, {"name": email, "password": PASSWORD}, 422)
    client.post("/n/fernvale/", {"name": email, "password": NEW}, 422)
    client.post("/n/fernvale/", {"name": email, "password": PASSWORD})


# leavers --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def left(cast: Cast) -> Account:
    """Ms Lunt has left, with all that she had to sign in."""
    account, now = account_of(cast.lunt), clock.now()
    provider = entered(cast, "https://school.example")
    common = {"account_id": account.id, "created_at": now}
    db.session.add_all(
        [
            Passkey(**common, credential_id=b"k", public_key=b"k", rp_id="localhost", name="Phone", transports=""),
            Authenticator(**common, sealed="sealed", confirmed_at=now),
            RecoveryCode(account_id=account.id, digest=b"d" * 32, made_at=now),
            ProviderIdentity(
                provider_id=provider.id,
                subject="s",
                account_id=account.id,
                linked_by=LinkedBy.ADDRESS,
                linked_at=now,
            ),
        ]
    )
    account.closed_at = now
    account.staff_since = now - dt.timedelta(days=400)
    db.session.commit()
    return account


def test_a_leaver_who_returns_begins_afresh(cast: Cast, client: Client, client_of: ClientOf, left: Account) -> None:
    administrator = client_of(cast.administrator)
    administrator.get(f"/people/{left.id}")
    administrator.get(administrator.one("main a[href$=reopen]").get("href"))
    administrator.submit("main form", 422)
    assert "Say why" in administrator.words(".govuk-error-summary")
    administrator.submit("main form", because="Back from a year in Leeds")
    administrator.follow()
    assert "no role here" in administrator.words() and "Send an invitation" in administrator.words()
    for kind in (Credential, SignIn, Passkey, Authenticator, RecoveryCode, ProviderIdentity, Membership):
        rows = db.session.scalars(sa.select(kind).where(kind.account_id == left.id)).all()
        assert rows and all(row.ended_at is not None for row in rows), kind
    assert left.closed_at is None and left.staff_since is None
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "account.reopened")).one()
    assert event.because == "Back from a year in Leeds" and event.account_id == cast.administrator.account_id
    client.post(DOOR, typed(cast, name=cast.lunt.login_name), 422)
    client.sign_in(cast.lunt).get("/devices", 303)


def test_they_come_in_by_a_new_invitation_with_a_new_role(
    cast: Cast, client: Client, client_of: ClientOf, left: Account
) -> None:
    lead = client_of(cast.lead)
    lead.post(f"/people/{left.id}/reopen", {"because": "Back"})
    invitation(left)
    ashfold = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
    make.membership(left, ashfold, Role.TEACHER)
    client.post(LINK, {"password": NEW})
    client.get("/devices")
    assert "Ms Lunt" in client.words("header") and client.words().count("This one") == 1


def test_an_open_account_is_not_opened_again(cast: Cast, client_of: ClientOf) -> None:
    lead = client_of(cast.lead)
    lead.get(f"/people/{cast.bell.account_id}/reopen", 303)
    lead.post(f"/people/{cast.bell.account_id}/reopen", {"because": "Why not"})
    assert db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "account.reopened")).all() == []
    client_of(cast.bell).get("/devices")


def test_a_pupils_closed_account_is_not_the_administrators_to_open(cast: Cast, client_of: ClientOf) -> None:
    account_of(cast.ellie).closed_at = clock.now()
    client_of(cast.administrator).post(f"/people/{cast.ellie.account_id}/reopen", {"because": "x"}, 404)


# another address ------------------------------------------------------------------------------------------------------


def test_an_address_is_changed_and_the_old_one_told(cast: Cast, client: Client, client_of: ClientOf) -> None:
    account = account_of(cast.dani)
    invitation(account)
    lead = client_of(cast.lead)
    lead.get(f"/people/{account.id}/address")
    lead.submit("main form", 422, email="not an address")
    lead.submit("main form", 422, email="lunt@larkdale.example")
    assert "has this email address already" in lead.words()
    lead.submit("main form", email="Dani.New@larkdale.example")
    assert account.email == "dani.new@larkdale.example"
    [letter] = db.session.scalars(sa.select(Mail)).all()
    assert letter.to == "dani@larkdale.example" and "dani.new" not in letter.text
    client.get(LINK, 404)
    client.post(DOOR, typed(cast, name="dani@larkdale.example"), 422)
    client.post(DOOR, typed(cast, name="dani.new@larkdale.example"))


def test_an_administrator_turns_no_letters_to_themself(cast: Cast, client_of: ClientOf) -> None:
    administrator = client_of(cast.administrator)
    administrator.get(f"/people/{cast.dani.account_id}")
    assert administrator.select("main a[href$=address]") == []
    administrator.post(f"/people/{cast.dani.account_id}/address", {"email": "al@larkdale.example"}, 403)
    enter_network(cast.larkdale.network_id)
    assert account_of(cast.dani).email == "dani@larkdale.example"
