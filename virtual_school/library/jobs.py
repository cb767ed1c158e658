"""What the library does after the commit: documents are read, and folders become drafts."""

import datetime as dt

from virtual_school.core import clock
from virtual_school.core.db import writing
from virtual_school.core.files import documents
from virtual_school.core.jobs import Later, Run, job, periodic
from virtual_school.library import actions
from virtual_school.library.bundles import actions as bundles

TRIES = 4
BATCH = 100
SOON = dt.timedelta(seconds=30)


@job("library.read", attempts=TRIES)
def read(run: Run) -> None:
    """Read a document, and make the copy that opens on a telephone where this computer can."""
    stored_id = run.id("stored_file_id")
    if run.attempt >= TRIES:
        documents.give_up(stored_id)
    elif documents.make(stored_id, run.heartbeat):
        with writing():
            actions.document_read(stored_id)


@job("library.unpack", attempts=TRIES)
def unpack(run: Run) -> None:
    """A folder or zip becomes drafts, made as whoever brought it."""
    if not bundles.unpack(run.by, run.id("bundle_id"), run.heartbeat):
        raise Later(clock.real() + SOON)


@periodic("library.read_waiting", every=dt.timedelta(hours=1), each_network=True)
def read_waiting(run: Run) -> None:
    """What waits still: its job was given up, or this computer could not make copies before."""
    waiting = documents.waiting(BATCH)
    if waiting:
        with writing():
            actions.read_again(waiting)
