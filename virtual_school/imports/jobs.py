"""Reading, writing and undoing an import: each in batches, as whoever asked, safe to run twice."""

import datetime as dt
import time
import uuid
from collections.abc import Iterator
from typing import Any

from virtual_school.core import files
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import Problem
from virtual_school.core.jobs import Run, job, periodic
from virtual_school.imports import actions, queries, tidying
from virtual_school.imports.models import State
from virtual_school.imports.preparing import Prepared, prepare
from virtual_school.imports.reading import Unreadable, no_table

A_BATCH = 500
# Between two batches the lock is free: whoever saves a text at the same time comes in here.
PAUSE = 0.03


@job("import.read", attempts=3)
def read(run: Run) -> None:
    """Read the file and hold what each line would do. Nothing of it is written anywhere else."""
    import_id = run.id("import_id")
    found = queries.to_run(import_id, State.READING)
    if found is None:
        return
    try:
        with files.read(queries.stored_of(found)) as opened:
            content = opened.read()
        prepared = prepare(found, content)
    except Unreadable as problem:
        _settle(run, State.FAILED, problem.because)
        return
    except Problem:
        _settle(run, State.FAILED, no_table())
        return
    begin(write=False)
    with writing():
        actions.forget_rows(import_id)
        actions.tell(import_id, columns=prepared.columns, lines=len(prepared.lines), lines_done=0)
    if prepared.asks:
        _settle(run, State.COLUMNS, prepared.asks)
        return
    for done, batch in _batches(prepared):
        run.heartbeat()
        with writing():
            actions.hold_rows(import_id, batch, done)
        time.sleep(PAUSE)
    _settle(run, State.READY, None)


def _batches(prepared: Prepared) -> Iterator[tuple[int, list]]:  # type: ignore[type-arg]
    for first in range(0, len(prepared.lines), A_BATCH):
        batch = prepared.lines[first : first + A_BATCH]
        yield first + len(batch), batch


def _settle(run: Run, state: State, problem: str | None) -> None:
    begin(write=False)
    with writing():
        found = queries.to_run(run.id("import_id"), State.READING, lock=True)
        if found is not None:
            actions.settle(found, state, problem)


@job("import.write")
def write(run: Run) -> None:
    """Write what was confirmed. A batch is whole or not there; run again, it goes on where it stood.

    Each batch is written as whoever confirmed is at that moment: it ends where their role does.
    """
    import_id, goes_on = run.id("import_id"), True
    while goes_on:
        run.heartbeat()
        by = _still(run)
        with writing():
            goes_on = actions.write_next(by, import_id)
        time.sleep(PAUSE)
    by = _still(run)
    with writing():
        actions.written(by, import_id)


@job("import.undo")
def undo(run: Run) -> None:
    import_id = run.id("import_id")
    for people in _people(import_id):
        by = _still(run)
        with writing():
            actions.undo_next(by, import_id, people)
        time.sleep(PAUSE)
    by = _still(run)
    with writing():
        actions.undone(by, import_id)


def _still(run: Run) -> Any:
    """Who asked, if they still may: asked before each batch, with nothing held."""
    run.heartbeat()
    return run.by


def _people(import_id: uuid.UUID) -> Iterator[list[uuid.UUID]]:
    """Everybody whom the import did something to, by the hand; nobody is asked for twice."""
    last: uuid.UUID | None = None
    while True:
        begin(write=False)
        found = queries.to_run(import_id, State.UNDOING)
        people = actions.next_people(found, last) if found else []
        if not people:
            return
        last = people[-1]
        yield people


@periodic("imports.tidy", every=dt.timedelta(days=1), each_network=True)
def tidy(run: Run) -> None:
    """Files and lines are for the time in which something can still be done with them."""
    while stored := _tidied():
        files.drop_unowned(stored)
        begin(write=False)
        run.heartbeat()


def _tidied() -> list:  # type: ignore[type-arg]
    with writing():
        return tidying.forget_old()
