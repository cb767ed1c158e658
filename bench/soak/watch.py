"""What the processes use while the morning runs: CPU time, memory as the machine shares it out, and what was stolen."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from bench.cpu import TICK_MS, spent, tree

EVERY = 5.0  # seconds


def pss(root: int) -> int:
    """Bytes of the process and its descendants, shared pages counted by share."""
    total = 0
    for pid in tree(root):
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total * 1024


def _machine() -> tuple[float, float, float]:
    """Seconds of all cores since the machine started: stolen from it, idle, and all."""
    ticks = [int(word) * TICK_MS / 1000 for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return ticks[7], ticks[3] + ticks[4], sum(ticks)


@dataclass
class Watch:
    """Looks every few seconds between `start` and `stop`."""

    processes: dict[str, int]
    peak: dict[str, int] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    # Shares of all cores' time: what the machine was not given, and what programs took that are none of ours.
    stolen: float = 0.0
    others: float = 0.0

    def start(self) -> "Watch":
        self._before = {name: spent([pid]) for name, pid in self.processes.items()}
        self._machine = _machine()
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def _look(self) -> None:
        while True:
            for name, pid in self.processes.items():
                self.peak[name] = max(self.peak.get(name, 0), pss(pid))
            if self._enough.wait(EVERY):
                return

    def stop(self, client: float) -> None:
        """CPU seconds of each since the start, and what was left of the machine for them and for us."""
        self._enough.set()
        self._thread.join()
        for name, pid in self.processes.items():
            self.cpu[name] = (spent([pid]) - self._before[name]) / 1000
        stolen, idle, every = (now - before for now, before in zip(_machine(), self._machine, strict=True))
        ours = sum(self.cpu.values()) + client
        self.stolen = stolen / every
        self.others = max(every - stolen - idle - ours, 0.0) / every
