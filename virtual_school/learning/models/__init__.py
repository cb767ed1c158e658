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
    PassedOn,
)
from virtual_school.learning.models.remark import WHOLE, BankComment, CriterionMark, FeedbackVoice, WorkRemark
from virtual_school.learning.models.steps import DoneElsewhere, Felt, HowItWas, StepReached
from virtual_school.learning.models.stuck import Stuck

__all__ = [
    "AnswerGivenBack",
    "AnswerOffer",
    "AnswerOfferSubject",
    "AnswerPromise",
    "Answerer",
    "Assignment",
    "AssignmentChange",
    "AssignmentState",
    "Attempt",
    "BankComment",
    "CLOSED",
    "ChangeKind",
    "CriterionMark",
    "DoneElsewhere",
    "Feedback",
    "FeedbackVoice",
    "Felt",
    "HandIn",
    "HandInAdjustment",
    "HowItWas",
    "MOST_A_WEEK",
    "OPEN_TO_WRITE",
    "Outcome",
    "PassedOn",
    "Piece",
    "PieceLink",
    "Recorded",
    "Reply",
    "Shown",
    "StepReached",
    "Stuck",
    "TRANSITIONS",
    "UNCOUNTED",
    "WHOLE",
    "WorkAnswer",
    "WorkAnswerTry",
    "WorkRemark",
    "WrittenDown",
]
