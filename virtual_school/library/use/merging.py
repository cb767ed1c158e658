"""What of an original's changes can be brought into what somebody made of it. Pure: three states, compared by key."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


class Outcome(enum.Enum):
    """TAKE: changed in the original, untouched here. KEEP: changed on both sides, so that what is here stays."""

    TAKE = "take"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class One:
    """A thing that the original has otherwise now. None: it is not there."""

    key: Any
    outcome: Outcome
    base: Any
    mine: Any
    theirs: Any


def compared(base: Mapping[Any, Any], mine: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> Iterator[One]:
    """Each thing that changed in the original since it was taken and is not so here already; in its order."""
    for key in dict.fromkeys((*theirs, *base)):
        before, here, now = base.get(key), mine.get(key), theirs.get(key)
        if before == now or here == now:
            continue
        yield One(key, Outcome.TAKE if here == before else Outcome.KEEP, before, here, now)
