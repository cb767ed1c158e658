"""Audit events, notes and record parts of concerns and of asking for help."""

from virtual_school.core.packages import Record

EVENTS = {
    "concern.raised": frozenset({"about_kind"}),
    "concern.seen": frozenset[str](),
    "concern.released": frozenset[str](),
    "help.asked": frozenset({"not_mentor"}),
    "help.seen": frozenset[str](),
    "help.answered": frozenset[str](),
}

# No log that others read may tell of these: that a concern was raised at all is for who raised and who reads it.
IN_CONFIDENCE = frozenset({"concern.raised", "concern.seen", "concern.released"})

NOTES = {"concern.opened": "A safeguarding lead opened a concern that was handed to them."}

RECORDS = {
    "concern": Record(part="safeguarding", retention="safeguarding"),
    "help": Record(part="messages", retention="pupil"),
}
