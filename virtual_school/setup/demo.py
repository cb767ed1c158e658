"""`make demo`: puts the demonstration back as it was on the first day. Asks first: what was entered there is lost.

`SIZE=10` makes it ten times as large then: schools, staff and pupils with their history, copied.
"""

import os
import sys

import environment
from ground import flask, main, say, stop

LARGEST = 100
QUESTION = "This deletes everything entered in the demonstration and loads it afresh. Go on? (yes/no) "


def reset() -> None:
    size = _size()
    if os.environ.get("YES") != "1":
        _ask()
    environment.ensure()
    flask("db", "upgrade")
    flask("demo", "reset")
    if size > 1:
        flask("demo", "grow", str(size))
    say("The demonstration is as on its first day.")


def _size() -> int:
    size = os.environ.get("SIZE") or "1"
    if not (size.isascii() and size.isdigit() and 1 <= int(size) <= LARGEST):
        stop(f"SIZE says how many times as large the demonstration is to be, from 1 to {LARGEST}; not {size!r}.")
    return int(size)


def _ask() -> None:
    if not sys.stdin.isatty():
        stop("make demo deletes what was entered in the demonstration and cannot ask here: YES=1 make demo")
    try:
        answer = input(QUESTION)
    except EOFError:
        answer = ""
    if answer.strip().lower() not in {"y", "yes"}:
        stop("Nothing was changed.")


if __name__ == "__main__":
    main(reset)
