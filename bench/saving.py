"""Texts that save themselves: fifty a second for a minute, as a hundred and fifty pupils type.

Each save sets out when it is due, however the one before it fared, and is timed from then: what waits is counted.
"""

import http.client
import threading
import time
from collections.abc import Sequence
from typing import Any

from bench.cpu import spent
from bench.load import Request
from bench.measure import Served
from bench.pages import Browser
from bench.rows import Saving

PER_SECOND, SECONDS, WRITERS = 50, 60, 150
WARM = 4  # seconds
AT_ONCE = 24
WORDS = "The last bus leaves our road at ten past six. If you work late you walk, and it is dark by then. " * 12


def saves(filled: dict[str, Any], secret_key: str) -> list[Request]:
    """Every save in the order in which they set out: a writer after the other, each in one tab that stays open."""
    made = [
        Browser(secret_key, filled["network"], secret).save(f"/my-work/{work}/draft", WORDS, tab="tab")
        for secret, work in filled["writers"]
    ]
    return [made[number % len(made)](number) for number in range(PER_SECOND * (WARM + SECONDS))]


def measure(engine: str, size: int, there: Served, requests: Sequence[Request], seconds: int) -> Saving:
    count = seconds * PER_SECOND
    _pace(there.port, requests[: WARM * PER_SECOND])
    before = spent(there.roots)
    times = sorted(_pace(there.port, requests[WARM * PER_SECOND :][:count]))
    cpu = (spent(there.roots) - before) / count
    p50, p95 = times[count // 2], times[int(count * 0.95)]
    return Saving(engine, size, PER_SECOND, seconds, round(p50, 1), round(p95, 1), round(times[-1], 1), round(cpu, 2))


def _pace(port: int, requests: Sequence[Request]) -> list[float]:
    """Milliseconds from when each was due to its answer."""
    numbers, lock = iter(range(len(requests))), threading.Lock()
    times: list[float] = []
    faults: list[str] = []
    began = time.perf_counter() + 0.2

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while not faults:
            with lock:
                number = next(numbers, None)
            if number is None:
                break
            due = began + number / PER_SECOND
            time.sleep(max(due - time.perf_counter(), 0))
            method, path, headers, body = requests[number]
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                answer.read()
            except OSError as fault:
                faults.append(f"{type(fault).__name__}: {fault}")
                break
            if answer.status != 200:
                faults.append(f"{method} {path} answered {answer.status}")
            times.append((time.perf_counter() - due) * 1000)
        connection.close()

    threads = [threading.Thread(target=work) for _one in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"a save met a fault: {faults[0]}")
    return times
