"""Audit events, notes and record parts of concerns, of asking for help, and of keeping a pupil safe."""

from virtual_school.core.packages import Record

EVENTS = {
    "concern.raised": frozenset({"about_kind"}),
    "concern.seen": frozenset[str](),
    "concern.released": frozenset[str](),
    "concern.copied": frozenset[str](),
    "serious.reported": frozenset[str](),
    "serious.seen": frozenset[str](),
    "whereabouts.kept": frozenset({"ends_on"}),
    "whereabouts.opened": frozenset[str](),
    "whereabouts.reader_named": frozenset({"account_id"}),
    "whereabouts.reader_ended": frozenset({"account_id"}),
    "apart.set": frozenset({"ends_on"}),
    "apart.ended": frozenset[str](),
    "hold.set": frozenset({"account_id"}),
    "hold.ended": frozenset({"account_id"}),
    "protection.looked_again": frozenset({"review_on"}),
    "help.asked": frozenset({"not_mentor"}),
    "help.unseen": frozenset({"told"}),
    "help.handed_up": frozenset({"told"}),
    "help.seen": frozenset[str](),
    "help.answered": frozenset[str](),
}

# No log that others read may tell of these: that a concern was raised at all is for who raised and who reads it.
IN_CONFIDENCE = frozenset(
    {
        "concern.raised",
        "concern.seen",
        "concern.released",
        "concern.copied",
        "serious.reported",
        "serious.seen",
        "whereabouts.kept",
        "whereabouts.opened",
        "whereabouts.reader_named",
        "whereabouts.reader_ended",
        "apart.set",
        "apart.ended",
        "hold.set",
        "hold.ended",
        "protection.looked_again",
    }
)

NOTES = {
    "serious.opened": "Somebody opened something serious that was reported to them.",
    "concern.opened": "A safeguarding lead opened a concern that was handed to them.",
    "protection.opened": "Somebody who keeps a pupil safe opened the page on which that is done.",
    "apart.tried": "Somebody tried to put together two who are kept apart; for the lead who set it.",
}

RECORDS = {
    "concern": Record(part="safeguarding", retention="safeguarding"),
    "concern_party": Record(part="safeguarding", retention="safeguarding"),
    "concern_file": Record(part="safeguarding", retention="safeguarding"),
    "serious": Record(part="safeguarding", retention="safeguarding"),
    "serious_party": Record(part="safeguarding", retention="safeguarding"),
    "serious_seen": Record(part="safeguarding", retention="safeguarding"),
    "keep_apart": Record(part="safeguarding", retention="safeguarding"),
    "hold": Record(part="safeguarding", retention="safeguarding"),
    "help": Record(part="messages", retention="pupil"),
}
