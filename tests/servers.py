"""The real server and worker in processes of their own, for browsers to visit and for tests to kill."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from tests.cast import Person
from tests.whole_app.source import ROOT

READY_WITHIN = 60.0  # seconds
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Server:
    """gunicorn on the loopback address, as an installation starts it. `app` names the WSGI application."""

    environment: Mapping[str, str]
    log: Path
    app: str = "wsgi:app"
    options: tuple[str, ...] = ()
    port: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, **extra: str) -> "Server":
        options = ["--worker-class", "gthread", "--workers", "1", "--threads", "8", "--no-control-socket"]
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            *options,
            *self.options,
            "--bind",
            f"127.0.0.1:{self.port}",
            self.app,
        ]
        self.process = _run(command, {**self.environment, **extra}, self.log)
        deadline = time.monotonic() + READY_WITHIN
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start: {self.log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.05)
        return self

    def _answers(self) -> bool:
        try:
            with _direct.open(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        stop(self.process)

    def kill(self) -> None:
        """As `kill -9` does it: the process that answers and the one that would start another, in one blow."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def worker(environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    return _run([sys.executable, "-m", "flask", "--app", "wsgi", "worker"], environment, log)


def _run(command: list[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def stop(process: subprocess.Popen[bytes] | None) -> None:
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


RAW_TOKEN = "a token against forged requests"


def cookie_of(app: Flask, person: Person) -> str:
    """The cookie of the device on which one of the cast is signed in."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    held = {"network": str(person.network_id), "_user_id": person.secret, "_fresh": True, "csrf_token": RAW_TOKEN}
    return str(serializer.dumps(held))


def token_of(app: Flask) -> str:
    """What forms send along with that cookie."""
    return str(URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(RAW_TOKEN))


CutOff = http.client.HTTPException


def connect(port: int) -> http.client.HTTPConnection:
    """A line of one's own to a server, without a proxy."""
    return http.client.HTTPConnection("127.0.0.1", port, timeout=30)
