"""Audit events and record parts of referrals and panels."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {}

RECORDS = {
    "referral": Record(part="referral", retention="pupil"),
    "contribution": Record(part="referral", retention="pupil"),
    "answer": Record(part="referral", retention="pupil"),
    "meeting_case": Record(part="referral", retention="pupil"),
    "discussion": Record(part="referral", retention="pupil"),
    "decision": Record(part="referral", retention="pupil"),
    "decision_member": Record(part="referral", retention="pupil"),
    "offer_part": Record(part="referral", retention="pupil"),
    "panel": Record(part=None, retention="audit"),
    "panel_member": Record(part=None, retention="audit"),
    "meeting": Record(part=None, retention="audit"),
    "meeting_member": Record(part=None, retention="audit"),
}
