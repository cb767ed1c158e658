"""`make run`: from a clone to a running school. Each step is skipped when there is nothing to do."""

import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import environment
import node
from ground import PYTHON, ROOT, flask, main, run, stop
from supervise import Server, keep_running

ASSETS = "virtual_school/setup/assets.py"


def start() -> None:
    host, port = _address()
    _refuse_a_taken_port(host, port)
    with _assets_meanwhile():
        environment.ensure()
    run(PYTHON, ASSETS, otherwise="The front-end assets could not be made: see above.")
    Path(os.environ.get("INSTANCE") or ROOT / "instance").mkdir(mode=0o700, parents=True, exist_ok=True)
    flask("db", "upgrade")
    flask("demo", "load", "--if-empty")
    sys.exit(keep_running(Server(host, port)))


@contextmanager
def _assets_meanwhile() -> Iterator[None]:
    """Make the assets beside the first installation: each waits for the network half of its time.

    What goes wrong here is not said: they are made once more afterwards, which does nothing where this was enough. A
    machine without Node gets one from the same index into the same place, so there they come afterwards alone.
    """
    if PYTHON.exists() or not node.is_there():
        yield
        return
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        [sys.executable, ASSETS], cwd=ROOT, stdout=quiet, stderr=quiet, start_new_session=True
    ) as made:
        try:
            yield
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(made.pid, signal.SIGTERM)
            raise


def _address() -> tuple[str, int]:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        stop(f"PORT must be a number from 1 to 65535, not {port!r}.")
    return host, int(port)


def _refuse_a_taken_port(host: str, port: int) -> None:
    """Said before anything is installed: nobody waits a minute to read that the port is in use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                stop(f"Port {port} is in use: stop what runs there, or choose another: PORT={port + 1} make run")
            stop(f"Cannot listen on {host} port {port} ({problem.strerror}): choose another HOST or PORT.")


if __name__ == "__main__":
    main(start)
