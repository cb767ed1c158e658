"""Work set, attempted, handed in, answered."""

from virtual_school.learning.models.assignment import (
    OPEN_TO_WRITE,
    TRANSITIONS,
    Answerer,
    Assignment,
    AssignmentState,
)
from virtual_school.learning.models.attempt import Attempt, HandIn, Piece
from virtual_school.learning.models.feedback import Feedback, Outcome, Reply

__all__ = [
    "OPEN_TO_WRITE",
    "TRANSITIONS",
    "Answerer",
    "Assignment",
    "AssignmentState",
    "Attempt",
    "Feedback",
    "HandIn",
    "Outcome",
    "Piece",
    "Reply",
]
