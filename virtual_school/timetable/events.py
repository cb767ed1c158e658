"""Audit events and record parts of the week."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {}

RECORDS = {
    "footing": Record(part="week", retention="pupil"),
    "week_pattern": Record(part="week", retention="pupil"),
    "slot": Record(part="week", retention="pupil"),
    "lesson_out": Record(part="week", retention="pupil"),
    "return_step": Record(part="week", retention="pupil"),
}
