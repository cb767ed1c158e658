"""Audit events and record parts of work packs."""

from virtual_school.core.packages import Record

EVENTS = {
    "pack.asked": frozenset({"shape", "lessons"}),
    "pack.made": frozenset({"shape", "lessons"}),
}

RECORDS = {
    "work_pack": Record(part=None, retention="days"),
    # Which work of a pupil's somebody packed; the pack itself says nothing of the pupil.
    "work_pack_item": Record(part="work", retention="days"),
}
