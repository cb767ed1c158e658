"""Audit events and the record part of complaints. Whom one is about stands in no event."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {
    "complaint.made": frozenset({"by_phone"}),
    "complaint.acknowledged": frozenset({"due_on"}),
    "complaint.answered": frozenset(),
    "complaint.disputed": frozenset(),
    "complaint.closed": frozenset({"by_second"}),
    "complaint.taken_on": frozenset(),
    "complaint.other_named": frozenset(),
}

RECORDS = {
    "complaint": Record(part="messages", retention="pupil"),
}
