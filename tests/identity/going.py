"""A school's provider in Larkdale, and somebody who goes there and comes back."""

from typing import Any

import sqlalchemy as sa

from tests.cast import Cast
from tests.cast_elsewhere import CLIENT as CAST
from tests.client import Client
from tests.mock_provider import CLIENT_ID, SECRET, MockProvider
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.identity import sealed
from virtual_school.identity.models import ProviderIdentity, ProviderKind, SignInProvider

DOMAIN = "larkdale.example"


def entered(cast: Cast, issuer: str, school: str = "ashfold", **given: Any) -> SignInProvider:
    """A provider of one of Larkdale's schools, on the sign-in page."""
    enter_network(cast.larkdale.network_id)
    ordinary: dict[str, Any] = {"organisation_id": cast.larkdale.organisations[school], "kind": ProviderKind.GENERIC}
    ordinary |= {"name": "Ashfold School", "issuer": issuer, "client_id": CLIENT_ID, "secret": sealed.seal(SECRET)}
    ordinary |= {"domains": DOMAIN, "created_at": clock.now(), "tried_at": clock.now(), "opened_at": clock.now()}
    row = SignInProvider(**{**ordinary, **given})
    db.session.add(row)
    db.session.commit()
    return row


def all_entered() -> list[SignInProvider]:
    """Those that a test has entered: the cast has some of its own."""
    mine = sa.select(SignInProvider).where(SignInProvider.client_id != CAST).order_by(SignInProvider.id)
    return list(db.session.scalars(mine))


def links() -> list[ProviderIdentity]:
    """Those that a test has made."""
    db.session.commit()
    mine = sa.select(ProviderIdentity).where(ProviderIdentity.subject != CAST).order_by(ProviderIdentity.id)
    return list(db.session.scalars(mine))


def door(provider: SignInProvider, **more: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in more.items())
    return f"/n/larkdale/with/{provider.id}" + (f"?{asked}" if asked else "")


def go(client: Client, provider: SignInProvider, there: MockProvider, **more: str) -> str:
    """Follow the link, be let in there; gives the address to come back to."""
    client.get(door(provider, **more), 302)
    return there.visit(client.response.location)


def come_back(client: Client, provider: SignInProvider, there: MockProvider, status: int = 303, **more: str) -> None:
    client.get(go(client, provider, there, **more), status)


def refused(client: Client, words: str) -> None:
    assert words in client.words(), client.words()
    client.get("/devices", 303)
