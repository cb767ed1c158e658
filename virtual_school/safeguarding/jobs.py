"""What this package says to those below it, in whatever process; and what it asks when its time has come."""

import uuid

from virtual_school.core import clock
from virtual_school.core.db import begin, db, writing
from virtual_school.core.jobs import Later, Run, job
from virtual_school.safeguarding import actions, apart, clashes, following, holding, telling
from virtual_school.safeguarding.handing import LATE
from virtual_school.safeguarding.models import Help
from virtual_school.safeguarding.serious import actions as serious
from virtual_school.safeguarding.serious.telling import LATE as SERIOUS_LATE

__all__ = ["apart", "clashes", "following", "holding"]

# What asks whether anybody looked outlives whatever goes wrong for days: given up, nobody would be told any more.
ATTEMPTS = 60


@job(LATE, attempts=ATTEMPTS)
def concern_late(run: Run) -> None:
    """A worry that nobody has read goes on to the next. Safe to run twice."""
    with writing():
        actions.not_read(uuid.UUID(run.payload["concern"]), int(run.payload["step"]))


@job(SERIOUS_LATE, attempts=ATTEMPTS)
def serious_late(run: Run) -> None:
    """Something serious that nobody has seen goes on to whoever leads the Virtual School. Safe to run twice."""
    with writing():
        serious.not_seen(uuid.UUID(run.payload["serious"]))


@job(telling.UNSEEN, attempts=ATTEMPTS)
def look_again(run: Run) -> None:
    """Nobody has seen a call for help in time. Asked again here, with what the calendar says by now.

    Run twice it tells nobody twice: each step is marked on the call itself.
    """
    by = run.by
    begin(write=False)
    asked = db.session.get(Help, run.id("help"))
    if asked is None or asked.seen_at is not None or asked.handed_up_at is not None:
        return
    school_id, due = telling.next_step(asked)
    if clock.now() < due:
        raise Later(clock.really(due))
    begin(write=False)
    with writing():
        actions.unseen(by, db.session.get_one(Help, run.id("help")), school_id)
