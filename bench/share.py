"""What share of a page access has: `python -m bench.share` with what was filled on its input.

By the profiler, in a process of its own: who is asking, and every condition and question by which they reach a child. A
condition that stands inside a list's own statement is paid for by the list, in the database; that is no part of this.
"""

import cProfile
import json
import os
import pstats
import sys
from types import CodeType

from bench.pages import load_filled, pages
from virtual_school import create_app
from virtual_school.identity import queries as identity
from virtual_school.pupils import access, viewers
from virtual_school.pupils.queries import finding

REPEATS = 20

# None of these is called by another of them.
ACCESS = (
    identity.device,
    viewers.viewer_of,
    finding.find,
    access.reach,
    access.knows,
    access.at_school,
    access.opened,
)


def share_of(stats: pstats.Stats) -> float:
    """Of the time of the whole application, that of access."""
    table = stats.stats  # type: ignore[attr-defined]
    whole = max(cumulative for _calls, _own_calls, _own, cumulative, _callers in table.values())
    places = {place_of(function.__code__) for function in ACCESS}
    spent = sum(table[place][3] for place in places if place in table)
    return float(spent / whole) if whole else 0.0


def place_of(code: CodeType) -> tuple[str, int, str]:
    """As the profiler names a function."""
    return code.co_filename, code.co_firstlineno, code.co_name


def main() -> None:
    filled = load_filled(sys.stdin.read())
    app, found = create_app(), {}
    for page in pages(filled, os.environ["SECRET_KEY"]):
        method, path, headers, body = page.make(0)
        if method != "GET":
            continue
        client = app.test_client(use_cookies=False)
        profile = cProfile.Profile()
        for number in range(REPEATS + 3):
            if number == 3:  # what a process does once, it has done
                profile.enable()
            client.open(path, method=method, headers=headers, data=body)
        profile.disable()
        found[page.name] = round(share_of(pstats.Stats(profile)), 3)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
