"""Passkeys (WebAuthn): what the browser is asked, and whether its answer holds."""

import json
import uuid
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from virtual_school.identity.factors.party import Party
from virtual_school.identity.models import Passkey

# Whatever holds the key, on the device or apart from it, as long as it asks its owner to unlock it.
WANTED = AuthenticatorSelectionCriteria(
    authenticator_attachment=None,
    resident_key=ResidentKeyRequirement.REQUIRED,
    require_resident_key=True,
    user_verification=UserVerificationRequirement.REQUIRED,
)
LONGEST_ID = 1023
TRANSPORTS = frozenset(transport.value for transport in AuthenticatorTransport)


class Unproved(Exception):
    """The browser's answer does not hold. Its words are for the log of a developer, never for a page."""


def to_make(
    where: Party, challenge: bytes, *, issuer: str, account_id: uuid.UUID, name: str, shown: str, held: list[Passkey]
) -> dict[str, Any]:
    """What the browser is asked when a passkey is made. One that the account has already is not made twice."""
    options = generate_registration_options(
        rp_id=where.rp_id,
        rp_name=issuer,
        user_id=account_id.bytes,
        user_name=name,
        user_display_name=shown,
        challenge=challenge,
        authenticator_selection=WANTED,
        exclude_credentials=_named(held),
        timeout=300_000,
    )
    return _plain(options)


def to_ask(where: Party, challenge: bytes, held: list[Passkey] | None = None) -> dict[str, Any]:
    """What the browser is asked when somebody signs in. Without `held` it offers whatever it has for this host."""
    options = generate_authentication_options(
        rp_id=where.rp_id,
        challenge=challenge,
        allow_credentials=_named(held) if held is not None else None,
        user_verification=UserVerificationRequirement.REQUIRED,
        timeout=300_000,
    )
    return _plain(options)


def made(where: Party, challenge: bytes, answer: dict[str, Any]) -> VerifiedRegistration:
    """What a new passkey is, when the answer holds for this host and challenge and its owner unlocked it."""
    try:
        verified = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=where.rp_id,
            expected_origin=where.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise Unproved(str(error)) from error
    if len(verified.credential_id) > LONGEST_ID:
        raise Unproved("its identifier is longer than the standard allows")
    return verified


def proved(where: Party, challenge: bytes, answer: dict[str, Any], passkey: Passkey) -> VerifiedAuthentication:
    """That the answer was made with this passkey, for this host and challenge, and that its owner unlocked it."""
    try:
        return verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=where.rp_id,
            expected_origin=where.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise Unproved(str(error)) from error


def id_in(answer: dict[str, Any]) -> bytes:
    """Which passkey the answer says it was made with."""
    try:
        return base64url_to_bytes(str(answer.get("rawId") or answer.get("id") or ""))
    except ValueError as error:
        raise Unproved("it names no passkey") from error


def transports_in(answer: dict[str, Any]) -> str:
    """How the browser reaches it, as it said: kept to ask the same way again."""
    response = answer.get("response")
    said = response.get("transports") if isinstance(response, dict) else None
    return ",".join(sorted(TRANSPORTS.intersection(map(str, said if isinstance(said, list) else ()))))


def _named(held: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=one.credential_id,
            transports=[AuthenticatorTransport(way) for way in one.transports.split(",") if way in TRANSPORTS],
        )
        for one in held
    ]


def _plain(options: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(options_to_json(options))
    return plain
