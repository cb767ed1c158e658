"""Note kinds, audit events and record classes of core's own tables."""

from virtual_school.core.packages import Record

NOTES = {
    "refused": "Somebody asked for what they may see but not do, or for what is not there for them.",
    "exported": "A list was taken out as a file: which, by whom, how many rows.",
}

EVENTS = {"list.asked_for": frozenset({"path"})}

RECORDS = {
    "taking": Record(part=None, retention="audit"),
    "audit_event": Record(part=None, retention="audit"),
    "note": Record(part=None, retention="audit"),
    "once": Record(part=None, retention="days"),
    "draft": Record(part="work", retention="days"),
    "job": Record(part=None, retention="days"),
    "worker": Record(part=None, retention="days"),
    "mail": Record(part=None, retention="months"),
    "text_message": Record(part=None, retention="months"),
    "upload": Record(part="files", retention="days"),
    "stored_file": Record(part="files", retention="with its owner"),
    "stored_text": Record(part="files", retention="with its owner"),
    "paper": Record(part="files", retention="days"),
    "search_entry": Record(part=None, retention="with its owner"),
    "search_spelling": Record(part=None, retention="installation"),
}
