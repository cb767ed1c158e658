"""Invitations: links that let somebody in once."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.identity.door import DOOR
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account, Credential, Invitation, SignIn


@pytest.fixture
def invited(cast: Cast) -> tuple[Account, str]:
    account = make.account("Ines New", email="ines@school.example")
    make.invitation(account, "the secret of the link")
    db.session.commit()
    return account, "/n/larkdale/invitation/the secret of the link"


def test_an_invitation_works_once(invited: tuple[Account, str], client: Client) -> None:
    account, link = invited
    client.get(link)
    client.submit("main form", 422, password="short")
    client.submit("main form", password="apple-river-lantern")
    client.get("/devices")
    assert "Ines New" in client.words("header")
    client.sign_out().get(link, 404)
    client.post(link, {"password": "another-password"}, 404)
    client.post(DOOR, {"name": "INES@school.example", "password": "apple-river-lantern"})
    row = db.session.scalars(sa.select(Credential).where(Credential.account_id == account.id)).one()
    assert row.secret.startswith("$argon2id$")


def test_an_invitation_ends_what_was_open(invited: tuple[Account, str], client: Client) -> None:
    account, link = invited
    make.sign_in(account, "a device of before")
    client.post(link, {"password": "apple-river-lantern"})
    db.session.expire_all()
    open_ones = (
        sa.select(sa.func.count()).select_from(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    )
    assert db.session.scalar(open_ones) == 1


@pytest.mark.parametrize("how", ["old", "closed", "of another network", "never made"])
def test_a_link_that_does_not_work(invited: tuple[Account, str], cast: Cast, client: Client, how: str) -> None:
    account, link = invited
    row = db.session.scalars(sa.select(Invitation).where(Invitation.account_id == account.id)).one()
    if how == "old":
        row.expires_at = clock.now() - dt.timedelta(seconds=1)
    elif how == "closed":
        account.closed_at = clock.now()
    else:
        link = link.replace("larkdale", "fernvale") if how == "of another network" else link + "x"
    client.get(link, 404)
    assert "does not work any more" in client.words()
    client.post(link, {"password": "apple-river-lantern"}, 404)
