"""`make bench`: each page beside the bare page, in one run, at size 1 and 10 of the demonstration, on both engines.

Each page: 50 requests to warm, then 5 runs of 200 at eight at a time: the bare page, then ours at each size, by turns.
CPU milliseconds a request of the web processes and of PostgreSQL's back ends, median and spread over the runs; the
median of each run's ratio to the bare page; and of its ratio at ten times to the one beside it. Beside it stands what
share of the page access has. `--among 400 --among 100000 --page desk` measures the same caseload among so many pupils.

What is measured is kept in bench/latest.json: a part measured again (`--engine`, `--size`, `--quick`, `--only`)
replaces what was there of it. `--table` only prints what is kept.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from bench import browser, rows, saving, standing
from bench.measure import Amount, Served, Taken, measure, measure_bare, ratio
from bench.pages import Browser, pages
from bench.places import Place, fill, places
from bench.rows import Kept
from bench.servers import ROOT, gunicorn

PARTS = ("pages", "saving", "standing", "visits")
QUICK = Amount(warm=10, runs=2, count=30)


@contextmanager
def bare(url: str, roots: Sequence[int]) -> Iterator[Served]:
    environ = {"BARE_DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "bench.bare"], cwd=ROOT, env={**os.environ, **environ}, check=True)
    with gunicorn("bench.bare:app", environ, "/") as (port, pid):
        yield Served(port, [pid, *roots])


class Measuring:
    """One engine with an installation of each size."""

    def __init__(
        self, engine: str, bare_url: str, where: list[Place], amount: Amount, names: Sequence[str] = ()
    ) -> None:
        self.engine, self.bare_url, self.amount, self.names = engine, bare_url, amount, names
        self.seconds = saving.SECONDS if amount == Amount() else saving.SECONDS // 6
        self.where = {place.size: place for place in where}
        self.filled = {place.size: fill(place, amount.hand_ins) for place in where}

    def rows(self, parts: Sequence[str]) -> Iterator[Kept]:
        """Everything that is asked for. The worker comes last: what it does is the load of its own."""
        loaded = dict.fromkeys(self.where, 0.0)
        with ExitStack() as servers:
            started = {size: servers.enter_context(_web(place)) for size, place in self.where.items()}
            if "pages" in parts:
                yield from self._pages(started)
            if "saving" in parts:
                yield from (self._saving(size, served) for size, served in started.items())
            loaded = {size: standing.pss(served.roots[0]) for size, served in started.items()}
            if "visits" in parts and self.engine == "sqlite":
                yield from self._visits(started)
        if "standing" in parts:
            yield from (self._standing(place, loaded[size]) for size, place in self.where.items())

    def _pages(self, started: dict[int, Served]) -> Iterator[Kept]:
        roots = next(iter(self.where.values())).roots
        with bare(self.bare_url, roots) as beside:
            yield rows.row("bare", self.engine, 1, measure_bare(beside, self.amount), 1, None)
            asked = {
                size: pages(self.filled[size].with_what, place.environ["SECRET_KEY"])
                for size, place in self.where.items()
            }
            for same in zip(*asked.values(), strict=True):
                if self.names and same[0].name not in self.names:
                    continue
                taken = measure(dict(zip(asked, same, strict=True)), started, beside, self.amount)
                yield from self._rows(same[0].name, taken)

    def _rows(self, name: str, taken: dict[int, Taken]) -> Iterator[Kept]:
        least = min(taken)
        for size, of_size in taken.items():
            against = ratio(of_size.cpus, taken[least].cpus) if size != least else None
            filled = self.filled[size]
            one = rows.row(name, self.engine, size, of_size, filled.counted[name]["queries"], against)
            one.access, one.nodes = filled.access.get(name), filled.counted[name]["nodes"] or None
            yield one

    def _saving(self, size: int, served: Served) -> Kept:
        requests = saving.saves(self.filled[size].with_what, self.where[size].environ["SECRET_KEY"])
        one = saving.measure(self.engine, size, served, requests, self.seconds)
        sys.stderr.write(f"  saving at {size}: p95 {one.p95_ms} ms, {one.cpu_ms} ms of CPU\n")
        return one

    def _visits(self, started: dict[int, Served]) -> Iterator[Kept]:
        with browser.browser() as chromium:
            for size, served in started.items():
                filled = self.filled[size].with_what
                secret = self.where[size].environ["SECRET_KEY"]
                cookie = Browser(secret, filled["network"], filled["secrets"]["pupil"]).cookie
                asked = {
                    "/n/larkdale/": ("/n/larkdale/", None),
                    "/today": ("/today", cookie),
                    "a lesson": (f"/my-work/{filled['lesson']}", cookie),
                }
                yield from browser.visits(chromium, served.port, size, asked)

    def _standing(self, place: Place, web_loaded: float) -> Kept:
        took, cpu, web_idle = standing.starts(place, 3)
        worker_idle, worker_loaded = standing.worker_memory(place)
        said = (round(value, 2) for value in (took, cpu, web_idle, web_loaded, worker_idle, worker_loaded))
        return rows.Standing(self.engine, place.size, *said)


@contextmanager
def _web(place: Place) -> Iterator[Served]:
    with gunicorn("wsgi:app", place.environ, "/healthz") as (port, pid):
        yield Served(port, [pid, *place.roots])


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the pages beside a bare one.")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], action="append", help="of the two only this one")
    parser.add_argument("--size", type=int, action="append", help="of 1 and 10 only this one, or another")
    parser.add_argument(
        "--among", type=int, action="append", help="one demonstration with so many pupils in all, instead of a size"
    )
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="of pages, saving, memory and start, and visits, only this"
    )
    parser.add_argument("--page", action="append", default=[], help="of the pages only this one")
    parser.add_argument("--quick", action="store_true", help="few requests: to see that it works, not to quote")
    parser.add_argument("--table", action="store_true", help="measure nothing, print what is kept")
    asked = parser.parse_args()
    for engine in [] if asked.table else asked.engine or ["sqlite", "postgresql"]:
        sys.stderr.write(f"{engine}\n")
        sizes = sorted(set(asked.among or asked.size or [1, 10]))
        with places(engine, sizes, among=bool(asked.among)) as (bare_url, where):
            measuring = Measuring(engine, bare_url, where, QUICK if asked.quick else Amount(), asked.page)
            for one in measuring.rows(asked.only or PARTS):
                rows.write(rows.together(rows.read(), [one]))
    print(rows.tables(rows.read()))


if __name__ == "__main__":
    main()
