"""Addresses on other sites, as a teacher pastes them."""

from urllib.parse import urlsplit

from virtual_school.library.models import ADDRESS_LIMIT

SCHEMES = frozenset({"http", "https"})


def whole(typed: str) -> str | None:
    """The address, with https where none was typed; None for what leads nowhere, or carries a name and password."""
    typed = "".join(typed.split())
    if "://" not in typed:
        typed = f"https://{typed}"
    try:
        parts = urlsplit(typed)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    named = "." in host.strip(".") and ".." not in host
    if parts.scheme.casefold() not in SCHEMES or not named or parts.username or parts.password:
        return None
    return typed if len(typed) <= ADDRESS_LIMIT and typed.isprintable() else None


def site(address: str) -> str:
    """The site's name, as people say it."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
