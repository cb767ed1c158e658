"""Audit events, note kinds and record parts of the pupil's own tables."""

from virtual_school.core.packages import Record

EVENTS = {
    "pupil.entered": frozenset({"year"}),
    "pupil.changed": frozenset({"changes"}),
    "enrolment.begun": frozenset({"organisation_id", "status"}),
    "enrolment.prolonged": frozenset({"organisation_id", "ends_on"}),
    "enrolment.ended": frozenset({"organisation_id"}),
    "carer.entered": frozenset({"carer_id"}),
    "carer.changed": frozenset({"carer_id", "fields"}),
    "carer.ended": frozenset({"carer_id", "by_order"}),
    "carer.reopened": frozenset({"carer_id"}),
    "care_link.rights": frozenset({"account_id", "rights"}),
    "joining.sent": frozenset({"carer_id"}),
    "joining.used": frozenset({"carer_id", "account_id"}),
    "joining.ended": frozenset({"carer_id"}),
    "care_link.begun": frozenset({"account_id", "kind"}),
    "care_link.ended": frozenset({"account_id", "kind"}),
    "care_link.prolonged": frozenset({"account_id", "ends_on"}),
    "take_part.said": frozenset({"party", "carer_id", "agrees", "how"}),
    "sharing.noted": frozenset({"about_id", "basis"}),
    "sharing.based": frozenset({"basis"}),
    "sharing.told": frozenset({"told_on"}),
    "sharing.objected": frozenset(),
    "sharing.answered": frozenset(),
    "programme.started": frozenset({"organisation_id", "starts_on", "ends_on"}),
    "programme.concluded": frozenset({"outcome", "ends_on"}),
    "circumstance.noted": frozenset(),
    "away.opened": frozenset({"answers_id", "starts_on", "ends_on"}),
    "away.moved": frozenset({"ends_on", "ended_on"}),
    "away.ended": frozenset(),
    "away.answerer_named": frozenset({"answers_id", "before"}),
    "window.opened": frozenset({"account_id", "parts", "basis"}),
    "window.closed": frozenset({"account_id"}),
    "window.ends": frozenset({"account_id", "ends_on"}),
}

NOTES = {"pupil.viewed": "Staff opened a pupil's record; the data says which page."}

RECORDS = {
    "pupil": Record(part="identity", retention="pupil"),
    "former_upn": Record(part="identity", retention="pupil"),
    "enrolment": Record(part="identity", retention="pupil"),
    "carer": Record(part="family", retention="pupil"),
    "circumstance": Record(part="family", retention="pupil"),
    "care_link": Record(part="family", retention="pupil"),
    "joining": Record(part="family", retention="pupil"),
    "window": Record(part="identity", retention="pupil"),
    "window_part": Record(part="identity", retention="pupil"),
    "programme": Record(part="plan", retention="pupil"),
    "away": Record(part="attendance", retention="pupil"),
    "take_part": Record(part="referral", retention="pupil"),
    "sharing_note": Record(part="referral", retention="pupil"),
}
