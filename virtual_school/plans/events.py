"""Audit events and record parts of plans."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {}

RECORDS = {
    "plan": Record(part="plan", retention="pupil"),
    "plan_version": Record(part="plan", retention="pupil"),
    "plan_words": Record(part="plan", retention="pupil"),
    "goal": Record(part="plan", retention="pupil"),
    "goal_view": Record(part="plan", retention="pupil"),
    "plan_agreement": Record(part="plan", retention="pupil"),
    "version_lesson_out": Record(part="plan", retention="pupil"),
}
