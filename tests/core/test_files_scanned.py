"""Where a ClamAV daemon is named, nobody opens a file before it was asked; and what is harmful is opened by nobody."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.core.filed import HERE, again, blobs, jpeg, kept, run_jobs, small_app
from virtual_school.config import ConfigError, Settings
from virtual_school.core import files
from virtual_school.core.db import db, enter_network
from virtual_school.core.errors import WrongState
from virtual_school.core.files import FileState, scanning
from virtual_school.core.files.models import TOO_LARGE

HARM = b"a file that the daemon knows for harmful"
MOST = 1 << 20


class Daemon(threading.Thread):
    """Speaks as clamd does: it takes pieces behind their length, and answers in a line."""

    def __init__(self, path: str) -> None:
        super().__init__(daemon=True)
        self.line = socket.socket(socket.AF_UNIX)
        self.line.bind(path)
        self.line.listen()
        self.heard: list[bytes] = []
        self.broken = False

    def run(self) -> None:
        while True:
            try:
                caller, _from = self.line.accept()
            except OSError:
                return
            with caller:
                caller.sendall(self.answer(caller))

    def answer(self, caller: socket.socket) -> bytes:
        assert self._take(caller, 10) == b"zINSTREAM\0"
        whole = b""
        while length := int.from_bytes(self._take(caller, 4), "big"):
            whole += self._take(caller, length)
            if len(whole) > MOST:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.heard.append(whole)
        if self.broken:
            return b"stream: Can't allocate memory ERROR\0"
        return b"stream: Test.Harm.1 FOUND\0" if HARM in whole else b"stream: OK\0"

    def _take(self, caller: socket.socket, count: int) -> bytes:
        whole = b""
        while len(whole) < count:
            whole += caller.recv(count - len(whole))
        return whole


@contextmanager
def listening(path: str) -> Iterator[Daemon]:
    daemon = Daemon(path)
    daemon.start()
    yield daemon
    daemon.line.close()


@pytest.fixture
def place(tmp_path_factory):
    return str(tmp_path_factory.mktemp("c") / "clamd")


@pytest.fixture
def app(request, tmp_path, place):
    with small_app(request, tmp_path, clamd_url=f"unix://{place}") as app, app.app_context():
        enter_network(HERE)
        yield app
        db.session.rollback()


def test_a_file_waits_until_it_was_asked_and_is_whole_then(app, place):
    stored = kept(b"An essay. " * 50_000, "essay.txt")
    assert stored.state is FileState.PREPARING and "being checked" in stored.words
    with pytest.raises(WrongState):
        files.read(stored)
    with listening(place) as daemon:
        assert run_jobs() == ["files.prepare"]
    assert daemon.heard == [b"An essay. " * 50_000]
    assert again(stored).state is FileState.READY and not again(stored).words


def test_what_is_harmful_is_opened_by_nobody_and_its_bytes_go(app, place):
    stored = kept(HARM, "essay.txt")
    with listening(place):
        run_jobs()
    found = again(stored)
    assert (found.state, found.harm) == (FileState.REFUSED, "Test.Harm.1")
    assert "something harmful" in found.words and not blobs()
    with app.test_request_context(), pytest.raises(WrongState):
        files.send(found, "essay.txt", to_sender=True)
    assert kept(HARM).id == stored.id  # sent again it is known
    assert again(stored).state is FileState.REFUSED


def test_a_picture_is_asked_about_before_it_is_opened(app, place):
    good, bad = kept(jpeg()), kept(jpeg(6) + HARM)
    with listening(place):
        run_jobs()
    assert again(good).is_picture
    assert again(bad).harm and not again(bad).is_picture


@pytest.mark.parametrize("there", [False, True])
def test_while_the_daemon_does_not_say_it_the_file_waits_and_nothing_is_lost(app, place, there):
    stored = kept(b"An essay.")
    if there:
        with listening(place) as daemon, pytest.raises(scanning.NotChecked):
            daemon.broken = True
            run_jobs()
    else:
        with pytest.raises(OSError, match="No such file"):
            run_jobs()
    assert again(stored).state is FileState.PREPARING and blobs() == [stored.key]


def test_what_it_does_not_take_is_said_so_and_kept_from_everybody(app, place):
    stored = kept(b"x" * (2 * MOST))
    with listening(place):
        run_jobs()
    found = again(stored)
    assert (found.state, found.harm) == (FileState.REFUSED, TOO_LARGE)
    assert "larger than the virus check" in found.words


def test_where_none_is_named_nothing_is_checked(request, tmp_path):
    with small_app(request, tmp_path) as app, app.app_context():
        enter_network(HERE)
        assert kept(HARM).state is FileState.READY


def test_the_setting_is_one_of_two_kinds(tmp_path):
    given = {"INSTANCE": str(tmp_path), "SECRET_KEY": "x"}
    assert Settings.from_env({**given, "CLAMD_URL": "tcp://clamav:3310"}).clamd_url == "tcp://clamav:3310"
    with pytest.raises(ConfigError, match="CLAMD_URL"):
        Settings.from_env({**given, "CLAMD_URL": "clamav"})
