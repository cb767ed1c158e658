"""Audit events and record parts of the week."""

from virtual_school.core.packages import Record

EVENTS: dict[str, frozenset[str]] = {
    "footing.confirmed": frozenset({"kind", "basis", "starts_on", "ends_on"}),
    "footing.ended": frozenset(),
    "week.begun": frozenset(),
    "week.frozen": frozenset(),
    "week.unfrozen": frozenset(),
    "week.agreed": frozenset({"starts_on"}),
    "week.ended": frozenset(),
    "week.dropped": frozenset(),
    "slot.put": frozenset({"slot_id", "day", "session"}),
    "slot.removed": frozenset({"slot_id", "day", "session"}),
    "lesson_out.added": frozenset({"day", "session", "ends_on"}),
    "lesson_out.agreed": frozenset(),
    "lesson_out.ended": frozenset(),
    "lesson_out.extended": frozenset({"extension_id", "ends_on"}),
    "return_step.done": frozenset({"kind"}),
    "return.to_be_prepared": frozenset(),
}

RECORDS = {
    "footing": Record(part="week", retention="pupil"),
    "week_pattern": Record(part="week", retention="pupil"),
    "slot": Record(part="week", retention="pupil"),
    "lesson_out": Record(part="week", retention="pupil"),
    "return_step": Record(part="week", retention="pupil"),
}
