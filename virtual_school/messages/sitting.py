"""A thread as one viewer finds it, and who sits in it today: values that words, policy and pages go by."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from virtual_school.messages.models import Seat, ThreadKind


@dataclass(frozen=True, slots=True)
class Open:
    """A thread that its viewer reads. `seat` is theirs; None for whoever looks in."""

    id: uuid.UUID
    kind: ThreadKind
    subject: str | None
    pupil_id: uuid.UUID
    # What this viewer calls the pupil.
    pupil: str
    has_pupil: bool
    seat: Seat | None
    # When somebody who leads the Virtual School last looked in; None also where the family is not shown it.
    looked_at: dt.datetime | None = None
    # Read by a look for a reason.
    for_reason: bool = False


def who(sitters: "Iterable[Sitter]") -> str:
    """The same as long as the same people read it: so that nobody writes under a line that is not true any more."""
    ids = sorted({str(one.account_id) for one in sitters})
    return hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who reads the thread today, and as what."""

    account_id: uuid.UUID
    name: str
    seat: Seat
    member_id: uuid.UUID
    # In the mentor's place, while they are off.
    stands_in: bool = False
