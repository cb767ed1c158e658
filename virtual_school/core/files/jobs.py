"""What the file store does after the commit."""

from datetime import timedelta

from virtual_school.core.db import network_id_in_force
from virtual_school.core.files.preparing import prepare_stored
from virtual_school.core.files.store import filing, key_of
from virtual_school.core.files.sweeping import sweep
from virtual_school.core.jobs import Run, job, periodic

TRIES = 10


@job("files.prepare", attempts=TRIES)
def prepare(run: Run) -> None:
    """Make a picture fit to show, and erase its original."""
    prepare_stored(run.id("stored_file_id"), last_try=run.attempt >= TRIES)


@job("files.erase", attempts=TRIES)
def erase(run: Run) -> None:
    """Erase bytes that were sent a second time; the first are kept."""
    filing().store.erase(key_of(network_id_in_force(), run.payload["digest"], run.payload["end"]))


@periodic("files.sweep", every=timedelta(hours=6), each_network=True)
def clear_up(run: Run) -> None:
    sweep(run.heartbeat)
