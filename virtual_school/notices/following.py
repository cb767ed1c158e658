"""May whoever is told still follow the notice? Asked again before anything leaves the house.

This package knows no pupils; those above register what they know. The strictest answer holds.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from virtual_school.core.leaving import Sending


@dataclass(frozen=True, slots=True)
class Told:
    """As much of a notice as a rule asks about."""

    account_id: uuid.UUID
    kind: str
    about_id: uuid.UUID | None
    object_id: uuid.UUID | None
    path: str


MayTell = Callable[[Told], Sending]

_asked: list[MayTell] = []


def may_tell(ask: MayTell) -> MayTell:
    """Register a function that is asked before a notice leaves the house. Asked of nobody: yes."""
    if ask not in _asked:
        _asked.append(ask)
    return ask


def may_go(told: Told) -> Sending:
    """Whether it may leave now (YES), is asked again later (HOLD), or never leaves (NEVER)."""
    answers = {ask(told) for ask in _asked}
    if Sending.NEVER in answers:
        return Sending.NEVER
    return Sending.HOLD if Sending.HOLD in answers else Sending.YES
