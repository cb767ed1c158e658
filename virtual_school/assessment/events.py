"""Audit events and record parts of marks and what pupils can do."""

from virtual_school.core.packages import Record

EVENTS = {
    "grade_kind.defined": frozenset({"version_id", "number"}),
    "grade_kind.retired": frozenset(),
    "grade.entered": frozenset({"subject_id", "version_id", "supersedes_id"}),
    "grade.withdrawn": frozenset(),
    "evidence.given": frozenset({"objective_id", "is_secure", "source_kind", "source_id"}),
    "evidence.withdrawn": frozenset({"source_kind", "source_id"}),
}

RECORDS = {
    "grade_kind": Record(part=None, retention="installation"),
    "grade_kind_version": Record(part=None, retention="installation"),
    "grade_entry": Record(part="grades", retention="pupil"),
    "objective": Record(part=None, retention="installation"),
    "evidence": Record(part="grades", retention="pupil"),
}
