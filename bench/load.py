"""A bounded load on a server of our own on the loopback address: so many requests, eight at a time or one after the
other, then it stops."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

AT_ONCE = 8

# What to send: method, path, headers, body. Called with the number of the request.
Request = tuple[str, str, dict[str, str], bytes | None]


@dataclass(slots=True)
class Loaded:
    """What came of one run: seconds it took, milliseconds of each request, bytes of the largest answer."""

    seconds: float
    times: list[float] = field(default_factory=list)
    bytes: int = 0


def run(
    port: int, make: Callable[[int], Request], first: int, count: int, expect: int, at_once: int = AT_ONCE
) -> Loaded:
    """Send `count` requests, numbered from `first`. Raises when one is answered with another status than expected."""
    numbers = iter(range(first, first + count))
    lock = threading.Lock()
    loaded = Loaded(0.0)
    faults: list[str] = []

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while not faults:
            with lock:
                number = next(numbers, None)
            if number is None:
                break
            try:
                took, size = _one(connection, make(number), expect)
            except Exception as fault:
                faults.append(f"{type(fault).__name__}: {fault}")
                break
            with lock:
                loaded.times.append(took)
                loaded.bytes = max(loaded.bytes, size)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    loaded.seconds = time.perf_counter() - began
    if faults:
        raise RuntimeError(f"the load met a fault: {faults[0]}")
    return loaded


def _one(connection: http.client.HTTPConnection, sent: Request, expect: int) -> tuple[float, int]:
    method, path, headers, body = sent
    began = time.perf_counter()
    connection.request(method, path, body, {"Accept-Encoding": "gzip", **headers})
    answer = connection.getresponse()
    size = len(answer.read()) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    took = (time.perf_counter() - began) * 1000
    if answer.status != expect:
        raise RuntimeError(f"{method} {path} answered {answer.status}, not {expect}")
    return took, size
