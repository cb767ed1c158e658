"""Audit events and record classes of what somebody is told."""

from virtual_school.core.packages import Record

EVENTS = {
    "notices.chosen": frozenset(),
    "letters.off": frozenset({"account_id"}),
}

RECORDS = {
    "notice": Record(part=None, retention="months"),
    "notice_choices": Record(part=None, retention="membership"),
    "digest": Record(part=None, retention="months"),
    "sent": Record(part=None, retention="months"),
}
