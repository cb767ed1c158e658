"""Reads of the library: what an author finds, one lesson with its files, and what a pupil was given."""

from virtual_school.library.queries.authors import author_at
from virtual_school.library.queries.finding import PAGE, Asked, Found, Row, lessons, schools, subjects
from virtual_school.library.queries.one import Sheet, file, files, own_resource, own_resources, sheet, taken_in
from virtual_school.library.queries.posted import (
    Posted,
    copy_of,
    newest,
    reading,
    resource_for_pupil,
    resources_for_pupil,
    resources_for_staff,
    revision,
)
from virtual_school.library.queries.questions import (
    posted_questions,
    question,
    questions_of,
    questions_step,
)
from virtual_school.library.queries.reach import posted_title, visible
from virtual_school.library.queries.rows import File, Reading
from virtual_school.library.queries.shelf import from_shelf, on_shelf
from virtual_school.library.queries.steps import Steps, own_step, steps, to_do

__all__ = [
    "PAGE",
    "Asked",
    "File",
    "Found",
    "Posted",
    "Reading",
    "Row",
    "Sheet",
    "author_at",
    "copy_of",
    "Steps",
    "file",
    "files",
    "from_shelf",
    "lessons",
    "newest",
    "on_shelf",
    "own_resource",
    "posted_questions",
    "posted_title",
    "question",
    "questions_of",
    "questions_step",
    "own_resources",
    "own_step",
    "reading",
    "resource_for_pupil",
    "resources_for_pupil",
    "resources_for_staff",
    "revision",
    "schools",
    "sheet",
    "steps",
    "subjects",
    "taken_in",
    "to_do",
    "visible",
]
