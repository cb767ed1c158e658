"""What comes back from a school's provider, and when it is not believed: the token, the code, the state."""

from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from tests.cast import Cast, Person
from tests.client import Client
from tests.identity.going import come_back, door, entered, go, links, refused
from tests.mock_provider import MockProvider
from virtual_school.core import clock
from virtual_school.identity.models import SignInProvider

NOW = int(clock.real().timestamp())


def _claim(**changed: Any) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    return lambda claims, header: claims.update(changed)


def _alg(name: str) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    return lambda claims, header: header.update(alg=name)


SPOILT = {
    "another nonce": _claim(nonce="not the one"),
    "no nonce": lambda claims, header: claims.pop("nonce"),
    "for another program": _claim(aud="somebody else"),
    "for several, not made for us": _claim(aud=["virtual-school", "another"], azp="another"),
    "of another issuer": _claim(iss="https://evil.example"),
    "expired": _claim(exp=NOW - 3600, iat=NOW - 7200),
    "made long ago": _claim(iat=NOW - 3600),
    "made tomorrow": _claim(iat=NOW + 86400),
    "without an end": lambda claims, header: claims.pop("exp"),
    "of nobody": _claim(sub=""),
    "of a number": _claim(sub=7),
    "with a long name": _claim(sub="s" * 256),
    "not signed": _alg("none"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_token_that_is_not_good_lets_nobody_in(
    client: Client, ashfold: SignInProvider, school_it: MockProvider, how: str
) -> None:
    school_it.spoil = SPOILT[how]
    come_back(client, ashfold, school_it, 403)
    refused(client, "could not be checked")
    assert links() == []


def test_a_token_signed_by_another_key_lets_nobody_in(
    client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    back = go(client, ashfold, school_it)
    honest, school_it.key = school_it.key, RSAKey.generate_key(2048, {"kid": "first"})
    client.get(back, 303)  # what it published is not yet kept: its new key is found
    school_it.key = honest
    back = go(client.sign_out(), ashfold, school_it)
    client.get(back, 403)  # what it published is kept, and is not asked for again for everybody who comes
    refused(client, "could not be checked")


def test_a_code_is_good_once(client: Client, ashfold: SignInProvider, school_it: MockProvider) -> None:
    back = go(client, ashfold, school_it)
    with client.browser.session_transaction() as session:
        held = dict(session)
    client.get(back, 303)
    client.get(back, 400)  # the state is spent
    with client.sign_out().browser.session_transaction() as session:
        session.update(held)
    client.get(back, 403)  # an old cookie brings the state back; the provider refuses the code
    refused(client, "could not be checked")


def test_another_browser_cannot_finish_what_one_began(
    client: Client, client_of: Callable[[Person], Client], cast: Cast, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    back = go(client, ashfold, school_it)
    client.sign_out().get(back, 400)
    refused(client, "another browser")
    bell = client_of(cast.bell)
    bell.get(back, 400)
    bell.get("/devices")
    assert "Ms Bell" in bell.words("header")


def test_a_state_is_for_its_own_provider_and_for_ten_minutes(
    cast: Cast, client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    other = entered(cast, school_it.issuer, "stonegate", name="Stonegate High")
    back = go(client, ashfold, school_it)
    client.get(back.replace(str(ashfold.id), str(other.id)), 400)
    back = go(client, ashfold, school_it)
    with client.browser.session_transaction() as session:
        session["elsewhere"] = {state: {**kept, "at": kept["at"] - 700} for state, kept in session["elsewhere"].items()}
    client.get(back, 400)
    client.get(f"{door(ashfold)}/back", 400)


def test_an_answer_of_another_issuer_is_refused(
    client: Client, ashfold: SignInProvider, school_it: MockProvider
) -> None:
    back = go(client, ashfold, school_it)
    client.get(back.split("&iss=")[0] + "&iss=https://evil.example", 403)
    back = go(client, ashfold, school_it)
    client.get(back.split("&iss=")[0], 403)  # it says in its own words that it always names itself
