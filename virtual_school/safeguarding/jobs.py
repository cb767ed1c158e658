"""What this package says to those below it, in whatever process; and what it asks when its time has come."""

import uuid

from virtual_school.core.db import writing
from virtual_school.core.jobs import Run, job
from virtual_school.safeguarding import actions, apart, clashes, following, holding
from virtual_school.safeguarding.handing import LATE
from virtual_school.safeguarding.serious import actions as serious
from virtual_school.safeguarding.serious.telling import LATE as SERIOUS_LATE

__all__ = ["apart", "clashes", "following", "holding"]


@job(LATE)
def concern_late(run: Run) -> None:
    """A worry that nobody has read goes on to the next. Safe to run twice."""
    with writing():
        actions.not_read(uuid.UUID(run.payload["concern"]), int(run.payload["step"]))


@job(SERIOUS_LATE)
def serious_late(run: Run) -> None:
    """Something serious that nobody has seen goes on to whoever leads the Virtual School. Safe to run twice."""
    with writing():
        serious.not_seen(uuid.UUID(run.payload["serious"]))
