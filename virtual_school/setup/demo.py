"""`make demo`: puts the demonstration back as it was on the first day. Asks first: what was entered there is lost."""

import os
import sys

import environment
from ground import flask, main, say, stop

QUESTION = "This deletes everything entered in the demonstration and loads it afresh. Go on? (yes/no) "


def reset() -> None:
    if os.environ.get("YES") != "1":
        _ask()
    environment.ensure()
    flask("db", "upgrade")
    flask("demo", "reset")
    say("The demonstration is as on its first day.")


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
