"""OpenID Connect as one who relies on it: what a provider publishes, the way there, and what comes back.

Authlib makes the address with its challenge and exchanges the code; joserfc checks the signature. What is believed of
an identity token is decided here: OpenID Connect Core 1.0, section 3.1.3.7.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from flask import current_app
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from virtual_school.core import clock
from virtual_school.identity.elsewhere.fetching import Unreachable, fetch, guard, may_fetch

SCOPE = "openid email profile"
# Signed with a key of which we hold the public half; never "none", never a secret that both sides hold.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
KEPT = 600.0  # seconds that what a provider publishes is kept in process
KEYS_AT_MOST_EVERY = 30.0  # seconds; a token with an unknown key makes us look again, but not for everybody who asks
LEEWAY = 60  # seconds that clocks may differ
OLDEST = 600  # seconds since the token was made


class NotBelieved(Exception):
    """What came back cannot be believed. The words are for whoever looks after the network."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a provider says of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    by_post: bool
    says_issuer: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What one browser was sent away with, kept in its signed cookie until it comes back."""

    provider: str
    nonce: str
    verifier: str
    at: int
    wanted: str = ""
    shared: bool = False
    invitation: str = ""
    trying: bool = False

    def packed(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are at a provider."""

    issuer: str
    client_id: str
    secret: str
    back: str


def _kept() -> dict[tuple[str, str], tuple[float, Any]]:
    return cast(dict[tuple[str, str], tuple[float, Any]], current_app.extensions.setdefault("providers_published", {}))


def published(issuer: str) -> Published:
    """What stands at the issuer's well-known address. Raises `Unreachable`."""
    kept = _kept().get(("about", issuer))
    if kept and time.monotonic() - kept[0] < KEPT:
        return cast(Published, kept[1])
    found = fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise Unreachable(f"{issuer} says that it is {str(found.get('issuer'))[:200]}")
    endpoints = {name: str(found.get(name) or "") for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    wrong = sorted(name for name, url in endpoints.items() if not may_fetch(url))
    if wrong:
        raise Unreachable(f"{issuer} names no https address as its {', '.join(wrong)}")
    methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    about = Published(
        issuer=issuer,
        **endpoints,
        userinfo_endpoint=str(found.get("userinfo_endpoint") or ""),
        by_post="client_secret_basic" not in methods,
        says_issuer=found.get("authorization_response_iss_parameter_supported") is True,
    )
    _kept()[("about", issuer)] = (time.monotonic(), about)
    return about


def _keys(about: Published, *, anew: bool = False) -> KeySet:
    """The provider's public keys for signatures; asked for again when a token names one that is not among them."""
    at, keys = _kept().get(("keys", about.jwks_uri), (0.0, None))
    age = time.monotonic() - at
    if keys is not None and age < (KEYS_AT_MOST_EVERY if anew else KEPT):
        return cast(KeySet, keys)
    listed = fetch(about.jwks_uri).get("keys")
    fit = [key for key in listed if _fit(key)] if isinstance(listed, list) else []
    try:
        keys = KeySet.import_key_set({"keys": fit})
    except (JoseError, ValueError, TypeError, KeyError):
        raise Unreachable(f"{about.jwks_uri} holds no keys that can be read") from None
    _kept()[("keys", about.jwks_uri)] = (time.monotonic(), keys)
    return keys


def _fit(key: Any) -> bool:
    return isinstance(key, dict) and key.get("kty") in ("RSA", "EC") and key.get("use", "sig") == "sig"


def _session(client: Client, about: Published) -> Any:
    session = OAuth2Session(
        client.client_id,
        client.secret,
        scope=SCOPE,
        redirect_uri=client.back,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post" if about.by_post else "client_secret_basic",
    )
    guard(session)
    return session


def way_there(client: Client, provider: str, **beside: Any) -> tuple[str, str, Asked]:
    """Where to send the browser, the state it will come back with, and what to keep of it until then."""
    about = published(client.issuer)
    asked = Asked(
        provider=provider,
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
        at=int(clock.real().timestamp()),
        **beside,
    )
    with _session(client, about) as session:
        url, state = session.create_authorization_url(
            about.authorization_endpoint,
            state=secrets.token_urlsafe(24),
            code_verifier=asked.verifier,
            nonce=asked.nonce,
            prompt="select_account",
        )
    return url, state, asked


def came_back(client: Client, asked: Asked, code: str, said_issuer: str | None) -> dict[str, Any]:
    """What the provider says of the person, once every part of it was checked. Raises NotBelieved, Unreachable."""
    about = published(client.issuer)
    if said_issuer != client.issuer and (said_issuer is not None or about.says_issuer):
        raise NotBelieved("the answer came from another provider")
    with _session(client, about) as session:
        token = _exchanged(session, about, client, asked, code)
        claims = _checked(about, client, asked, str(token.get("id_token") or ""))
        if "email" not in claims and about.userinfo_endpoint:
            claims = {**_userinfo(session, about, claims), **claims}
    return claims


def _exchanged(session: Any, about: Published, client: Client, asked: Asked, code: str) -> Mapping[str, Any]:
    try:
        found = session.fetch_token(
            about.token_endpoint,
            grant_type="authorization_code",
            code=code,
            redirect_uri=client.back,
            code_verifier=asked.verifier,
            allow_redirects=False,
        )
    except AuthlibBaseError as error:
        raise NotBelieved(f"the provider refused the code ({error.error})") from None
    except (requests.RequestException, OSError, ValueError) as error:
        raise Unreachable(f"{about.token_endpoint} did not answer ({type(error).__name__})") from None
    return cast(Mapping[str, Any], found)


def _checked(about: Published, client: Client, asked: Asked, value: str) -> dict[str, Any]:
    try:
        claims = _decoded(about, value)
        expected = jwt.JWTClaimsRegistry(
            now=int(clock.real().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": client.issuer},
            aud={"essential": True, "value": client.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": asked.nonce},
        )
        expected.validate(claims)
    except JoseError as error:
        raise NotBelieved(f"its token is not good ({error.error}: {error.description})") from None
    except (ValueError, TypeError) as error:
        raise NotBelieved(f"its token cannot be read ({type(error).__name__})") from None
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != client.client_id:
        raise NotBelieved("its token was made for another program")
    if claims["iat"] < clock.real().timestamp() - OLDEST - LEEWAY:
        raise NotBelieved("its token is old")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise NotBelieved("its token names nobody")
    return claims


def _decoded(about: Published, value: str) -> dict[str, Any]:
    try:
        token = jwt.decode(value, _keys(about), algorithms=list(ALGORITHMS))
    except (JoseError, ValueError):
        # They may have begun to sign with a new key since we looked.
        token = jwt.decode(value, _keys(about, anew=True), algorithms=list(ALGORITHMS))
    return dict(token.claims)


def _userinfo(session: Any, about: Published, claims: Mapping[str, Any]) -> dict[str, Any]:
    """What the provider tells beside the token, if it is about the same person; an address is all we need of it."""
    try:
        answer = session.get(about.userinfo_endpoint, allow_redirects=False)
        found = answer.json() if answer.status_code == 200 else {}
    except (requests.RequestException, AuthlibBaseError, OSError, ValueError):
        found = {}
    if not isinstance(found, dict) or found.get("sub") != claims["sub"]:
        return {}
    return {name: found[name] for name in ("email", "email_verified") if name in found}
