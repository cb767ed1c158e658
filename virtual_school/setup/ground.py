"""What the set-up scripts stand on: where things lie, stopping with one line, running a command.

These scripts run by path, before anything is installed (`python3 virtual_school/setup/start.py`), so they use the
standard library alone and import nothing of the application.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def say(line: str) -> None:
    print(line, flush=True)


def stop(line: str) -> NoReturn:
    """End with one line that says what is wrong and what to do."""
    print(line, file=sys.stderr, flush=True)
    sys.exit(1)


def run(*command: str | Path, otherwise: str, env: Mapping[str, str] | None = None) -> None:
    """Run a command from the root of the repository; where it fails, stop with `otherwise`."""
    done = subprocess.run(list(map(str, command)), cwd=ROOT, env={**os.environ, **(env or {})}, check=False)
    if done.returncode:
        stop(otherwise)


def flask(*words: str) -> None:
    run(PYTHON, "-m", "flask", "--app", "wsgi", *words, otherwise=f"flask {' '.join(words)} failed: see above.")


def main(work: Callable[[], None]) -> None:
    """Do the work; Ctrl-C ends it without a stack trace."""
    try:
        work()
    except KeyboardInterrupt:
        sys.exit(130)
