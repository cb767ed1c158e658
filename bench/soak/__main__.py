"""`make soak`: a school morning of simulated people against one server, on an installation of its own.

Half sign in within the first fifth of the time. Pupils open Today and a lesson, type, which saves itself, and hand in;
mentors look at their desk and note contacts; teachers answer what was handed in; leads look at their lists. Everybody
keeps a book of what the server confirmed, and at the end the database is held against all of them.
"""

import argparse
import json
import resource
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.servers import ROOT
from bench.soak import report
from bench.soak.house import Place, opened, place
from bench.soak.person import Day, Who
from bench.soak.play import play, say
from bench.soak.report import Morning
from bench.soak.watch import Watch


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    people: int
    minutes: float
    engines: tuple[str, ...]
    seed: int
    hurry: float


def run(asked: Asked, engine: str) -> Morning:
    folder = Path(tempfile.mkdtemp(prefix="virtual-school-soak-"))
    try:
        with place(engine, folder) as where:
            say(f"{engine}: filling a school for {asked.people} people")
            filled = where.fill(asked.people)
            whos = [Who(one["role"], one["login"], tuple(one["pages"])) for one in filled["people"]]
            with opened(where) as school:
                say(f"{engine}: it is nine o'clock")
                day = Day(school.port, asked.minutes * 60, filled["password"], filled["slug"], asked.hurry)
                watch, before = Watch(school.processes).start(), _own_cpu()
                play(day, whos, asked.seed)
                client = _own_cpu() - before
                watch.stop(client)
            lost = json.loads(where.run("bench.soak.prove", given=json.dumps({**day.book.written(), "slug": day.slug})))
            return _morning(asked, where, day, watch, client, day.book.lost + lost)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _morning(asked: Asked, where: Place, day: Day, watch: Watch, client: float, lost: list[str]) -> Morning:
    tally, book = day.tally, day.book
    many, at_nine = tally.requests, day.ends / 5
    return Morning(
        engine=where.engine,
        people=asked.people,
        minutes=asked.minutes,
        requests=many,
        rate=round(many / day.ends, 1),
        autosaves=book.autosaves,
        hand_ins=len(book.handed_in),
        answers=len(book.returned),
        contacts=len(book.contacts),
        errors=[f"{one.at} s {one.kind}: {one.method} {one.path}: {one.said}" for one in tally.faults],
        lost=lost,
        kinds=report.kinds(tally),
        autosaves_at_nine=report.autosaves(tally, 0, at_nine),
        autosaves_later=report.autosaves(tally, at_nine, float("inf")),
        dropped_answers=tally.dropped,
        reopened=tally.reopened,
        cpu_seconds={name: round(seconds, 1) for name, seconds in watch.cpu.items()},
        client_cpu_seconds=round(client, 1),
        peak_pss_mib=report.memory(watch),
        stolen=round(watch.stolen, 3),
        others=round(watch.others, 3),
        logged=where.wrong_lines(),
    )


def asked_for(words: list[str]) -> tuple[Asked, Path]:
    parser = argparse.ArgumentParser(prog="bench.soak", description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--hurry", type=float, default=1.0, help="every wait times this: for a short look")
    parser.add_argument("--to", type=Path, default=ROOT / "bench" / "soak.json")
    given = parser.parse_args(words)
    engines = ("sqlite", "postgresql") if given.engine == "both" else (given.engine,)
    return Asked(given.people, given.minutes, engines, given.seed, given.hurry), given.to


def main() -> None:
    asked, to = asked_for(sys.argv[1:])
    mornings = [run(asked, engine) for engine in asked.engines]
    to.write_text(json.dumps(report.as_json(mornings), indent=1) + "\n")
    print(report.table(mornings))
    for one in mornings:
        for words in [*one.errors[:50], *one.logged[:50], *(f"LOST {said}" for said in one.lost[:50])]:
            print(f"{one.engine}: {words}")
    sys.exit(0 if all(one.passed for one in mornings) else 1)


if __name__ == "__main__":
    main()
