"""Audit events and record parts of who was seen where."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {}

RECORDS = {
    "seen": Record(part="attendance", retention="pupil"),
    "provider_mark": Record(part="attendance", retention="pupil"),
    "register_link": Record(part=None, retention="months"),
}
