"""`make bench`: each page beside the bare page, in the same run, on both engines.

Each page: 50 requests to warm, then 5 runs of 200 at eight at a time, each beside a run of the bare page; CPU
milliseconds a request of the web processes and of PostgreSQL's back ends, median and spread over the runs; and the
median of each run's ratio to the bare page.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from bench import load
from bench.cpu import spent
from bench.pages import Page, load_filled, pages
from bench.servers import ROOT, gunicorn
from tests.services import OWNER, WEB, Cluster, postgres

WARM, RUNS, COUNT = 50, 5, 200
BARE = Page("bare", lambda number: ("GET", "/", {}, None), 200)


@dataclass(slots=True)
class Row:
    """A line of the table; times in milliseconds, `spread` the lowest and highest CPU of the runs."""

    page: str
    engine: str
    rows: int
    cpu_ms: float
    ratio: float
    rps: float
    p50_ms: float
    p95_ms: float
    queries: int
    bytes: int
    spread: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """An engine with an empty database for us and one for the bare page."""

    engine: str
    environ: dict[str, str]
    bare: str
    roots: tuple[int, ...] = ()


@contextmanager
def place(engine: str, folder: Path) -> Iterator[Place]:
    common = {"INSTANCE": str(folder / "instance"), "SECRET_KEY": "of the bench alone"}
    if engine == "sqlite":
        yield Place(engine, common, f"sqlite:///{folder / 'bare.sqlite3'}")
        return
    with postgres() as cluster:
        for database in ("bench", "bare"):
            cluster.create(database)
        urls = {"DATABASE_URL": cluster.url(WEB, "bench"), "DATABASE_OWNER_URL": cluster.url(OWNER, "bench")}
        yield Place(engine, {**common, **urls}, cluster.url(OWNER, "bare"), (_postmaster(cluster),))


def _postmaster(cluster: Cluster) -> int:
    """The server's first process: the parent of any back end."""
    with psycopg.connect(cluster.url(OWNER, "bench")) as connection:
        backend = connection.info.backend_pid
        return int(Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()[1])


@dataclass(frozen=True, slots=True)
class Served:
    """A server that is measured: its port, and the processes whose CPU time counts."""

    port: int
    roots: list[int]


def measure(page: Page, there: Served, beside: Served) -> dict[str, float]:
    """Warm both, then run the bare page and this one by turns: what else the machine does falls on both alike."""
    for served, asked in ((beside, BARE), (there, page)):
        load.run(served.port, asked.make, 0, WARM, asked.expect)
    loads, cpus, ratios = [], [], []
    for run in range(RUNS):
        alone, _ = _run(beside, BARE, 0)
        cpu, loaded = _run(there, page, WARM + run * COUNT)
        loads.append(loaded)
        cpus.append(cpu)
        ratios.append(cpu / alone)
    times = sorted(time for loaded in loads for time in loaded.times)
    sys.stderr.write(f"  {page.name}: {statistics.median(cpus):.2f} ms, {statistics.median(ratios):.2f} times bare\n")
    return {
        "cpu_ms": statistics.median(cpus), "low": min(cpus), "high": max(cpus), "ratio": statistics.median(ratios),
        "rps": statistics.median(COUNT / loaded.seconds for loaded in loads),
        "p50_ms": times[len(times) // 2], "p95_ms": times[int(len(times) * 0.95)],
        "bytes": max(loaded.bytes for loaded in loads),
    }  # fmt: skip


def _run(there: Served, page: Page, first: int) -> tuple[float, load.Loaded]:
    """CPU milliseconds a request, and the load."""
    before = spent(there.roots)
    loaded = load.run(there.port, page.make, first, COUNT, page.expect)
    return (spent(there.roots) - before) / COUNT, loaded


@contextmanager
def bare(where: Place) -> Iterator[Served]:
    environ = {"BARE_DATABASE_URL": where.bare}
    subprocess.run([sys.executable, "-m", "bench.bare"], cwd=ROOT, env={**os.environ, **environ}, check=True)
    with gunicorn("bench.bare:app", environ, "/") as (port, pid):
        yield Served(port, [pid, *where.roots])


def measured(where: Place) -> Iterator[tuple[str, dict[str, float], int]]:
    """The bare page and each of ours: name, what was measured, how many statements it takes."""
    environ = {**os.environ, **where.environ}
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    subprocess.run([*flask, "db", "upgrade"], cwd=ROOT, env=environ, check=True)
    wanted = WARM + RUNS * COUNT + 2  # the last two are for counting statements
    filled = _said([sys.executable, "-m", "bench.prepare", str(wanted)], environ)
    _know_the_tables(where)
    queries = json.loads(_said([sys.executable, "-m", "bench.count"], environ, filled))
    with bare(where) as beside, gunicorn("wsgi:app", where.environ, "/healthz") as (port, pid):
        yield "bare", measure(BARE, beside, beside), 1
        for page in pages(load_filled(filled), where.environ["SECRET_KEY"]):
            yield page.name, measure(page, Served(port, [pid, *where.roots]), beside), queries[page.name]


def _know_the_tables(where: Place) -> None:
    """What PostgreSQL's autovacuum does of itself within minutes of so many new rows."""
    if "DATABASE_OWNER_URL" in where.environ:
        with psycopg.connect(where.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def _said(command: list[str], environ: dict[str, str], given: str = "") -> str:
    ran = subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, input=given, text=True)
    return ran.stdout


def rows_of(engine: str) -> list[Row]:
    folder = Path(tempfile.mkdtemp(prefix="virtual-school-bench-"))
    sys.stderr.write(f"{engine}\n")
    try:
        with place(engine, folder) as where:
            return [_row(name, engine, values, queries) for name, values, queries in measured(where)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _row(name: str, engine: str, values: dict[str, float], queries: int) -> Row:
    return Row(
        page=name,
        engine=engine,
        rows=1,
        cpu_ms=round(values["cpu_ms"], 3),
        ratio=round(values["ratio"], 2),
        rps=round(values["rps"], 1),
        p50_ms=round(values["p50_ms"], 2),
        p95_ms=round(values["p95_ms"], 2),
        queries=queries,
        bytes=int(values["bytes"]),
        spread=(round(values["low"], 2), round(values["high"], 2)),
    )


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    head = "| page | engine | CPU ms (low to high) | times bare | a second | p50 ms | p95 ms | queries | bytes |"
    lines = [head, "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    lines += [
        f"| {r.page} | {r.engine} | {r.cpu_ms:.2f} ({r.spread[0]:.2f} to {r.spread[1]:.2f}) | {r.ratio:.2f} "
        f"| {r.rps:.0f} "
        f"| {r.p50_ms:.1f} | {r.p95_ms:.1f} | {r.queries} | {r.bytes} |"
        for r in rows
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], action="append")
    chosen = parser.parse_args().engine or ["sqlite", "postgresql"]
    rows = [row for engine in chosen for row in rows_of(engine)]
    print(table(rows))
    kept = [{key: value for key, value in asdict(row).items() if key != "spread"} for row in rows]
    (ROOT / "bench" / "latest.json").write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
