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
    "LessonState",
    "LessonWords",
    "Proof",
    "Resource",
    "RevisionResource",
    "RevisionStep",
    "Step",
    "StepKind",
    "StepWords",
    "has_way",
]
