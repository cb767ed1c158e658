"""Audit events and record parts of what a mentor notes."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {}

RECORDS = {
    "contact_note": Record(part="notes", retention="pupil"),
    "observation": Record(part="behaviour", retention="pupil"),
    "mentor_task": Record(part="notes", retention="pupil"),
}
