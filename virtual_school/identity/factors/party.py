"""For which host a passkey is made and asked: one that the installation knows as its own, never what a request says."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Party:
    """The relying party of WebAuthn: the host, and the one origin whose answers are taken."""

    rp_id: str
    origin: str


def party(host: str, scheme: str, network_host: str | None, public_url: str) -> Party | None:
    """Who asks for a passkey in a request that came for `host`; None where passkeys cannot be used.

    A host is ours when it is the network's own, that of `PUBLIC_URL`, or this very machine. Passkeys exist on https
    alone, and on this machine (as 'localhost': an address in numbers has none).
    """
    name = host.rsplit(":", 1)[0].casefold() if not host.endswith("]") else host
    public = urlsplit(public_url)
    if name == "localhost":
        return Party(name, f"{scheme}://{host}")
    if network_host and name == network_host:
        return Party(name, f"https://{host.casefold()}")
    if public.hostname and name == public.hostname and public.scheme == "https":
        return Party(name, f"https://{public.netloc}")
    return None
