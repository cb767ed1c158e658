"""What an installation takes while it stands there: time to its first page, and memory."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.cpu import spent, tree
from bench.places import Place
from bench.servers import ROOT, gunicorn

PAGE = "/n/larkdale/"
SETTLED_S = 3.0  # what a process that has nothing to do is given before it is looked at
DRAINED_S = 90.0


def pss(root: int) -> float:
    """Megabytes of a process and all that it started: what they share is counted once, by shares."""
    kilobytes = 0
    for pid in tree(root):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1000


def starts(where: Place, times: int) -> tuple[float, float, float]:
    """Seconds from starting the web server to its first page and the CPU of them, medians; and its memory then."""
    took, cpus, idle = [], [], []
    for _time in range(times):
        began = time.monotonic()
        with gunicorn("wsgi:app", where.environ, PAGE) as (_port, pid):
            took.append(time.monotonic() - began)
            cpus.append(spent([pid]) / 1000)
            time.sleep(SETTLED_S)
            idle.append(pss(pid))
    return statistics.median(took), statistics.median(cpus), statistics.median(idle)


@contextmanager
def worker(where: Place) -> Iterator[int]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    environ = {**os.environ, **where.environ}
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def worker_memory(where: Place) -> tuple[float, float]:
    """Megabytes of the worker after everything that waited was done, the most meanwhile, and of one with nothing to do.

    The demonstration's files wait to be prepared: that is the load.
    """
    most, at_rest = 0.0, 0
    with worker(where) as pid:
        ends, before = time.monotonic() + DRAINED_S, spent([pid])
        while time.monotonic() < ends and at_rest < 4:
            time.sleep(1)
            most = max(most, pss(pid))
            now = spent([pid])
            at_rest = at_rest + 1 if now - before < 60 and most else 0
            before = now
    with worker(where) as pid:
        time.sleep(SETTLED_S * 3)
        return pss(pid), most
