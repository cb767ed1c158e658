"""Where a provider's address may lead: nowhere inside."""

import http.server
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from virtual_school.core.app import App
from virtual_school.identity.elsewhere import fetching
from virtual_school.identity.elsewhere.fetching import Unreachable, fetch, is_public, may_fetch

INSIDE = (
    "127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 "
    "198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fd00::1 ff02::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::a00:1 "
    "2002:7f00:1:: 2001:db8::1 2001:0:7f00:1::1 64:ff9b:1::a00:1 ::ffff:0:a00:1 ::a00:1 fec0::1"
).split()


@pytest.mark.parametrize("address", INSIDE)
def test_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.1.1", "2001:4860:4860::8888"])
def test_outside_is(address: str) -> None:
    assert is_public(address)


@pytest.fixture
def not_testing(app: App, monkeypatch: pytest.MonkeyPatch) -> App:
    """As an installation runs."""
    monkeypatch.setitem(app.config, "TESTING", False)
    return app


@pytest.mark.parametrize(
    "url",
    [
        "http://school.example/", "http://127.0.0.1/", "http://localhost:80/", "ftp://x.example/", "file:///etc/passwd",
        "https:///x", "https://user@x.example/", "https://u:p@x.example/", "https://x.example/#y", "https://x.example:x/",
        "//x.example", "", "javascript:alert(1)", "https://[::1", "gopher://x",
    ],
)  # fmt: skip
def test_only_https_is_gone_to(not_testing: App, url: str) -> None:
    assert not may_fetch(url)
    with pytest.raises(Unreachable):
        fetch(url)


def test_loopback_without_tls_is_for_tests_alone(app: App) -> None:
    assert may_fetch("http://127.0.0.1:80/x") and not may_fetch("http://10.0.0.1/x")


class Listening(http.server.BaseHTTPRequestHandler):
    heard: list[str] = []
    answer: dict[str, Any] = {}

    def do_GET(self) -> None:
        Listening.heard.append(self.path)
        self.send_response(self.answer.get("status", 200))
        for name, value in self.answer.get("headers", {}).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(self.answer.get("body", b"{}"))
        except OSError:
            pass

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def inside() -> Iterator[str]:
    """Something in our own network that listens."""
    Listening.heard, Listening.answer = [], {}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_name_that_stands_for_an_address_inside_is_refused(
    not_testing: App, inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = inside.split(":")[1]
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(port)))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    with pytest.raises(Unreachable):
        fetch(f"https://school.example:{port}/x")
    assert Listening.heard == []


def test_a_name_that_changes_after_it_was_looked_up_is_refused(
    not_testing: App, inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked up once it is outside, and once more inside: nothing is said to what was connected to."""
    port, asked = int(inside.split(":")[1]), []

    def changing(*_given: object, **_named: object) -> list[Any]:
        asked.append(1)
        address = "8.8.8.8" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(fetching, "may_fetch", lambda _url: True)
    with pytest.raises(Unreachable):
        fetch(f"http://school.example:{port}/x")
    assert len(asked) == 2 and Listening.heard == []


def test_nobody_is_followed_elsewhere(app: App, inside: str) -> None:
    Listening.answer = {"status": 302, "headers": {"Location": f"http://{inside}/secret"}}
    with pytest.raises(Unreachable):
        fetch(f"http://{inside}/x")
    assert Listening.heard == ["/x"]


@pytest.mark.parametrize("body", [b"[]", b"no json", b"", b"\xff", b"[" * 5000])
def test_what_is_no_object_is_refused(app: App, inside: str, body: bytes) -> None:
    Listening.answer = {"body": body}
    with pytest.raises(Unreachable):
        fetch(f"http://{inside}/x")


def test_no_more_is_read_than_is_wanted(app: App, inside: str) -> None:
    Listening.answer = {"body": b"x" * (fetching.LARGEST + 40_000)}
    with pytest.raises(Unreachable):
        fetch(f"http://{inside}/x")


def test_the_environment_sends_us_nowhere(app: App, inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert fetch(f"http://{inside}/x") == {}
