"""Lets the demonstration go on while it runs: a job that comes again by itself, in a demonstration alone."""

import datetime as dt

from virtual_school.core import clock
from virtual_school.core.db import begin, db
from virtual_school.core.jobs import Later, Run, job
from virtual_school.demo.going_on import go_on
from virtual_school.network.models import Network

AGAIN = dt.timedelta(minutes=5)
GO_ON = "demo.go_on"


@job(GO_ON)
def keep_going(run: Run) -> None:
    """Nothing happens by itself on the real day."""
    network = db.session.get(Network, run.network_id)
    by_own_clock = network is not None and network.is_demonstration and not network.demo_real_day
    begin(write=False)
    if by_own_clock:
        go_on(run.heartbeat)
    raise Later(clock.real() + AGAIN)
