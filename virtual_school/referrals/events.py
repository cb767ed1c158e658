"""Audit events and record parts of referrals and panels."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {
    "panel.made": frozenset({"quorum"}),
    "panel_member.added": frozenset({"panel_id", "account_id", "chairs"}),
    "panel_member.ended": frozenset({"panel_id", "account_id"}),
    "meeting.made": frozenset({"panel_id", "starts_at"}),
    "meeting.came": frozenset({"account_id"}),
    "meeting.left": frozenset({"account_id"}),
    "meeting.closed": frozenset(),
    "case.listed": frozenset({"referral_id"}),
    "case.taken_off": frozenset({"referral_id"}),
    "case.moved": frozenset({"position"}),
    "case.discussed": frozenset({"case_id"}),
    "case.decided": frozenset({"case_id", "outcome", "counted"}),
    "decision.told": frozenset({"told_at"}),
    "offer.confirmed": frozenset({"programme_id", "parts"}),
    "offer.not_taken": frozenset(),
}

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
