"""One run of a job, as its handler sees it; and the ways in which a handler may end it other than by returning."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class GiveUp(Exception):
    """There is no use in trying again. The message is kept: words of ours, nothing about a person."""


class Later(Exception):
    """Not now: run again at `at`. It counts as no attempt."""

    def __init__(self, at: dt.datetime) -> None:
        super().__init__(f"put off until {at:%Y-%m-%d %H:%M} UTC")
        self.at = at


class Interrupted(BaseException):
    """The run ends here through no fault of the handler, whose `except Exception` does not catch it."""


class GivenBack(Interrupted):
    """The worker has been asked to stop: another will run the job from the beginning."""


class LeaseLost(Interrupted):
    """The lease ran out, so another worker may have the job."""


@dataclass(slots=True)
class Run:
    """What a handler is given. It runs in the job's network and holds no transaction: it opens `with writing():`
    itself, for batches of at most 200 rows or 50 ms, and calls `heartbeat()` between them.
    """

    job_id: uuid.UUID
    kind: str
    payload: dict[str, Any]
    attempt: int
    network_id: uuid.UUID | None
    acts_for: uuid.UUID | None
    rule: str | None
    leased_by: str
    resolve: Callable[["Run"], Any] | None = None
    lost: bool = False
    stopping: bool = False
    _by: list[Any] = field(default_factory=list)

    @property
    def by(self) -> Any:
        """The one this run acts for, checked anew: the person it was queued for, or the system under a rule.

        After each `heartbeat()` it is asked again: a role that ends while a long job runs ends what it does in that
        role with the batch at hand.
        """
        if not self._by:
            self._by.append(self.resolve(self) if self.resolve else None)
        return self._by[0]

    def id(self, name: str) -> uuid.UUID:
        """An identifier from the payload."""
        return uuid.UUID(self.payload[name])

    def heartbeat(self) -> None:
        """Called between batches: ends the run here when the worker stops, or when the lease was lost.

        The lease itself is renewed beside the handler, also while it waits for something slow.
        """
        if self.lost:
            raise LeaseLost
        if self.stopping:
            raise GivenBack
        self._by.clear()
