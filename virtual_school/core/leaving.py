"""May something still leave the house? One question for letters and texts alike, asked when each is about to go.

Core knows neither pupils nor what is stopped about them; packages above register what they know. The strictest answer
holds; asked of nobody, the answer is yes.
"""

import enum
import uuid
from collections.abc import Callable
from typing import Protocol


class Sending(enum.Enum):
    """May it still go? Yes; not now (it is asked again); never."""

    YES = "yes"
    HOLD = "hold"
    NEVER = "never"


class Leaving(Protocol):
    """As much of a letter or a text as a rule asks about: which one, to whom, and whose matter it is."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def account_id(self) -> uuid.UUID | None: ...
    @property
    def about_id(self) -> uuid.UUID | None: ...
    @property
    def to(self) -> str: ...


MaySend = Callable[[Leaving], Sending]

_asked: list[MaySend] = []


def may_send(ask: MaySend) -> MaySend:
    """Register a function that is asked before each letter and each text goes."""
    _asked.append(ask)
    return ask


def may_leave(one: Leaving) -> Sending:
    """Whether it goes now (YES), is asked again later (HOLD), or never goes (NEVER)."""
    answers = {ask(one) for ask in _asked}
    if Sending.NEVER in answers:
        return Sending.NEVER
    return Sending.HOLD if Sending.HOLD in answers else Sending.YES
