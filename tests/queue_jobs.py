"""Kinds of job that exist in tests alone. What they do is written to `ran` in the instance folder, a line an event."""

import datetime as dt
import time
from pathlib import Path

from flask import current_app

from virtual_school.core.jobs import GiveUp, Later, Run, job

UNTIL = dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)


def ran(folder: Path) -> list[str]:
    path = folder / "ran"
    return path.read_text().split("\n")[:-1] if path.exists() else []


def tell(run: Run, what: str) -> None:
    with Path(current_app.instance_path, "ran").open("a") as file:
        file.write(f"{what} {run.payload.get('n', '')} {run.attempt}".replace("  ", " ") + "\n")


@job("test.quick")
def quick(run: Run) -> None:
    tell(run, "quick")


@job("test.slow")
def slow(run: Run) -> None:
    tell(run, "began")
    time.sleep(run.payload.get("seconds", 1))
    tell(run, "ended")


@job("test.batches")
def batches(run: Run) -> None:
    tell(run, "began")
    for _ in range(600):
        time.sleep(0.05)
        run.heartbeat()
    tell(run, "ended")


@job("test.fails", attempts=3)
def fails(run: Run) -> None:
    tell(run, "failed")
    raise ValueError("Ellie M. of Wren Hill")


@job("test.impossible")
def impossible(run: Run) -> None:
    raise GiveUp("there is nothing to do it with")


@job("test.later")
def later(run: Run) -> None:
    tell(run, "later")
    raise Later(UNTIL)
