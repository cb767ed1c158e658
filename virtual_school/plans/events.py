"""Audit events and record parts of plans."""

from virtual_school.core.packages import Record

EVENTS = {
    "plan.drafted": frozenset({"plan_id", "number"}),
    "plan.version_begun": frozenset({"number", "copied_from"}),
    "plan.dates_set": frozenset({"changes"}),
    "plan.proposed": frozenset({"number"}),
    "plan.taken_back": frozenset({"number"}),
    "plan.answered": frozenset({"agreement_id", "party", "agrees"}),
    "plan.gone_on_without": frozenset({"number"}),
    "plan.agreed": frozenset({"number", "superseded_id", "starts_on"}),
    "goal.added": frozenset({"key"}),
    "goal.changed": frozenset({"key", "changed"}),
    "goal.moved": frozenset({"key", "position"}),
    "goal.removed": frozenset({"key"}),
    "goal.met": frozenset({"key", "met_on"}),
    "adjustment.set": frozenset({"kind", "percent", "starts_on", "ends_on"}),
    "adjustment.ended": frozenset({"kind"}),
    "goal.rated": frozenset({"key", "view_id", "party"}),
}

NOTES: dict[str, str] = {}

RECORDS = {
    "plan": Record(part="plan", retention="pupil"),
    "plan_version": Record(part="plan", retention="pupil"),
    "plan_words": Record(part="plan", retention="pupil"),
    "goal": Record(part="plan", retention="pupil"),
    "goal_view": Record(part="plan", retention="pupil"),
    "plan_agreement": Record(part="plan", retention="pupil"),
    "adjustment": Record(part="plan", retention="pupil"),
    "version_lesson_out": Record(part="plan", retention="pupil"),
}
