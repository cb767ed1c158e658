"""Addresses that leave the house in letters.

A request says itself which host it came for, and whoever sends it may say anything. What it says is good enough for
its own answer; in a letter to somebody else it would lead them wherever the sender likes.
"""

from flask import current_app, request

# An address that leads nobody away from their own machine.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


def mailed(path: str, own_host: str | None) -> str | None:
    """The path as an address for a letter, on the network's own host, else on `PUBLIC_URL`.

    None where neither is set, unless the site is only tried on the machine it runs on.
    """
    host = request.host
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if own_host:
        return f"{request.scheme}://{host if name.casefold() == own_host else own_host}{path}"
    public: str = current_app.config["SETTINGS"].public_url
    if public:
        return f"{public.rstrip('/')}{path}"
    return f"{request.scheme}://{host}{path}" if name in LOOPBACK else None


def standing(path: str, own_host: str | None) -> str | None:
    """The same for a letter that a job writes, where no request says anything: None where no host is known."""
    public: str = current_app.config["SETTINGS"].public_url.rstrip("/")
    if own_host:
        return f"{'http' if public.startswith('http://') else 'https'}://{own_host}{path}"
    return f"{public}{path}" if public else None
