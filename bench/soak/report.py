"""What a morning came to: as JSON, and as a section for the README."""

import statistics
from dataclasses import dataclass, field
from typing import Any

from bench.soak.client import Tally
from bench.soak.watch import Watch

MIB = 1024 * 1024

# What the table shows; all the rest stands in the JSON.
SHOWN = ("all", "autosave", "hand-in", "sign-in", "today", "lesson", "receipt", "desk", "pupil", "contact", "pile",
         "answer", "return", "lead panels")  # fmt: skip


@dataclass(slots=True)
class Morning:
    """One run on one engine. Times in milliseconds, CPU in seconds, memory in MiB."""

    engine: str
    people: int
    minutes: float
    requests: int
    rate: float
    autosaves: int
    hand_ins: int
    answers: int
    contacts: int
    errors: list[str]
    lost: list[str]
    kinds: dict[str, dict[str, float]]
    # Autosaves while half of all sign in, and after.
    autosaves_at_nine: dict[str, float]
    autosaves_later: dict[str, float]
    dropped_answers: int
    reopened: int
    cpu_seconds: dict[str, float]
    client_cpu_seconds: float
    peak_pss_mib: dict[str, float]
    # Shares of the cores' time: not given to the machine, and taken on it by other programs.
    stolen: float
    others: float
    logged: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.errors and not self.lost and not self.logged


def spread(times: list[float]) -> dict[str, float]:
    """How many, and how long half, most and nearly all of them took."""
    if not times:
        return {"count": 0, "p50": 0.0, "p95": 0.0, "p99": 0.0, "longest": 0.0}
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    said = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "longest": max(times)}
    return {"count": len(times), **{name: round(value, 1) for name, value in said.items()}}


def kinds(tally: Tally) -> dict[str, dict[str, float]]:
    """Each kind of request, the most frequent first, and all of them together."""
    found = {kind: spread([took for _at, took in times]) for kind, times in tally.times.items()}
    ordered = dict(sorted(found.items(), key=lambda item: -item[1]["count"]))
    return {"all": spread([took for times in tally.times.values() for _at, took in times]), **ordered}


def autosaves(tally: Tally, first: float, last: float) -> dict[str, float]:
    return spread([took for at, took in tally.times.get("autosave", []) if first <= at < last])


def memory(watch: Watch) -> dict[str, float]:
    return {name: round(peak / MIB, 1) for name, peak in watch.peak.items()}


def table(mornings: list[Morning]) -> str:
    """The section of the README: a line on each run, then what people waited for, side by side."""
    head = "| milliseconds | " + " | ".join(f"{one.engine}: requests | p50 | p95 | p99" for one in mornings) + " |"
    rule = "| --- |" + " ---: | ---: | ---: | ---: |" * len(mornings)
    rows = [_row(kind, mornings) for kind in mornings[0].kinds if kind in SHOWN]
    return "\n\n".join([*map(_said, mornings), "\n".join([head, rule, *rows])])


def _row(kind: str, mornings: list[Morning]) -> str:
    of_each = [one.kinds.get(kind) or spread([]) for one in mornings]
    cells = [f"{at['count']:.0f} | {at['p50']:.0f} | {at['p95']:.0f} | {at['p99']:.0f}" for at in of_each]
    return f"| {kind} | {' | '.join(cells)} |"


def _said(one: Morning) -> str:
    cpu = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in one.cpu_seconds.items())
    pss = ", ".join(f"{name} {mib:.0f} MiB" for name, mib in one.peak_pss_mib.items())
    nine, later, wrong = one.autosaves_at_nine["p95"], one.autosaves_later["p95"], len(one.errors) + len(one.logged)
    return (
        f"**{one.engine}**: {one.people} people, {one.minutes:g} minutes, {one.requests} requests ({one.rate:.1f} a "
        f"second), {one.autosaves} autosaves, {one.hand_ins} hand-ins, {one.answers} answers, {one.contacts} contacts. "
        f"**Errors {wrong}, lost {len(one.lost)}.** Autosave p95 {nine:.0f} ms while half sign in, {later:.0f} ms "
        f"after. CPU: {cpu}; peak memory (PSS): {pss}. "
        f"Other programs took {one.others:.0%} of the cores meanwhile, and {one.stolen:.0%} was stolen."
    )


def as_json(mornings: list[Morning]) -> list[dict[str, Any]]:
    return [{name: getattr(one, name) for name in Morning.__slots__} | {"passed": one.passed} for one in mornings]
