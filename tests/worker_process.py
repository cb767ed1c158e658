"""A worker in a process of its own, for tests to kill: `python -m tests.worker_process '{"lease": 1, "die": "step"}'`.

With `die` it kills itself, with SIGKILL, at a step of sending a letter; the steps are named in `tests/deadly.py`.
"""

import datetime as dt
import json
import sys

from tests import deadly
from tests import queue_jobs as queue_jobs
from virtual_school import create_app
from virtual_school.core.jobs.worker import Worker


def main() -> None:
    options = json.loads(sys.argv[1])
    worker = Worker(
        create_app(),
        "test",
        lease=dt.timedelta(seconds=options.get("lease", 45)),
        pulse=dt.timedelta(seconds=options.get("pulse", 10)),
        grace=options.get("grace", 12),
    )
    if options.get("die"):
        deadly.arm(options["die"])
    print("ready", flush=True)
    if options.get("once"):
        worker.drain()
    else:
        worker.work()


if __name__ == "__main__":
    main()
