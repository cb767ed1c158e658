"""Audit events and record parts of concerns and of asking for help."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {}

RECORDS = {
    "concern": Record(part="safeguarding", retention="safeguarding"),
    "help": Record(part="messages", retention="pupil"),
}
