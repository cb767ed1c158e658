"""The worker: takes what is due, runs it, and stops without losing anything.

A handler runs in an application context of its own, in the job's network, with no transaction held. What became of it
is written afterwards in a transaction of its own: a worker killed at any moment leaves at worst a lease that runs out,
and the job runs again.
"""

import datetime as dt
import logging
import secrets
import signal
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from virtual_school.core import clock, here
from virtual_school.core.db import begin, enter_network
from virtual_school.core.jobs import leases
from virtual_school.core.jobs.periods import Periods
from virtual_school.core.jobs.pulse import Pulse
from virtual_school.core.jobs.registry import HANDLERS, acting_for, time_in
from virtual_school.core.jobs.run import GivenBack, GiveUp, Later, LeaseLost, Run

log = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=45)
PULSE = dt.timedelta(seconds=10)
IDLE = 0.7  # seconds between two looks at an empty queue
LOOK_ROUND = 5.0  # seconds between two looks for lapsed leases and new periods
GRACE = 12.0  # seconds that a running job has to end when the worker is asked to stop
PAUSE = 5.0  # seconds to wait when the database did not answer

Outcome = Callable[[], None]


class Worker:
    """`work()` until asked to stop, `drain()` until nothing is due, `step()` for one job."""

    def __init__(
        self,
        app: Flask,
        name: str = "",
        *,
        lease: dt.timedelta = LEASE,
        pulse: dt.timedelta = PULSE,
        grace: float = GRACE,
    ) -> None:
        self.app = app
        # Two workers of one name, on one host or on two, still hold different leases.
        self.name = f"{(name or socket.gethostname())[:60]}-{secrets.token_hex(4)}"
        self._lease, self._grace = lease, grace
        self._pulse = Pulse(app, self.name, every=pulse, lease=lease)
        self._periods = Periods()
        self._looked_round = float("-inf")
        self._stopping = False
        self._handling: Run | None = None

    def work(self) -> None:
        with self._alive():
            while not self._stopping:
                self._turn()

    def drain(self) -> int:
        """How many runs it took."""
        runs = 0
        with self._alive():
            self.look_round()
            while not self._stopping and self.step():
                runs += 1
        return runs

    def step(self) -> bool:
        """Run the job that has been due longest; False when nothing is due."""
        with self.app.app_context():
            run = leases.take(self.name, self._lease)
        if run is None:
            return False
        run.resolve = acting_for
        self._pulse.run_held = run
        try:
            outcome = self._outcome(run)
            with self.app.app_context():
                outcome()
        finally:
            self._pulse.run_held = None
        return True

    def look_round(self) -> None:
        """Free what killed workers held, and queue what is due in this period."""
        with self.app.app_context():
            leases.reclaim()
            self._periods.queue_due()
        self._looked_round = time.monotonic()

    def _turn(self) -> None:
        """One round of the loop. It outlives a database that does not answer: leases see to what was lost."""
        try:
            if time.monotonic() - self._looked_round > LOOK_ROUND:
                self.look_round()
            if not self.step():
                self._rest(IDLE)
        except SQLAlchemyError as error:
            log.error("the database did not answer: %s", type(error).__name__)
            self._rest(PAUSE)

    def _rest(self, seconds: float) -> None:
        # In short naps: a signal ends none of them early.
        until = time.monotonic() + seconds
        while not self._stopping and time.monotonic() < until:
            time.sleep(IDLE)

    # One job ----------------------------------------------------------------------------------------------------------

    def _outcome(self, run: Run) -> Outcome:
        """Run the handler; give what to write of it."""
        if self._stopping:
            return partial(leases.put_off, run, clock.real())
        try:
            with self.app.app_context():
                self._handle(run)
        except GivenBack:
            return partial(leases.put_off, run, clock.real())
        except LeaseLost:
            return partial(log.warning, "job %s %s: stopped, because its lease was lost", run.kind, run.job_id)
        except Later as later:
            return partial(leases.put_off, run, later.at)
        except GiveUp as refused:
            log.warning("job %s %s is given up: %s", run.kind, run.job_id, refused)
            return partial(leases.give_up, run, str(refused))
        except Exception as error:
            _log_failure(run, error)
            return partial(leases.fail, run, where(error))
        return partial(leases.finish, run)

    def _handle(self, run: Run) -> None:
        if run.kind not in HANDLERS:
            raise LookupError("no function here handles this kind of job")
        enter_network(run.network_id)
        self._handling = run
        entered = here.enter(time_in(run.network_id))
        try:
            if run.acts_for:
                _ = run.by  # may they still? Asked before anything is done in their name.
            begin(write=False)
            HANDLERS[run.kind].handle(run)
        finally:
            here.leave(entered)
            self._handling = None

    # Living and stopping ----------------------------------------------------------------------------------------------

    @contextmanager
    def _alive(self) -> Iterator[None]:
        """Listening to signals, with a pulse. Signals reach the main thread alone."""
        here = threading.current_thread() is threading.main_thread()
        before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)}
        if here:
            signal.signal(signal.SIGTERM, self._asked_to_stop)
            signal.signal(signal.SIGINT, self._asked_to_stop)
            signal.signal(signal.SIGALRM, self._out_of_time)
        self._pulse.start()
        try:
            yield
        finally:
            self._pulse.end()
            if here:
                signal.setitimer(signal.ITIMER_REAL, 0)
                for number, handler in before.items():
                    signal.signal(number, handler)

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        """Let the running job end by itself, for a while; when asked twice, at once."""
        if self._stopping:
            self._out_of_time(number, frame)
        self._stopping = True
        if self._handling:
            self._handling.stopping = True
        signal.setitimer(signal.ITIMER_REAL, self._grace)

    def _out_of_time(self, number: int, frame: FrameType | None) -> None:
        if self._handling:
            raise GivenBack


def work_off(app: Flask) -> int:
    """Run what is due now, in this thread and without a pulse; how many runs it took. For tests and demonstrations."""
    worker, runs = Worker(app), 0
    while worker.step():
        runs += 1
    return runs


def where(error: BaseException) -> str:
    """What went wrong, by class and place alone: an error's own words may be somebody's."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"


def _log_failure(run: Run, error: Exception) -> None:
    calls = "".join(traceback.format_tb(error.__traceback__))
    log.error("job %s %s, attempt %d: %s\n%s", run.kind, run.job_id, run.attempt, where(error), calls)
