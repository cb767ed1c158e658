"""Audit events, note kinds and record parts of who was seen where."""

from virtual_school.core.packages import Record

EVENTS = {
    "seen.noted": frozenset({"on", "session", "how"}),
    "provider_mark.said": frozenset({"organisation_id", "on", "session", "mark"}),
    "register_link.made": frozenset({"organisation_id", "on", "session"}),
    "register_link.ended": frozenset(),
    "absence.told": frozenset({"carer_id", "by_phone", "starts_on", "starts_in", "ends_on", "ends_in"}),
    "absence.back": frozenset({"back_on", "back_in"}),
    "absence.withdrawn": frozenset(),
}

NOTES = {
    "register.opened": "The link to a register was opened; which link, never its secret.",
    "register.refused": "A link to a register was asked for that never was; counted by where from.",
}

RECORDS = {
    "seen": Record(part="attendance", retention="pupil"),
    "provider_mark": Record(part="attendance", retention="pupil"),
    "register_link": Record(part=None, retention="months"),
    "absence": Record(part="attendance", retention="pupil"),
}
