"""`make run` and `make demo`: one clear line when they cannot go on, and both processes or neither."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[2] / "virtual_school" / "setup"

# Stands in for the application: a web server that answers /healthz, and a worker that does as it is told.
DRIVER = """
import sys
sys.path.insert(0, {setup!r})
import supervise


class Pretended(supervise.Server):
    def commands(self):
        web = ["-m", "http.server", str(self.port), "--bind", self.host, "--directory", {folder!r}]
        return {{"web server": [sys.executable, *web], "worker": [sys.executable, "-c", {worker!r}]}}


sys.exit(supervise.keep_running(Pretended("127.0.0.1", {port})))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(true: bool, port: int) -> None:
    deadline = time.monotonic() + 20
    while answers(port) is not true:
        assert time.monotonic() < deadline, "the web server did not " + ("start" if true else "stop")
        time.sleep(0.05)


def run_script(name: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SETUP / name],
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def pair(tmp_path: Path, port: int, request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    """The pair under supervision. Its worker runs what the test's parameter says, else it sleeps."""
    (tmp_path / "healthz").write_text("ok")
    worker = getattr(request, "param", "import time; time.sleep(600)")
    driver = tmp_path / "driver.py"
    driver.write_text(DRIVER.format(setup=str(SETUP), worker=worker, folder=str(tmp_path), port=port))
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, driver], stdout=pipe, stderr=subprocess.STDOUT, text=True) as process:
        yield process
        process.kill()


def test_a_port_in_use_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run_script("start.py", PORT=str(port), HOST="127.0.0.1")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert (
        refused.stderr == f"Port {port} is in use: stop what runs there, or choose another: PORT={port + 1} make run\n"
    )


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_is_said_in_one_line(port: str) -> None:
    refused = run_script("start.py", PORT=port)
    assert refused.returncode == 1
    assert refused.stderr == f"PORT must be a number from 1 to 65535, not {port!r}.\n"


def test_the_demonstration_is_not_reset_unasked() -> None:
    refused = run_script("demo.py", YES="")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "YES=1 make demo" in refused.stderr


@pytest.mark.parametrize("size", ["ten", "0", "101", "-1"])
def test_a_size_that_is_none_is_said_in_one_line(size: str) -> None:
    refused = run_script("demo.py", YES="1", SIZE=size)
    assert refused.returncode == 1
    assert refused.stderr.startswith("SIZE says how many times as large")
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_both_stop_when_asked(pair: subprocess.Popen[str], port: int, asked: signal.Signals) -> None:
    wait_until(True, port)
    pair.send_signal(asked)
    output, _ = pair.communicate(timeout=30)
    assert pair.returncode == 0
    assert "Stopped." in output
    assert "Traceback" not in output
    assert not answers(port)


def test_the_address_is_said_once_the_school_answers(pair: subprocess.Popen[str], port: int) -> None:
    assert pair.stdout
    said = next(line for line in pair.stdout if "open at" in line)
    assert f"http://127.0.0.1:{port}" in said
    assert answers(port)


@pytest.mark.parametrize("pair", ["import time; time.sleep(1); raise SystemExit(7)"], indirect=True)
def test_one_does_not_run_without_the_other(pair: subprocess.Popen[str], port: int) -> None:
    output, _ = pair.communicate(timeout=30)
    assert pair.returncode == 1
    assert "The worker ended with code 7, so everything was stopped" in output
    assert not answers(port)


if sys.platform == "linux":  # no other system tells a process that its parent is gone

    def test_nothing_is_left_behind_when_it_is_killed(pair: subprocess.Popen[str], port: int) -> None:
        wait_until(True, port)
        pair.kill()
        wait_until(False, port)


INTERRUPTED = """
import sys
from pathlib import Path
sys.path.insert(0, {setup!r})
import start
start.PYTHON, start.ASSETS, start.node.is_there = Path({folder!r}, "none"), {assets!r}, lambda: True
with start._assets_meanwhile():
    while not Path({begun!r}).exists():
        pass
    sys.exit(3)
"""


def test_assets_that_are_made_meanwhile_end_with_an_installation_that_stops(tmp_path: Path) -> None:
    assets, begun, driver = tmp_path / "assets.py", tmp_path / "begun", tmp_path / "driver.py"
    says = f"open('number', 'w').write(str(os.getpid())); os.replace('number', {str(begun)!r})"
    assets.write_text(f"import os, time\nos.chdir({str(tmp_path)!r}); {says}; time.sleep(600)\n")
    driver.write_text(INTERRUPTED.format(setup=str(SETUP), folder=str(tmp_path), assets=str(assets), begun=str(begun)))
    assert subprocess.run([sys.executable, driver], timeout=30, check=False).returncode == 3
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun.read_text()), 0)
