"""The worker's pulse: a thread that says it lives and renews the lease of what it runs, whatever that waits for."""

import datetime as dt
import logging
import threading

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from virtual_school.core import clock
from virtual_school.core.db import writing
from virtual_school.core.jobs import leases
from virtual_school.core.jobs.models import WorkerSeen
from virtual_school.core.jobs.run import Run

log = logging.getLogger(__name__)


class Pulse(threading.Thread):
    def __init__(self, app: Flask, worker: str, *, every: dt.timedelta, lease: dt.timedelta) -> None:
        super().__init__(name=f"pulse of {worker}", daemon=True)
        self.run_held: Run | None = None
        self._app, self._worker, self._every, self._lease = app, worker, every, lease
        self._started_at = clock.real()
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.is_set():
            try:
                self.beat()
            except SQLAlchemyError as error:
                log.error("the pulse of %s was not written: %s", self._worker, type(error).__name__)
            self._ended.wait(self._every.total_seconds())

    def beat(self) -> None:
        """Once: the lease first, because a job is lost by it."""
        with self._app.app_context():
            run = self.run_held
            if run and not leases.renew(run, self._lease):
                run.lost = True
            with writing() as session:
                session.merge(WorkerSeen(name=self._worker, started_at=self._started_at, seen_at=clock.real()))

    def end(self) -> None:
        """Stop, and take the worker off the list of those that live."""
        self._ended.set()
        self.join(timeout=self._every.total_seconds())
        with self._app.app_context(), writing() as session:
            session.execute(sa.delete(WorkerSeen).where(WorkerSeen.name == self._worker))
