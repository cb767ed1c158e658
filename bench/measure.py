"""Measures pages: the bare one and ours by turns, so that what else the machine does falls on all of them alike."""

import statistics
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from bench import load
from bench.cpu import spent
from bench.pages import Page

# Requests one after the other: each of the searches at least once.
ALONE = 100
BARE = Page("bare", lambda number: ("GET", "/", {}, None), 200)


@dataclass(frozen=True, slots=True)
class Amount:
    """How often each page is asked: to warm, then so many runs of so many requests."""

    warm: int = 50
    runs: int = 5
    count: int = 200

    @property
    def hand_ins(self) -> int:
        """Each hand-in needs a piece of work of its own; the last two are for counting statements."""
        return self.warm + self.runs * self.count + 2

    def of(self, page: Page) -> "Amount":
        """Fewer of what each leaves much behind."""
        return Amount(-(-self.warm // page.part), self.runs, max(self.count // page.part, min(self.count, 10)))


@dataclass(frozen=True, slots=True)
class Served:
    """A server that is measured: its port, and the processes whose CPU time counts."""

    port: int
    roots: list[int]


@dataclass(slots=True)
class Taken:
    """What the runs of one page took: CPU milliseconds a request, the same over the bare page's, and the loads."""

    cpus: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    loads: list[load.Loaded] = field(default_factory=list)
    # One request after the other, as one person waits for it: only of pages that can be asked for again.
    alone: load.Loaded | None = None

    @property
    def cpu_ms(self) -> float:
        return statistics.median(self.cpus)

    @property
    def ratio(self) -> float:
        """How many times the bare page: the median of each run's ratio to the bare page's beside it."""
        return ratio(self.cpus, self.bare)

    @property
    def times(self) -> list[float]:
        return sorted(time for loaded in self.loads for time in loaded.times)


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the runs' ratios, each to the run beside it."""
    return statistics.median(our / their for our, their in zip(ours, theirs, strict=True))


def measure(pages: Mapping[int, Page], there: Mapping[int, Served], beside: Served, amount: Amount) -> dict[int, Taken]:
    """One page at each size, the sizes by turns as well."""
    load.run(beside.port, BARE.make, 0, amount.warm, BARE.expect)
    usual, amount = amount, amount.of(next(iter(pages.values())))
    for size, page in pages.items():
        load.run(there[size].port, page.make, 0, amount.warm, page.expect)
    taken = {size: Taken() for size in pages}
    for run in range(amount.runs):
        alone, _ = _run(beside, BARE, 0, usual.count)
        for size, page in pages.items():
            cpu, loaded = _run(there[size], page, amount.warm + run * amount.count, amount.count)
            taken[size].cpus.append(cpu)
            taken[size].bare.append(alone)
            taken[size].loads.append(loaded)
    for size, page in pages.items():
        if page.make(0)[0] == "GET":
            taken[size].alone = load.run(there[size].port, page.make, 0, ALONE, page.expect, at_once=1)
        sys.stderr.write(f"  {page.name} at {size}: {taken[size].cpu_ms:.2f} ms, {taken[size].ratio:.2f} times bare\n")
    return taken


def measure_bare(beside: Served, amount: Amount) -> Taken:
    load.run(beside.port, BARE.make, 0, amount.warm, BARE.expect)
    taken = Taken()
    for _run_number in range(amount.runs):
        cpu, loaded = _run(beside, BARE, 0, amount.count)
        taken.cpus.append(cpu)
        taken.bare.append(cpu)
        taken.loads.append(loaded)
    return taken


def _run(there: Served, page: Page, first: int, count: int) -> tuple[float, load.Loaded]:
    """CPU milliseconds a request, and the load."""
    before = spent(there.roots)
    loaded = load.run(there.port, page.make, first, count, page.expect)
    return (spent(there.roots) - before) / count, loaded
