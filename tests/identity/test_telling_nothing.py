"""Whether somebody is here is told nobody who asks: not by words, not by time. And throttling is rows."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection

import pytest

from tests import cast as casting
from tests import databases, make, servers
from tests.cast import PASSWORD, Cast
from tests.client import Client
from tests.conftest import Stage
from tests.identity.door import DOOR
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.errors import Busy
from virtual_school.identity import passwords, throttle

# What is new in every answer, whoever asks: the token against forged requests, which is signed with the moment.
TOKEN = re.compile(rb'(csrf_token" value="|csrf-token" content=")[^"]+')
FORGOTTEN = "/n/larkdale/forgotten"
TURNS = 12
# Two medians of one work on a busy machine: they differ by less than this; one hash more or less would be far outside,
# because all else is a fraction of it.
TOLERANCE = 1.6


def answer(client: Client, url: str, data: dict[str, str], typed: str) -> tuple[int, bytes, str]:
    client.post(url, data, status=None)
    body = TOKEN.sub(rb"\1", client.response.get_data())
    return (
        client.response.status_code,
        body.replace(typed.encode(), b"NAME"),
        client.response.headers.get("Location", ""),
    )


ASKED: dict[str, tuple[str, Callable[[str], dict[str, str]]]] = {
    "signing in": (DOOR, lambda name: {"name": name, "password": "not the password"}),
    "a forgotten password": (FORGOTTEN, lambda name: {"email": name}),
}


@pytest.fixture
def names(cast: Cast) -> dict[str, list[str]]:
    """As many who are here as are not, of the same lengths."""
    there = [f"{person.key}@larkdale.example" for person in cast.larkdale if not person.is_pupil][:TURNS]
    return {"there": there, "nobody": [name.replace(name[:2], "zq", 1) for name in there]}


@pytest.mark.parametrize("what", ASKED)
def test_who_is_here_and_who_is_not_read_the_same(client: Client, names: dict[str, list[str]], what: str) -> None:
    url, data = ASKED[what]
    client.inspects = False
    for there, nobody in zip(*names.values(), strict=True):
        assert answer(client, url, data(there), there) == answer(client, url, data(nobody), nobody)


@pytest.mark.parametrize("what", ASKED)
def test_who_is_here_and_who_is_not_wait_as_long(
    client: Client, names: dict[str, list[str]], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By turns, so that a busy machine falls on both; tried again when it was too busy to tell."""
    monkeypatch.setattr(throttle, "TRIES_A_PLACE", 10_000)
    monkeypatch.setattr(throttle, "TRIES_A_NAME", 10_000)
    monkeypatch.setattr("virtual_school.identity.resets.actions.ASKED_A_NAME", 10_000)
    monkeypatch.setattr("virtual_school.identity.resets.actions.ASKED_A_PLACE", 10_000)
    url, data = ASKED[what]
    client.inspects = False
    for _again in range(3):
        taken = _times(client, url, data, names)
        there, nobody = (statistics.median(times) for times in taken.values())
        if 1 / TOLERANCE < there / nobody < TOLERANCE:
            return
    raise AssertionError(f"{what}: {there:.4f} s for somebody, {nobody:.4f} s for nobody")


def _times(
    client: Client, url: str, data: Callable[[str], dict[str, str]], names: dict[str, list[str]]
) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {kind: [] for kind in names}
    for pair in zip(*names.values(), strict=True):
        for kind, name in zip(names, pair, strict=True):
            began = time.perf_counter()
            client.post(url, data(name), status=None)
            taken[kind].append(time.perf_counter() - began)
    return taken


def test_the_same_questions_are_asked_of_the_database(client: Client, names: dict[str, list[str]]) -> None:
    client.inspects = False
    client.get(DOOR)  # the names of hosts are kept from now on
    for url, data in ASKED.values():
        asked = []
        for kind in names:
            client.post(url, data(names[kind][0]), status=None)
            asked.append([re.sub(r"\s+", " ", said) for said in client.statements.heard])
        assert asked[0] == asked[1]


def test_an_invitation_tells_nothing_to_who_guesses(client: Client, cast: Cast) -> None:
    """Without its secret there is one answer, whether the account is open, closed, or was never invited."""
    account = make.account("Ines New", email="ines@school.example")
    make.invitation(account, "the secret of the link")
    client.inspects, said = False, set()
    for secret in ("guessed", str(account.id), "x" * 43, "the secret of the lin"):
        client.get(f"/n/larkdale/invitation/{secret}", 404)
        said.add(TOKEN.sub(rb"\1", client.response.get_data()))
    assert len(said) == 1


# throttling -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_servers(
    engine: str, cluster: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[servers.Server]]:
    """Two processes on one database."""
    folder = tmp_path_factory.mktemp("two")
    where: databases.Database = databases.Sqlite(folder)
    if cluster is not None:
        where = databases.Postgresql(cluster, "two_servers")  # type: ignore[arg-type]
    app = databases.installed(where, folder / "instance")
    with app.app_context():
        casting.build()
        db.session.remove()
        db.engine.dispose()
    environment = databases.environment_for(where, folder / "instance")
    made = [servers.Server(environment, folder / f"{name}.log") for name in ("one", "two")]
    try:
        yield [server.start() for server in made]
    finally:
        for server in made:
            server.stop()
        where.drop()


def _try(server: servers.Server, password: str) -> int:
    with closing(servers.connect(server.port)) as line:
        return _tried(line, password)


def _tried(line: HTTPConnection, password: str) -> int:
    line.request("GET", DOOR)
    page = line.getresponse()
    cookie, html = page.getheader("Set-Cookie", "").split(";")[0], page.read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert token is not None
    body = f"csrf_token={token[1]}&name=dani.larkdale&password={password}"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    line.request("POST", DOOR, body, headers)
    return line.getresponse().status


def test_tries_are_counted_across_processes_and_restarts(two_servers: list[servers.Server]) -> None:
    one, two = two_servers
    for turn in range(throttle.TRIES_A_NAME):
        assert _try((one, two)[turn % 2], "wrong") == 422
    assert _try(one, PASSWORD) == 429 and _try(two, PASSWORD) == 429
    one.kill()
    one.port = servers.free_port()
    one.start()
    assert _try(one, PASSWORD) == 429


# hashing --------------------------------------------------------------------------------------------------------------


def test_few_hash_at_once_and_the_next_are_told(app: App, stage: Stage, cast: Cast, client: Client) -> None:
    places = passwords.AT_ONCE + passwords.WAITING
    held = [passwords._places.acquire(blocking=False) for _place in range(places)]
    try:
        assert all(held)
        with pytest.raises(Busy), app.test_request_context():
            passwords.matches(None, "something")
        client.post(DOOR, {"name": "dani.larkdale", "password": PASSWORD}, 503)
        assert "Many people are signing in" in client.words() and client.response.headers["Retry-After"] == "30"
        client.sign_in(cast.dani).get("/devices")  # nobody else waits for it
    finally:
        for _place in held:
            passwords._places.release()
    enter_network(cast.larkdale.network_id)
    client.sign_out().post(DOOR, {"name": "dani.larkdale", "password": PASSWORD})
