"""What must hold and no constraint can hold on both engines: named queries that must return no row.

A package names its own in `checks.py` as CHECKS. They run after journeys, after the demonstration is built, nightly.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import packages
from virtual_school.core.db import begin, db, enter_network


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that does not hold in a network, and how many rows break it."""

    name: str
    network_id: uuid.UUID
    rows: int


def all_checks() -> dict[str, Callable[[], sa.Select[Any]]]:
    """Every package's checks by name; a second of one name is refused."""
    named: dict[str, Callable[[], sa.Select[Any]]] = {}
    for package in packages.packages():
        module = packages.optional(package, "checks")
        for name, question in (module.CHECKS if module else {}).items():
            if name in named:
                raise RuntimeError(f"two checks are called {name!r}")
            named[name] = question
    return named


def run(networks: list[uuid.UUID]) -> Iterator[Found]:
    """Run every check inside every network, reading only."""
    begin(write=False)
    for network_id in networks:
        enter_network(network_id)
        for name, question in all_checks().items():
            rows = db.session.execute(question()).all()
            if rows:
                yield Found(name, network_id, len(rows))
    begin(write=False)
