"""Fetching from an address that somebody typed: over TLS, from public addresses alone, soon, and not much.

A provider's address is entered by a person, and what it publishes names further addresses. None of them may lead into
the network that this program runs in: every address that a name stands for is looked at before, and the one that was
really connected to once more after, so that a name which changes in between is caught. Nobody is followed elsewhere.
"""

import ipaddress
import json
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import requests
from flask import current_app
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.connection import allowed_gai_family

CONNECT, READ, ALTOGETHER = 3.0, 5.0, 8.0  # seconds
LARGEST = 512 * 1024
# Every IPv6 address that was ever given out for the open internet. What lies outside may stand for an IPv4 address (by
# translation, 64:ff9b:1::/48 for one), which may be a private one, or for a site's own.
OPEN_INTERNET = ipaddress.ip_network("2000::/3")


class Unreachable(Exception):
    """It could not be fetched; the words say why, for whoever looks after the network."""


def may_fetch(url: str) -> bool:
    """Whether an address is one that we go to: https, and loopback without TLS only where the program is tested."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _testing() and host in ("127.0.0.1", "localhost"))


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the open internet."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip.sixtofour is not None or ip.teredo is not None or ip not in OPEN_INTERNET:
            return False
    return ip.is_global and not ip.is_multicast


def fetch(url: str) -> dict[str, Any]:
    """The JSON object at an address. Raises `Unreachable`."""
    if not may_fetch(url):
        raise Unreachable(f"{url} is not an https address")
    with requests.Session() as session:
        guard(session)
        try:
            answer = session.get(url, allow_redirects=False, headers={"Accept": "application/json"})
        except (requests.RequestException, OSError) as error:
            raise Unreachable(f"{url} did not answer ({type(error).__name__})") from None
    if answer.status_code != 200:
        raise Unreachable(f"{url} answered {answer.status_code}")
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Unreachable(f"{url} is not JSON")
    return found


def guard(session: requests.Session) -> None:
    """Let a session fetch only as this module does: no proxy or password from the environment, no private address."""
    session.trust_env = False
    session.max_redirects = 0
    session.mount("https://", _Guarded())
    session.mount("http://", _Guarded())


def _testing() -> bool:
    return bool(current_app.testing)


def _refuse_private(address: str) -> None:
    if not is_public(address) and not (_testing() and ipaddress.ip_address(address.split("%")[0]).is_loopback):
        raise OSError("not an address of the open internet")


class _Looks:
    """A connection that looks where it goes, before and after."""

    def _new_conn(self) -> socket.socket:
        here: Any = self
        for found in socket.getaddrinfo(here._dns_host, here.port, allowed_gai_family(), socket.SOCK_STREAM):
            _refuse_private(str(found[4][0]))
        connected: socket.socket = super()._new_conn()  # type: ignore[misc]
        try:
            _refuse_private(str(connected.getpeername()[0]))
        except OSError:
            connected.close()
            raise
        return connected


class _Connection(_Looks, HTTPConnection):
    pass


class _TlsConnection(_Looks, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _Guarded(HTTPAdapter):
    """Sends with our patience, and reads no more than we want."""

    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        super().init_poolmanager(*given, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}

    def send(self, request: requests.PreparedRequest, *given: Any, **named: Any) -> requests.Response:
        if not may_fetch(request.url or ""):
            raise requests.exceptions.InvalidURL("not an https address")
        named |= {"stream": True, "timeout": (CONNECT, READ)}
        answer = super().send(request, **named)
        answer._content = _read(answer)
        answer._content_consumed = True
        return answer


def _read(answer: requests.Response) -> bytes:
    until, found = time.monotonic() + ALTOGETHER, b""
    for part in answer.iter_content(16 * 1024):
        found += part
        if len(found) > LARGEST:
            answer.close()
            raise requests.exceptions.ContentDecodingError("too large")
        if time.monotonic() > until:
            answer.close()
            raise requests.exceptions.ReadTimeout("too slow")
    return found
