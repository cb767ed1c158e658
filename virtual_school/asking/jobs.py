"""A request goes on to the network; absences are told of as their days go by."""

import datetime as dt

from virtual_school.asking import actions, days, telling
from virtual_school.core import clock
from virtual_school.core.db import begin, writing
from virtual_school.core.jobs import Later, Run, job, periodic

__all__ = ["telling"]


@job(telling.GOES_ON)
def pass_on(run: Run) -> None:
    """Safe to run twice: what went on, was answered or withdrawn stays as it is."""
    with writing():
        again = actions.pass_on(run.by, run.id("request"))
    if again is not None:
        raise Later(clock.really(again))


@periodic("away.days", every=dt.timedelta(days=1), each_network=True)
def look_at_absences(run: Run) -> None:
    """Each absence in a transaction of its own; run twice, nobody is told twice."""
    for batch in list(days.in_batches()):
        begin(write=False)
        for away_id in batch:
            with writing():
                days.tell(away_id)
                actions.ask_no_more(run.by, away_id)
            run.heartbeat()
