"""Keeps the web server and the worker running side by side: both or neither."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from types import FrameType

from ground import PYTHON, ROOT, end_with_parent, say

READY_WITHIN = 120  # seconds until /healthz must answer
STOPPED_WITHIN = 20  # seconds a process has to finish what it is doing
THREADS = 8


@dataclass(frozen=True)
class Server:
    host: str
    port: int

    @property
    def bind(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Where a browser on this machine finds it, also when it listens on every address."""
        here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host)  # noqa: S104
        return f"http://{here}:{self.port}" if here else f"http://{self.bind}"

    def commands(self) -> dict[str, list[str]]:
        python, quiet = str(PYTHON), ["--log-level", "warning"]
        # The control socket lies at one fixed path in the home directory: two schools on one machine would share it.
        gunicorn = ["--worker-class", "gthread", "--workers", "1", "--threads", str(THREADS), "--no-control-socket"]
        return {
            "web server": [python, "-m", "gunicorn", *gunicorn, *quiet, "--bind", self.bind, "wsgi:app"],
            "worker": [python, "-m", "flask", "--app", "wsgi", "worker"],
        }

    def answers(self) -> bool:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with direct.open(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False


class Asked:
    """Remembers that somebody asked to stop: Ctrl-C, a service manager, a closed terminal."""

    def __init__(self) -> None:
        self.to_stop = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._heard)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        self.to_stop += 1


def keep_running(server: Server) -> int:
    """Start both, say where, wait. 0 when asked to stop, 1 when one of them ended by itself."""
    asked = Asked()
    # In sessions of their own, so that Ctrl-C reaches this process alone, which then stops them in order.
    running = {
        name: subprocess.Popen(command, cwd=ROOT, start_new_session=True, preexec_fn=end_with_parent)
        for name, command in server.commands().items()
    }
    try:
        problem = _wait_until_ready(server, running, asked) or _wait(running, asked)
    finally:
        _stop(running, asked)
    if problem:
        say(problem)
    else:
        say("Stopped. Everything is kept for the next start.")
    return 1 if problem else 0


def _wait_until_ready(server: Server, running: dict[str, subprocess.Popen[bytes]], asked: Asked) -> str:
    deadline = time.monotonic() + READY_WITHIN
    while not asked.to_stop:
        ended = _ended(running)
        if ended:
            return ended
        if server.answers():
            say(f"\n  The school is open at {server.url}  (Ctrl-C stops it)\n")
            return ""
        if time.monotonic() > deadline:
            return f"{server.url}/healthz did not answer within {READY_WITHIN} seconds: everything was stopped."
        time.sleep(0.1)
    return ""


def _wait(running: dict[str, subprocess.Popen[bytes]], asked: Asked) -> str:
    while not asked.to_stop:
        ended = _ended(running)
        if ended:
            return ended
        time.sleep(0.2)
    return ""


def _ended(running: dict[str, subprocess.Popen[bytes]]) -> str:
    for name, process in running.items():
        code = process.poll()
        if code is not None:
            how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
            return f"The {name} {how}, so everything was stopped: see above, then make run again."
    return ""


def _stop(running: dict[str, subprocess.Popen[bytes]], asked: Asked) -> None:
    """Ask each to finish what it is doing; a second Ctrl-C, or too long a wait, ends it at once."""
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    already, deadline = asked.to_stop, time.monotonic() + STOPPED_WITHIN
    while any(process.poll() is None for process in running.values()):
        if asked.to_stop > max(already, 1) or time.monotonic() > deadline:
            for process in running.values():
                _kill(process)
        time.sleep(0.05)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
