"""Work set, attempted, handed in, answered."""

from virtual_school.learning.models.answers import WorkAnswer, WorkAnswerTry
from virtual_school.learning.models.assignment import (
    OPEN_TO_WRITE,
    TRANSITIONS,
    Answerer,
    Assignment,
    AssignmentState,
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
    "Answerer",
    "Assignment",
    "AssignmentState",
    "Attempt",
    "DoneElsewhere",
    "Feedback",
    "Felt",
    "HandIn",
    "HowItWas",
    "Outcome",
    "Piece",
    "PieceLink",
    "Recorded",
    "Reply",
    "StepReached",
    "Stuck",
    "WorkAnswer",
    "WorkAnswerTry",
    "Shown",
    "WrittenDown",
]
