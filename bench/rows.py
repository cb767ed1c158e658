"""The lines of the tables, kept from run to run: what is measured again replaces what was there."""

import json
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from bench.measure import Taken
from bench.servers import ROOT

LATEST = ROOT / "bench" / "latest.json"
# What a page may cost at ten times, of what it costs at one.
LIMIT = 1.15


@dataclass(slots=True)
class Row:
    """A page at one size. Times in milliseconds; `low` and `high` are the CPU of the runs; `against` the least size's.

    `access` is what share of the page is spent on who is asking and whom they reach. `p50_ms` and `p95_ms` are of eight
    requests at once, which is more than two cores can do; `alone_ms` is the p95 of one after the other.
    """

    page: str
    engine: str
    size: int
    cpu_ms: float
    low: float
    high: float
    ratio: float
    against: float | None
    rps: float
    p50_ms: float
    p95_ms: float
    queries: int
    bytes: int
    access: float | None = None
    alone_ms: float | None = None
    nodes: int | None = None


@dataclass(slots=True)
class Standing:
    """An installation: seconds to the first page and their CPU; PSS in MB, idle and after the load."""

    engine: str
    size: int
    start_s: float
    start_cpu_s: float
    web_idle: float
    web_loaded: float
    worker_idle: float
    worker_loaded: float


@dataclass(slots=True)
class Visit:
    """A page in a browser that never was there, and in the same one again."""

    page: str
    size: int
    first_requests: int
    first_bytes: int
    second_requests: int
    second_bytes: int


@dataclass(slots=True)
class Saving:
    """Texts that save themselves, so many a second for so long, whoever else is answered; CPU of one save."""

    engine: str
    size: int
    per_second: int
    seconds: int
    p50_ms: float
    p95_ms: float
    worst_ms: float
    cpu_ms: float


Kept = Row | Standing | Visit | Saving
KINDS: dict[str, type[Any]] = {"pages": Row, "standing": Standing, "visits": Visit, "saving": Saving}
KEYS = ("page", "engine", "size")


def row(page: str, engine: str, size: int, taken: Taken, queries: int, against: float | None) -> Row:
    times = taken.times
    return Row(
        page, engine, size,
        cpu_ms=round(taken.cpu_ms, 2), low=round(min(taken.cpus), 2), high=round(max(taken.cpus), 2),
        ratio=round(taken.ratio, 2), against=None if against is None else round(against, 2),
        rps=round(statistics.median(len(loaded.times) / loaded.seconds for loaded in taken.loads), 1),
        p50_ms=round(times[len(times) // 2], 1), p95_ms=round(_p95(times), 1),
        queries=queries, bytes=max(loaded.bytes for loaded in taken.loads),
        alone_ms=round(_p95(taken.alone.times), 1) if taken.alone else None,
    )  # fmt: skip


def _p95(times: Iterable[float]) -> float:
    ordered = sorted(times)
    return ordered[int(len(ordered) * 0.95)]


def key(one: Kept) -> tuple[Any, ...]:
    return (type(one).__name__, *(getattr(one, name) for name in KEYS if name in {f.name for f in fields(one)}))


def together(old: Iterable[Kept], new: Iterable[Kept]) -> list[Kept]:
    """The new ones instead of the old ones of the same page, engine and size."""
    return list({key(one): one for one in (*old, *new)}.values())


def read(path: Path = LATEST) -> list[Kept]:
    if not path.exists():
        return []
    said = json.loads(path.read_text())
    if not isinstance(said, dict):  # of before there were sizes
        return []
    return [kind(**one) for name, kind in KINDS.items() for one in said.get(name, [])]


def write(kept: Iterable[Kept], path: Path = LATEST) -> None:
    rows = list(kept)
    said = {name: [asdict(one) for one in rows if isinstance(one, kind)] for name, kind in KINDS.items()}
    path.write_text(json.dumps(said, indent=1) + "\n")


# As Markdown ----------------------------------------------------------------------------------------------------------


def tables(kept: Iterable[Kept]) -> str:
    rows = list(kept)
    pages = [one for one in rows if isinstance(one, Row)]
    order = list(dict.fromkeys(one.page for one in pages))
    pages.sort(key=lambda one: (one.engine != "sqlite", order.index(one.page), one.size))
    standing = sorted((one for one in rows if isinstance(one, Standing)), key=lambda s: (s.engine != "sqlite", s.size))
    visits = [one for one in rows if isinstance(one, Visit)]
    saving = sorted((one for one in rows if isinstance(one, Saving)), key=lambda s: (s.engine != "sqlite", s.size))
    parts = (_pages(pages), _saving(saving), _standing(standing), _visits(visits))
    return "\n\n".join(part for part in parts if part)


def _table(head: str, align: str, lines: list[str]) -> str:
    return "\n".join([head, align, *lines]) if lines else ""


def _pages(rows: list[Row]) -> str:
    return _table(
        "| page | engine | size | CPU ms (low to high) | times bare | 10 against 1 | a second | p50 ms | p95 ms | "
        "p95 alone | queries | access | bytes | elements |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        [
            f"| {r.page} | {r.engine} | {r.size} | {r.cpu_ms:.2f} ({r.low:.2f} to {r.high:.2f}) | {r.ratio:.2f} "
            f"| {_against(r.against)} | {r.rps:.0f} | {r.p50_ms:.1f} | {r.p95_ms:.1f} "
            f"| {_ms(r.alone_ms)} | {r.queries} "
            f"| {_share(r.access)} | {r.bytes} | {'' if r.nodes is None else r.nodes} |"
            for r in rows
        ],
    )


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _against(value: float | None) -> str:
    if value is None:
        return ""
    return f"**{value:.2f}**" if value > LIMIT else f"{value:.2f}"


def _standing(rows: list[Standing]) -> str:
    return _table(
        "| engine | size | first page after | of it CPU | web idle | web loaded | worker idle | worker loaded |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        [
            f"| {r.engine} | {r.size} | {r.start_s:.1f} s | {r.start_cpu_s:.1f} s | {r.web_idle:.0f} MB "
            f"| {r.web_loaded:.0f} MB | {r.worker_idle:.0f} MB | {r.worker_loaded:.0f} MB |"
            for r in rows
        ],
    )


def _saving(rows: list[Saving]) -> str:
    return _table(
        "| saving by itself | size | a second | seconds | p50 ms | p95 ms | worst ms | CPU ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        [
            f"| {r.engine} | {r.size} | {r.per_second} | {r.seconds} | {r.p50_ms:.1f} | {r.p95_ms:.1f} "
            f"| {r.worst_ms:.0f} | {r.cpu_ms:.2f} |"
            for r in rows
        ],
    )


def _visits(rows: list[Visit]) -> str:
    return _table(
        "| page in Chromium | size | first visit | second visit |",
        "| --- | ---: | ---: | ---: |",
        [
            f"| {r.page} | {r.size} | {r.first_requests} requests, {r.first_bytes / 1000:.1f} kB "
            f"| {r.second_requests} requests, {r.second_bytes / 1000:.1f} kB |"
            for r in rows
        ],
    )
