"""When whoever a thread goes to reads and answers."""

import uuid
from dataclasses import dataclass

from virtual_school.messages.models import ThreadKind
from virtual_school.messages.sitting import Open


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers now, in the words of whoever reads it: until when, and in whose place."""

    name: str
    until: str
    off_name: str | None = None


def answering(thread: Open) -> Answers | None:
    return answering_about(thread.pupil_id, thread.kind)


def answering_about(pupil_id: uuid.UUID, kind: ThreadKind) -> Answers | None:
    """None where nobody has said their hours: then nothing is said of them."""
    return None
