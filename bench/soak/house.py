"""An installation of the soak's own, in a temporary folder, with web server and worker as `make run` starts them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.servers import ROOT, free_port
from tests.services import OWNER, WEB, Cluster, postgres

sys.path.insert(0, str(ROOT / "virtual_school" / "setup"))  # its scripts find each other beside themselves

from supervise import Server

READY_WITHIN, STOPPED_WITHIN = 120.0, 30.0
LOGGED_AS_WRONG = ("ERROR", "CRITICAL", "Traceback", "ERROR in")


@dataclass(frozen=True, slots=True)
class Place:
    """An empty database of one engine, and the environment of every process that uses it."""

    engine: str
    folder: Path
    environ: dict[str, str]
    # The database's first process, where it has any of its own.
    database: int | None = None

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def run(self, *command: str, given: str = "") -> str:
        """What a command of ours says."""
        told = {**os.environ, **self.environ}
        line = [sys.executable, "-m", *command]
        ran = subprocess.run(line, cwd=ROOT, env=told, check=True, stdout=subprocess.PIPE, input=given, text=True)
        return ran.stdout

    def fill(self, people: int) -> dict[str, Any]:
        self.run("flask", "--app", "wsgi", "db", "upgrade")
        filled: dict[str, Any] = json.loads(self.run("bench.soak.fill", str(people)))
        if self.environ["DATABASE_OWNER_URL"]:  # as autovacuum does of itself within minutes of so many new rows
            with psycopg.connect(self.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")
        return filled

    def wrong_lines(self) -> list[str]:
        """What web server and worker logged as an error."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return [line for line in lines if any(sign in line for sign in LOGGED_AS_WRONG)]


@contextmanager
def place(engine: str, folder: Path) -> Iterator[Place]:
    common = {"INSTANCE": str(folder / "instance"), "SECRET_KEY": "of the soak alone"}
    if engine == "sqlite":
        yield Place(engine, folder, common | {"DATABASE_URL": "", "DATABASE_OWNER_URL": ""})
        return
    with postgres() as cluster:
        cluster.create("soak")
        urls = {"DATABASE_URL": cluster.url(WEB, "soak"), "DATABASE_OWNER_URL": cluster.url(OWNER, "soak")}
        yield Place(engine, folder, {**common, **urls}, _postmaster(cluster))


def _postmaster(cluster: Cluster) -> int:
    """The server's first process: the parent of any back end."""
    with psycopg.connect(cluster.url(OWNER, "soak")) as connection:
        backend = connection.info.backend_pid
        return int(Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()[1])


@dataclass(frozen=True, slots=True)
class Open:
    """The school while it is open: its port, and whose CPU time and memory are counted as what."""

    port: int
    processes: dict[str, int]


@contextmanager
def opened(where: Place) -> Iterator[Open]:
    server = Server("127.0.0.1", free_port())
    told = {**os.environ, **where.environ}
    with where.log.open("ab") as log:
        running = {
            name: subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=log)
            for name, command in server.commands().items()
        }
    try:
        _wait_until_ready(server, list(running.values()))
        pids = {name: process.pid for name, process in running.items()}
        yield Open(server.port, pids | ({"database": where.database} if where.database else {}))
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.wait(STOPPED_WITHIN)


def _wait_until_ready(server: Server, running: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if any(process.poll() is not None for process in running):
            raise RuntimeError("web server or worker ended before the school was open")
        if server.answers():
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not answer within {READY_WITHIN:.0f} seconds")
