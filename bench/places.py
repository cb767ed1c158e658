"""Where it is measured: for an engine an empty database of ours for each size, and one for the bare page."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg

from bench.pages import load_filled
from bench.servers import ROOT
from tests.services import OWNER, WEB, Cluster, postgres


@dataclass(frozen=True, slots=True)
class Place:
    """An installation of one size. `roots` are the processes of the database, whose time counts as well.

    With `among` the demonstration is there once, and beside it so many pupils in all: `size` says how many.
    """

    engine: str
    size: int
    environ: dict[str, str]
    roots: tuple[int, ...] = ()
    among: bool = False


@contextmanager
def places(engine: str, sizes: Sequence[int], *, among: bool = False) -> Iterator[tuple[str, list[Place]]]:
    """The bare page's database, and a place of each size. All of it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="virtual-school-bench-"))
    try:
        if engine == "sqlite":
            made = [replace(_place(engine, size, folder, {}), among=among) for size in sizes]
            yield f"sqlite:///{folder / 'bare.sqlite3'}", made
            return
        with postgres() as cluster:
            cluster.create("bare")
            yield cluster.url(OWNER, "bare"), [replace(_on(cluster, size, folder), among=among) for size in sizes]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _place(engine: str, size: int, folder: Path, urls: dict[str, str], roots: tuple[int, ...] = ()) -> Place:
    environ = {"INSTANCE": str(folder / f"instance{size}"), "SECRET_KEY": "of the bench alone", **urls}
    return Place(engine, size, environ, roots)


def _on(cluster: Cluster, size: int, folder: Path) -> Place:
    name = f"bench{size}"
    cluster.create(name)
    urls = {"DATABASE_URL": cluster.url(WEB, name), "DATABASE_OWNER_URL": cluster.url(OWNER, name)}
    return _place("postgresql", size, folder, urls, (_postmaster(cluster, name),))


def _postmaster(cluster: Cluster, name: str) -> int:
    """The server's first process: the parent of any back end."""
    with psycopg.connect(cluster.url(OWNER, name)) as connection:
        backend = connection.info.backend_pid
        return int(Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()[1])


@dataclass(frozen=True, slots=True)
class Filled:
    """What to ask for in an installation; statements and elements of each page, and what share of it access has."""

    with_what: dict[str, Any]
    counted: dict[str, dict[str, int]]
    access: dict[str, float]


def fill(where: Place, hand_ins: int) -> Filled:
    """Migrate and fill an installation."""
    environ = {**os.environ, **where.environ}
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"], cwd=ROOT, env=environ, check=True)
    size, pupils = (1, where.size) if where.among else (where.size, 0)
    filled = _said([sys.executable, "-m", "bench.prepare", str(hand_ins), str(size), str(pupils)], environ)
    _know_the_tables(where)
    counted = load_filled(_said([sys.executable, "-m", "bench.count"], environ, filled))
    shares = load_filled(_said([sys.executable, "-m", "bench.share"], environ, filled))
    return Filled(load_filled(filled), counted, shares)


def _know_the_tables(where: Place) -> None:
    """What PostgreSQL's autovacuum does of itself within minutes of so many new rows."""
    if "DATABASE_OWNER_URL" in where.environ:
        with psycopg.connect(where.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def _said(command: list[str], environ: dict[str, str], given: str = "") -> str:
    ran = subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, input=given, text=True)
    return ran.stdout
