"""Work set, attempted, handed in, answered."""

from virtual_school.learning.models.adjusted import HandInAdjustment
from virtual_school.learning.models.answers import WorkAnswer, WorkAnswerTry
from virtual_school.learning.models.assignment import (
    CLOSED,
    OPEN_TO_WRITE,
    TRANSITIONS,
    UNCOUNTED,
    Answerer,
    Assignment,
    AssignmentChange,
    AssignmentState,
    ChangeKind,
)
from virtual_school.learning.models.attempt import Attempt, HandIn, Piece, PieceLink, Recorded, Shown, WrittenDown
from virtual_school.learning.models.feedback import Feedback, Outcome, Reply
from virtual_school.learning.models.offering import (
    MOST_A_WEEK,
    AnswerGivenBack,
    AnswerOffer,
    AnswerOfferSubject,
    AnswerPromise,
)
from virtual_school.learning.models.steps import DoneElsewhere, Felt, HowItWas, StepReached
from virtual_school.learning.models.stuck import Stuck

__all__ = [
    "MOST_A_WEEK",
    "OPEN_TO_WRITE",
    "TRANSITIONS",
    "AnswerGivenBack",
    "AnswerOffer",
    "AnswerOfferSubject",
    "AnswerPromise",
    "CLOSED",
    "OPEN_TO_WRITE",
    "TRANSITIONS",
    "UNCOUNTED",
    "Answerer",
    "Assignment",
    "AssignmentChange",
    "AssignmentState",
    "Attempt",
    "ChangeKind",
    "DoneElsewhere",
    "Feedback",
    "Felt",
    "HandIn",
    "HandInAdjustment",
    "HowItWas",
    "Outcome",
    "Piece",
    "PieceLink",
    "Recorded",
    "Reply",
    "Shown",
    "StepReached",
    "Stuck",
    "WorkAnswer",
    "WorkAnswerTry",
    "WrittenDown",
]
