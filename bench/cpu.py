"""CPU time of process trees, from /proc."""

import os
from pathlib import Path

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def _fields(pid: int) -> list[str] | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return stat.rsplit(")", 1)[1].split()


def tree(root: int) -> set[int]:
    """The process and all its descendants now."""
    parents: dict[int, int] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (fields := _fields(int(entry))):
            parents[int(entry)] = int(fields[1])
    found = {root}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def spent(roots: list[int]) -> float:
    """Milliseconds of user and system time that the trees have used, ended and waited for children included."""
    ticks = 0
    for pid in set().union(*(tree(root) for root in roots)) if roots else set():
        fields = _fields(pid)
        if fields:
            ticks += sum(int(fields[n]) for n in (11, 12, 13, 14))
    return ticks * TICK_MS
