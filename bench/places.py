"""Where it is measured: for an engine an empty database of ours for each size, and one for the bare page."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.pages import load_filled
from bench.servers import ROOT
from tests.services import OWNER, WEB, Cluster, postgres


@dataclass(frozen=True, slots=True)
class Place:
    """An installation of one size. `roots` are the processes of the database, whose time counts as well."""

    engine: str
    size: int
    environ: dict[str, str]
    roots: tuple[int, ...] = ()


@contextmanager
def places(engine: str, sizes: Sequence[int]) -> Iterator[tuple[str, list[Place]]]:
    """The bare page's database, and a place of each size. All of it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="virtual-school-bench-"))
    try:
        if engine == "sqlite":
            yield f"sqlite:///{folder / 'bare.sqlite3'}", [_place(engine, size, folder, {}) for size in sizes]
            return
        with postgres() as cluster:
            cluster.create("bare")
            yield cluster.url(OWNER, "bare"), [_on(cluster, size, folder) for size in sizes]
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


def fill(where: Place, hand_ins: int) -> tuple[dict[str, Any], dict[str, int]]:
    """Migrate and fill an installation; what to ask for there, and how many statements each page takes."""
    environ = {**os.environ, **where.environ}
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"], cwd=ROOT, env=environ, check=True)
    filled = _said([sys.executable, "-m", "bench.prepare", str(hand_ins), str(where.size)], environ)
    _know_the_tables(where)
    return load_filled(filled), load_filled(_said([sys.executable, "-m", "bench.count"], environ, filled))


def _know_the_tables(where: Place) -> None:
    """What PostgreSQL's autovacuum does of itself within minutes of so many new rows."""
    if "DATABASE_OWNER_URL" in where.environ:
        with psycopg.connect(where.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def _said(command: list[str], environ: dict[str, str], given: str = "") -> str:
    ran = subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, input=given, text=True)
    return ran.stdout
