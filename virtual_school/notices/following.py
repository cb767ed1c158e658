"""May whoever is told still follow the notice? Asked again before anything leaves the house.

This package knows no pupils; those above register what they know. The strictest answer holds.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from virtual_school.core.leaving import Sending
from virtual_school.notices.catalogue import KINDS


@dataclass(frozen=True, slots=True)
class Told:
    """As much of a notice as a rule asks about."""

    account_id: uuid.UUID
    kind: str
    about_id: uuid.UUID | None
    object_id: uuid.UUID | None
    path: str

    @property
    def despite_stop(self) -> bool:
        kind = KINDS.get(self.kind)
        return kind is not None and kind.despite_stop


MayTell = Callable[[Told], Sending]

_asked: list[MayTell] = []
_of_pairs: list[MayTell] = []


def may_tell(ask: MayTell) -> MayTell:
    """Register a function that is asked before a notice leaves the house. Asked of nobody: yes."""
    if ask not in _asked:
        _asked.append(ask)
    return ask


def may_tell_of(ask: MayTell) -> MayTell:
    """The same for a rule that looks at who is told, about whom, and whether despite a stop, and at nothing else.

    It is asked once for each of these in a letter.
    """
    if ask not in _of_pairs:
        _of_pairs.append(ask)
    return ask


@dataclass(slots=True)
class Asking:
    """What was answered while one letter is made."""

    _known: dict[tuple[object, ...], Sending] = field(default_factory=dict)

    def may_go(self, told: Told) -> Sending:
        of_pair = self.of_pair(told)
        return of_pair if of_pair is Sending.NEVER else _strictest({of_pair, *(ask(told) for ask in _asked)})

    def of_pair(self, told: Told) -> Sending:
        """What the rules say that look at who is told and about whom, and at nothing else."""
        key = (told.account_id, told.about_id, told.despite_stop)
        if key not in self._known:
            self._known[key] = _strictest({ask(told) for ask in _of_pairs})
        return self._known[key]


def may_go(told: Told) -> Sending:
    """Whether it may leave now (YES), is asked again later (HOLD), or never leaves (NEVER)."""
    return Asking().may_go(told)


def _strictest(answers: set[Sending]) -> Sending:
    if Sending.NEVER in answers:
        return Sending.NEVER
    return Sending.HOLD if Sending.HOLD in answers else Sending.YES
