"""What the set-up scripts stand on: where things lie, stopping with one line, running a command.

These scripts run by path, before anything is installed (`python3 virtual_school/setup/start.py`), so they use the
standard library alone and import nothing of the application.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def say(line: str) -> None:
    print(line, flush=True)


def stop(line: str) -> NoReturn:
    """End with one line that says what is wrong and what to do."""
    print(line, file=sys.stderr, flush=True)
    sys.exit(1)


def run(*command: str | Path, otherwise: str) -> None:
    """Run a command from the root of the repository; where it fails, stop with `otherwise`.

    It runs in a session of its own, so that Ctrl-C is ours alone to hear: the command is ended without a stack trace.
    """
    with subprocess.Popen(list(map(str, command)), cwd=ROOT, start_new_session=True) as process:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            raise
    if code:
        stop(otherwise)


def flask(*words: str) -> None:
    run(PYTHON, "-m", "flask", "--app", "wsgi", *words, otherwise=f"flask {' '.join(words)} failed: see above.")


def main(work: Callable[[], None]) -> None:
    """Do the work. Ctrl-C, a closed terminal and a polite kill all end it, and without a stack trace."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    if "MAKELEVEL" in os.environ:
        end_with_parent()
    try:
        work()
    except KeyboardInterrupt:
        sys.exit(130)


def end_with_parent() -> None:
    """Ask to be told to stop when the process that started this one is gone, even killed. Linux alone can do this."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
