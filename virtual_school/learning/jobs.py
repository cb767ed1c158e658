"""What this package says to those below it before a notice goes; and that what was promised is looked at."""

import datetime as dt

from virtual_school.core.db import begin, writing
from virtual_school.core.jobs import Run, periodic
from virtual_school.learning import promising, telling
from virtual_school.learning.queries import promised

__all__ = ["telling"]


@periodic("answers.promised", every=dt.timedelta(minutes=15), each_network=True)
def keep_promises(run: Run) -> None:
    """Each promise in a transaction of its own; run twice, nobody is told twice."""
    found = promised.due()
    while found:
        begin(write=False)
        for promise_id in found:
            with writing():
                promising.look(run.by, promise_id)
            run.heartbeat()
        found = promised.due(found[-1])
