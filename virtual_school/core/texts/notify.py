"""Handing a text to GOV.UK Notify, or to a service that speaks as it does (its REST interface, version 2).

Each request carries a token of its own, signed with the secret half of the API key. The template at the service holds
nothing but the place for our words.
"""

from dataclasses import dataclass
from typing import Any

import requests
from joserfc import jwt
from joserfc.jwk import OctKey

from virtual_school.core import clock
from virtual_school.core.texts.messages import Outgoing, Settings

TIMEOUT = 20  # seconds for each answer of the service
ID_LONG = 36  # a UUID as it is written
WORDS = "words"  # what the template at the service calls them: ((words))
# What the service says about the one it is for, and about nobody else (its list of errors).
OF_THE_RECIPIENT = ("phone_number", "recipient")


class RefusedForGood(Exception):
    """The service will never take a text to this number."""


class NotTaken(Exception):
    """Not this time: too many at once, the service is down, or it does not know our key or template."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the service for texts answered {status}")


@dataclass(frozen=True, slots=True)
class Service:
    url: str
    issuer: str
    secret: str
    template: str

    @classmethod
    def of(cls, given: Settings) -> "Service":
        """The key is `name-<service>-<secret>`; a name may hold hyphens itself."""
        key = given.notify_api_key
        issuer, secret = key[-2 * ID_LONG - 1 : -ID_LONG - 1], key[-ID_LONG:]
        return cls(given.text_url.rstrip("/"), issuer, secret, given.notify_template)

    def token(self) -> str:
        """Good for about thirty seconds at the service."""
        claims = {"iss": self.issuer, "iat": int(clock.real().timestamp())}
        return str(jwt.encode({"alg": "HS256", "typ": "JWT"}, claims, OctKey.import_key(self.secret)))


def deliver(text: Outgoing, service: Service) -> None:
    """Returns when the service has taken the text over. Raises RefusedForGood, or whatever went wrong this time."""
    body = {
        "phone_number": text.to,
        "template_id": service.template,
        "personalisation": {WORDS: text.words},
        "reference": text.reference,
    }
    answer = _asked(service, "POST", "/v2/notifications/sms", json=body)
    if answer.ok:
        return
    if answer.status_code == requests.codes.bad_request and _is_of_the_recipient(answer):
        raise RefusedForGood
    raise NotTaken(answer.status_code)


def has(text: Outgoing, service: Service) -> bool:
    """Whether the service has this text already: asked before it is handed over a second time."""
    asked = {"reference": text.reference, "template_type": "sms"}
    answer = _asked(service, "GET", "/v2/notifications", params=asked)
    if not answer.ok:
        raise NotTaken(answer.status_code)
    return bool(answer.json()["notifications"])


def _asked(service: Service, method: str, path: str, **given: Any) -> requests.Response:
    """No redirect is followed: it would carry key and number to somewhere else."""
    headers = {"Authorization": f"Bearer {service.token()}"}
    return requests.request(
        method, f"{service.url}{path}", headers=headers, timeout=TIMEOUT, allow_redirects=False, **given
    )


def _is_of_the_recipient(answer: requests.Response) -> bool:
    try:
        said = answer.json()["errors"]
        return any(word in str(error["message"]) for error in said for word in OF_THE_RECIPIENT)
    except (ValueError, KeyError, TypeError):
        return False
