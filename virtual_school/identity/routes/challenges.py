"""What a browser is asked about a passkey, and its answer: a challenge is good for one purpose, once, for minutes."""

import datetime as dt
from typing import Any

from flask import current_app, g, request, session
from flask_babel import gettext as _
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from virtual_school.core import clock
from virtual_school.core.errors import WrongState
from virtual_school.identity.factors import actions
from virtual_school.identity.factors.party import Party, party

GOOD_FOR = dt.timedelta(minutes=5)
IN_COOKIE = "passkey_challenge"


def where_or_none() -> Party | None:
    """For which host passkeys are made and asked in this request; None where they cannot be used."""
    own = g.network.host if g.network is not None else None
    return party(request.host, request.scheme, own, current_app.config["SETTINGS"].public_url)


def where() -> Party:
    found = where_or_none()
    if found is None:
        raise WrongState(_("Passkeys do not work at this address."))
    return found


def ask(purpose: str) -> bytes:
    """A new challenge, kept in this browser's signed cookie until it answers."""
    challenge = actions.new_challenge()
    session[IN_COOKIE] = [purpose, bytes_to_base64url(challenge), int(clock.real().timestamp())]
    return challenge


def answered(purpose: str) -> tuple[bytes, dict[str, Any]]:
    """The challenge that was asked for this purpose in this browser, and what the browser answers."""
    kept, sent = session.pop(IN_COOKIE, None), request.get_json(silent=True)
    answer = sent.get("answer") if isinstance(sent, dict) else None
    asked = isinstance(kept, list) and len(kept) == 3 and kept[0] == purpose
    if not asked or clock.real().timestamp() - kept[2] > GOOD_FOR.total_seconds() or not isinstance(answer, dict):
        raise WrongState(_("This took too long. Try once more."))
    return base64url_to_bytes(kept[1]), answer


def said(name: str) -> str:
    """One of the words that came with the answer."""
    sent = request.get_json(silent=True)
    value = sent.get(name) if isinstance(sent, dict) else None
    return value if isinstance(value, str) else ""
