"""A worker in a process of its own, for tests to kill: `WorkerProcess(house.environ, lease=1, die="half sent")`.

With `die` it kills itself, with SIGKILL, at a step of sending a letter or a text: `tests/deadly.py` names the steps.

It is forked off a process that has imported the application and done nothing else, which spares each the seconds that
importing takes; it makes the application itself, from its own environment.
"""

import datetime as dt
import multiprocessing
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests import deadly
from tests import queue_jobs as queue_jobs
from virtual_school import create_app
from virtual_school.core.jobs.worker import Worker

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__])


def _work(environ: Mapping[str, str], options: dict[str, Any]) -> None:
    os.environ.update(environ)
    with Path(environ["INSTANCE"], "worker.log").open("ab") as said:
        os.dup2(said.fileno(), 2)
    worker = Worker(
        create_app(),
        "test",
        lease=dt.timedelta(seconds=options.get("lease", 45)),
        pulse=dt.timedelta(seconds=options.get("pulse", 10)),
        grace=options.get("grace", 12),
    )
    if options.get("die"):
        deadly.arm(options["die"])
    if options.get("letters_wait"):
        deadly.letters_wait()
    if options.get("once"):
        worker.drain()
    else:
        worker.work()


class WorkerProcess:
    """Runs from the start. What it says is in `worker.log` of its instance folder."""

    def __init__(self, environ: Mapping[str, str], **options: Any) -> None:
        self.log = Path(environ["INSTANCE"], "worker.log")
        self._process = _forks.Process(target=_work, args=(dict(environ), options), daemon=True)
        self._process.start()

    def wait(self, timeout: float | None = None) -> int:
        """How it ended: 0, or minus the signal that ended it."""
        self._process.join(timeout)
        ended = self._process.exitcode
        assert ended is not None, f"it has not ended after {timeout} seconds: {self.log.read_text()}"
        return ended

    def send_signal(self, number: int) -> None:
        os.kill(self._process.pid or 0, number)

    def close(self) -> None:
        """Whatever it does, it is over."""
        self._process.kill()
        self._process.join()
