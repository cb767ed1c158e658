"""The pages on which a school's provider is entered, tried, put on the sign-in page, and ended."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.identity.going import DOMAIN, all_entered, door, entered, links
from tests.mock_provider import CLIENT_ID, SECRET, MockProvider
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.identity import sealed
from virtual_school.identity.models import ProviderKind, SignIn

ClientOf = Callable[[Person], Client]
NEW, LIST = "/network/sign-in/new", "/network/sign-in"


def filled(cast: Cast, issuer: str, **given: object) -> dict[str, object]:
    return {
        "organisation_id": str(cast.larkdale.organisations["ashfold"]),
        "kind": "generic",
        "name": "Ashfold School",
        "issuer": issuer,
        "client_id": CLIENT_ID,
        "secret": SECRET,
        "domains": f"{DOMAIN.upper()}, @pupils.{DOMAIN}",
    } | given


def test_a_provider_is_entered_tried_opened_and_ended(
    cast: Cast, client: Client, client_of: ClientOf, school_it: MockProvider
) -> None:
    administrator, lead = client_of(cast.administrator), client_of(cast.lead)
    administrator.get(NEW)
    administrator.submit("main form", **filled(cast, school_it.issuer))
    here = administrator.response.location
    administrator.follow()
    [row] = all_entered()
    assert row.domains == f"{DOMAIN} pupils.{DOMAIN}" and row.created_by == cast.administrator.account_id
    assert f"http://localhost/n/larkdale/with/{row.id}/back" in administrator.words()

    client.get("/n/larkdale/")
    assert "with Ashfold School" not in client.words()
    client.get(door(row), 404)
    client.get(door(row, **{"try": "1"}), 404)
    administrator.post(f"{here}/open", status=403)
    lead.post(f"{here}/open", status=403)
    assert "Try it first" in lead.words()

    school_it.claims = {"sub": "al", "email": f"al@{DOMAIN}", "email_verified": True, "amr": ["mfa"]}
    administrator.get(here)
    administrator.get(administrator.one("main a[href*='?try']").get("href"), 302)
    administrator.get(school_it.visit(administrator.response.location))
    assert f"al@{DOMAIN}" in administrator.words() and "Nobody was signed in or linked" in administrator.words()
    assert links() == []
    assert db.session.scalars(sa.select(SignIn).where(SignIn.how == "provider")).all() == []
    administrator.get("/devices")

    administrator.post(f"{here}/open", status=403)
    lead.post(f"{here}/open")
    client.get("/n/larkdale/")
    assert "Sign in with Ashfold School" in client.words()
    client.get("/n/fernvale/")
    assert "with Ashfold School" not in client.words()
    client.get(f"/n/fernvale/with/{row.id}", 404)

    administrator.post(f"{here}/end", {"because": "Their contract is over"})
    client.get("/n/larkdale/")
    assert "with Ashfold School" not in client.words()
    administrator.get(here)
    assert "Their contract is over" in administrator.words()
    administrator.post(f"{here}/secret", {"secret": "x"}, 409)
    lead.post(f"{here}/open", status=409)
    told = [one.event for one in db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id))]
    assert [event for event in told if event.startswith("provider.")] == [
        "provider.entered",
        "provider.opened",
        "provider.ended",
    ]


def test_the_secret_is_sealed_and_never_shown(cast: Cast, client_of: ClientOf, school_it: MockProvider) -> None:
    administrator = client_of(cast.administrator)
    administrator.post(NEW, filled(cast, school_it.issuer))
    here = administrator.response.location
    [row] = all_entered()
    assert SECRET not in row.secret and sealed.unseal(row.secret) == SECRET
    for page in (here, LIST):
        administrator.get(page)
        assert SECRET not in administrator.response.get_data(as_text=True)
    administrator.post(NEW, filled(cast, "nonsense"), 422)
    assert SECRET not in administrator.response.get_data(as_text=True)
    administrator.post(f"{here}/secret", {"secret": "another one"})
    db.session.expire_all()
    assert sealed.unseal(row.secret) == "another one"
    assert "another" not in str([one.data for one in db.session.scalars(sa.select(AuditEvent))])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"issuer": "http://school.example"}, "begins with https://"),
        ({"issuer": "https://user:password@school.example"}, "begins with https://"),
        ({"issuer": "https://school.example/?x=1"}, "begins with https://"),
        ({"issuer": "ftp://school.example"}, "begins with https://"),
        ({"issuer": ""}, "begins with https://"),
        ({"issuer": "https://10.0.0.1"}, "No provider answers there"),
        ({"issuer": "https://[::ffff:169.254.169.254]"}, "No provider answers there"),
        ({"kind": "microsoft", "issuer": "common"}, "directory (tenant) ID"),
        ({"kind": "carrier pigeon"}, "Choose"),
        ({"domains": "gmail.com"}, "Anybody can have such an address"),
        ({"domains": "school"}, "not the end of an address"),
        ({"domains": ""}, "what stands after the @"),
        ({"secret": ""}, "Paste the client secret"),
        ({"secret": "x" * 1001}, "shorter than that"),
        ({"client_id": ""}, "Paste the client ID"),
        ({"organisation_id": ""}, "Choose an organisation"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    cast: Cast, client_of: ClientOf, school_it: MockProvider, given: dict[str, object], words: str
) -> None:
    administrator = client_of(cast.administrator)
    administrator.post(NEW, filled(cast, school_it.issuer) | given, 422)
    assert words in administrator.words(".govuk-error-summary")
    assert all_entered() == []


def test_a_provider_that_is_none(cast: Cast, client_of: ClientOf, school_it: MockProvider) -> None:
    administrator = client_of(cast.administrator)
    for about, words in (
        ({"issuer": "https://another.example"}, "says that it is https://another.example"),
        ({"token_endpoint": "http://10.0.0.1/token"}, "names no https address as its token_endpoint"),
        ({"jwks_uri": "file:///etc/passwd"}, "names no https address as its jwks_uri"),
    ):
        school_it.about = about
        administrator.post(NEW, filled(cast, school_it.issuer), 422)
        assert words in administrator.words(".govuk-error-summary")
    school_it.down = True
    administrator.post(NEW, filled(cast, school_it.issuer), 422)
    assert "answered 503" in administrator.words(".govuk-error-summary")


def test_the_same_provider_is_entered_once(cast: Cast, client_of: ClientOf, school_it: MockProvider) -> None:
    administrator = client_of(cast.administrator)
    administrator.post(NEW, filled(cast, school_it.issuer))
    administrator.post(NEW, filled(cast, school_it.issuer), 422)
    assert "has this provider already" in administrator.words()


def test_an_organisation_of_another_network_has_none_here(
    cast: Cast, client_of: ClientOf, school_it: MockProvider
) -> None:
    moorside = str(cast.fernvale.organisations["moorside"])
    client_of(cast.administrator).post(NEW, filled(cast, school_it.issuer, organisation_id=moorside), 422)


def test_a_provider_that_is_down_is_said_so(cast: Cast, client: Client, school_it: MockProvider) -> None:
    row = entered(cast, school_it.issuer)
    school_it.down = True
    client.get(door(row), 503)
    assert "does not answer just now" in client.words() and school_it.issuer not in client.words()


def test_what_it_publishes_is_kept(cast: Cast, client: Client, school_it: MockProvider) -> None:
    row = entered(cast, school_it.issuer, kind=ProviderKind.GENERIC)
    for _turn in range(3):
        client.get(door(row), 302)
    assert school_it.heard.count("/.well-known/openid-configuration") == 1
