"""`make run`: from a clone to a running school. Each step is skipped when there is nothing to do."""

import errno
import os
import socket
import sys
from pathlib import Path

import environment
from ground import PYTHON, ROOT, flask, main, run, stop
from supervise import Server, keep_running


def start() -> None:
    host, port = _address()
    _refuse_a_taken_port(host, port)
    environment.ensure()
    run(PYTHON, "virtual_school/setup/assets.py", otherwise="The front-end assets could not be made: see above.")
    Path(os.environ.get("INSTANCE") or ROOT / "instance").mkdir(mode=0o700, parents=True, exist_ok=True)
    flask("db", "upgrade")
    flask("demo", "load", "--if-empty")
    sys.exit(keep_running(Server(host, port)))


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
