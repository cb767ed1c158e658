"""Audit events and record parts of messages."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {
    "thread.started": frozenset({"kind"}),
    "thread.joined": frozenset({"account_id", "seat"}),
    "thread.left": frozenset({"account_id", "seat"}),
    "message.sent": frozenset({"thread_id", "files"}),
    "message.withdrawn": frozenset({"thread_id"}),
    "translation.asked": frozenset({"message_id", "language"}),
    "translation.typed": frozenset({"message_id", "language", "translated_by"}),
    "translation.checked": frozenset({"message_id", "language"}),
    "messages.looked": frozenset({"thread_id", "sample"}),
}

RECORDS = {
    "thread": Record(part="messages", retention="pupil"),
    "thread_member": Record(part="messages", retention="pupil"),
    "message": Record(part="messages", retention="pupil"),
    "message_file": Record(part="messages", retention="pupil"),
    "message_read": Record(part="messages", retention="pupil"),
    "message_translation": Record(part="messages", retention="pupil"),
    "oversight_look": Record(part="messages", retention="audit"),
}
