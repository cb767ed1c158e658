"""Audit events and record parts of what pupils are proud of."""

from virtual_school.core.packages import Record

EVENTS = {
    "proud.chosen": frozenset({"kind"}),
    "proud.read": frozenset(),
    "proud.taken_off": frozenset(),
    "proud.shared": frozenset({"shared_with", "account_id", "ends_on"}),
    "proud.share_ended": frozenset({"shared_with", "account_id"}),
}

RECORDS = {
    "proud_thing": Record(part="work", retention="pupil"),
    "proud_share": Record(part="work", retention="pupil"),
}
