"""Programs that read what strangers made: each in a process of its own, with little time, memory and disk."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

MEGABYTE = 1 << 20

# Limits itself, then becomes the program: nothing of Python's threads is between a fork and what follows it.
_LIMITED = """
import os, resource, sys
seconds, memory, written = map(int, sys.argv[1:4])
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
os.nice(5)
os.execvp(sys.argv[4], sys.argv[4:])
"""


class Failed(Exception):
    """It ended badly, or did not end in time."""


def run(
    command: Sequence[str],
    folder: Path,
    *,
    seconds: int,
    memory: int,
    written: int,
    environ: Mapping[str, str],
    beat: Callable[[], None] = lambda: None,
) -> bytes:
    """What the program says. `beat` is called while it works; whatever it raises ends the program too."""
    limits = [str(seconds), str(memory), str(written)]
    process = subprocess.Popen(  # noqa: S603 (our own words, and paths of our own making)
        [sys.executable, "-I", "-S", "-c", _LIMITED, *limits, *command],
        cwd=folder,
        env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", **environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return _said(process, seconds, beat)
    finally:
        _end(process)


def _said(process: "subprocess.Popen[bytes]", seconds: int, beat: Callable[[], None]) -> bytes:
    for _second in range(seconds * 2):  # a program that waits for something spends no time of the processor
        try:
            said, _nothing = process.communicate(timeout=1)
        except subprocess.TimeoutExpired:
            beat()
            continue
        if process.returncode:
            raise Failed(f"ended with {process.returncode}")
        return said
    raise Failed("took too long")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Whatever it started goes with it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
    if process.stdout:
        process.stdout.close()
