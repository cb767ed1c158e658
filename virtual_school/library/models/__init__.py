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
from virtual_school.library.models.use import (
    Adaptation,
    AdaptedStep,
    Following,
    HiddenRevision,
    LessonUse,
    Remark,
    RemarkKind,
    RemarkState,
    Thanks,
    UseKind,
)
from virtual_school.library.models.ways import HandIn, has_way

__all__ = [
    "ADDRESS_LIMIT",
    "QUESTION_WORDS",
    "STEP_WORDS",
    "TRANSITIONS",
    "WORDS",
    "Adaptation",
    "AdaptedStep",
    "Audience",
    "Bundle",
    "BundleItem",
    "BundleState",
    "Came",
    "Following",
    "HandIn",
    "HiddenRevision",
    "Lesson",
    "LessonRevision",
    "LessonSource",
    "LessonState",
    "LessonUse",
    "LessonWords",
    "Proof",
    "Question",
    "QuestionWords",
    "Remark",
    "RemarkKind",
    "RemarkState",
    "Resource",
    "RevisionQuestion",
    "RevisionResource",
    "RevisionStep",
    "Step",
    "StepKind",
    "StepWords",
    "Thanks",
    "UseKind",
    "has_way",
]
