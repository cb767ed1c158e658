"""Reads of what mentors noted, always from the viewer's side. What was withdrawn is in none of them."""

from virtual_school.mentoring.queries.notes import (
    Contact,
    Observed,
    contact,
    contact_to_change,
    contacts_of,
    counts_of,
    draft_of,
    last_contact,
    observation,
    observation_to_change,
    observations_of,
    subject_of_contact,
)
from virtual_school.mentoring.queries.restricted import is_any_kept_from, may_be_readers, readers_of
from virtual_school.mentoring.queries.shared import PAGE
from virtual_school.mentoring.queries.tasks import Task, open_tasks, open_tasks_of, other_names, task_to_change

__all__ = [
    "Contact",
    "Observed",
    "PAGE",
    "Task",
    "contact",
    "contact_to_change",
    "contacts_of",
    "counts_of",
    "draft_of",
    "is_any_kept_from",
    "last_contact",
    "may_be_readers",
    "observation",
    "observation_to_change",
    "observations_of",
    "open_tasks",
    "open_tasks_of",
    "other_names",
    "readers_of",
    "subject_of_contact",
    "task_to_change",
]
