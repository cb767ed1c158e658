"""What is sent when the transaction is over: at once, in the day's letter; and what is thrown away after months."""

import datetime as dt
from uuid import UUID

from virtual_school.core import clock
from virtual_school.core.db import begin, writing
from virtual_school.core.jobs import Run, job, periodic, queue
from virtual_school.notices import digests, sending, tidying

# As often as a letter itself is tried: about half a day, as the waits grow.
ATTEMPTS = 20
TOGETHER = 50
LOOK = dt.timedelta(minutes=15)


@job("notices.now", attempts=ATTEMPTS)
def now(run: Run) -> None:
    sending.at_once(run.id("notice"))


@periodic("notices.digests", every=LOOK, each_network=True)
def look(run: Run) -> None:
    """Whose letter is due is shared out, so that several workers make them."""
    day, readers = clock.today(), list(digests.due())
    begin(write=False)
    for group in digests.groups(readers, TOGETHER):
        with writing():
            queue("notices.digest", {"accounts": group}, dedup=f"{day}:{group[0]}")
        run.heartbeat()


@job("notices.digest", attempts=ATTEMPTS)
def digest(run: Run) -> None:
    digests.make([UUID(one) for one in run.payload["accounts"]], run.heartbeat)


@periodic("notices.tidy", every=dt.timedelta(days=1), each_network=True)
def tidy(run: Run) -> None:
    tidying.tidy(run.heartbeat)
