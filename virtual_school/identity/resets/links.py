"""The address in the letter. The letter is written by a job, which knows no host; the asking request says so much."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app

from virtual_school.core.links import mailed
from virtual_school.network.models import Network


@dataclass(frozen=True, slots=True)
class Base:
    """What a link begins with, as the queue can hold it; empty where `PUBLIC_URL` says it."""

    scheme: str = ""
    host: str = ""

    def packed(self) -> dict[str, str | None]:
        return {"scheme": self.scheme or None, "host": self.host or None}

    @classmethod
    def unpacked(cls, payload: dict[str, str | None]) -> "Base":
        return cls(payload.get("scheme") or "", payload.get("host") or "")


def base_of(network: Network) -> Base | None:
    """Of the request in hand; None where there is no address that a letter may lead to."""
    there = mailed("", network.host)
    if there is None:
        return None
    parts = urlsplit(there)
    return Base() if there == _public() else Base(parts.scheme, parts.netloc)


def link(base: Base, network: Network, secret: str) -> str:
    begins = f"{base.scheme}://{base.host}" if base.host else _public()
    path = current_app.url_map.bind("").build("resets.choose", {"slug": network.slug, "secret": secret})
    return f"{begins}{path}"


def _public() -> str:
    return str(current_app.config["SETTINGS"].public_url).rstrip("/")
