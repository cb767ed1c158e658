"""Work that schools post: lessons, their posted revisions, their steps and files."""

from virtual_school.library.bundles.models import Bundle, BundleItem, BundleState, Came
from virtual_school.library.models.lesson import (
    TRANSITIONS,
    WORDS,
    Audience,
    Lesson,
    LessonRevision,
    LessonState,
    LessonWords,
    Resource,
    RevisionResource,
)
from virtual_school.library.models.question import QUESTION_WORDS, Question, QuestionWords, RevisionQuestion
from virtual_school.library.models.source import LessonSource
from virtual_school.library.models.step import (
    ADDRESS_LIMIT,
    STEP_WORDS,
    Proof,
    RevisionStep,
    Step,
    StepKind,
    StepWords,
)
from virtual_school.library.models.ways import HandIn, has_way

__all__ = [
    "ADDRESS_LIMIT",
    "QUESTION_WORDS",
    "STEP_WORDS",
    "TRANSITIONS",
    "WORDS",
    "Audience",
    "Bundle",
    "BundleItem",
    "BundleState",
    "Came",
    "HandIn",
    "Lesson",
    "LessonRevision",
    "LessonSource",
    "LessonState",
    "LessonWords",
    "Proof",
    "Question",
    "QuestionWords",
    "Resource",
    "RevisionQuestion",
    "RevisionResource",
    "RevisionStep",
    "Step",
    "StepKind",
    "StepWords",
    "has_way",
]
