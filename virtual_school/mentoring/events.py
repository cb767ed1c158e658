"""Audit events and record parts of what a mentor notes."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {
    "contact.noted": frozenset({"kind", "at"}),
    "contact.completed": frozenset({"minutes", "restricted"}),
    "contact.withdrawn": frozenset(),
    "observation.noted": frozenset({"kind", "at"}),
    "observation.withdrawn": frozenset(),
    "mentor_task.given": frozenset({"kind", "due_on"}),
    "mentor_task.done": frozenset({"kind"}),
    "mentor_task.undone": frozenset({"kind"}),
}

RECORDS = {
    "contact_note": Record(part="notes", retention="pupil"),
    "note_reader": Record(part="notes", retention="pupil"),
    "observation": Record(part="behaviour", retention="pupil"),
    "mentor_task": Record(part="notes", retention="pupil"),
}
