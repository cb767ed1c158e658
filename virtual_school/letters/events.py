"""Audit events and record parts of letters. Words are never copied into the audit."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {
    "letter.sent": frozenset({"kind", "carers", "to_pupil"}),
    "letter.posted": frozenset(),
    "letter.asked": frozenset(),
    "letter.withdrawn": frozenset(),
    "letter_copy.typed": frozenset({"letter"}),
    "letter_copy.checked": frozenset(),
    "letter_copy.withdrawn": frozenset(),
}

RECORDS = {
    "letter": Record(part="family", retention="pupil"),
    "letter_to": Record(part="family", retention="pupil"),
    "letter_copy": Record(part="family", retention="pupil"),
}
