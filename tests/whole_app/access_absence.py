"""Who may say that a child will not be in, and who may know of it: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

CARERS = "mum dad"
TAKES_CALLS = "dani sam kit stranger attendance_officer head_of_year"
LOOKS_AFTER = f"{TAKES_CALLS} head safeguarding_lead key_adult lead stranger_lead"
READS = f"{LOOKS_AFTER} agency agency_past"
TAKEN: dict[str, Any] = {"own": "dani attendance_officer head_of_year", "other": "kit", "foreign": "stranger"}
TOLD: dict[str, Any] = {
    "own": "dani attendance_officer head_of_year head safeguarding_lead key_adult lead agency",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
WRONG = {"because": "The wrong child."}

ROWS: list[Row] = [
    row("GET attendance.wont_be_in", CARERS, own="mum", pupil_id="pupil"),
    row("POST attendance.tell_absence", CARERS, 422, own="mum", pupil_id="pupil"),
    row("POST attendance.will_be_in", CARERS, 422, own="mum", pupil_id="pupil"),
    row("POST attendance.take_back", CARERS, own="mum", pupil_id="pupil", absence_id="absence"),
    row("GET attendance.absences", LOOKS_AFTER),
    row("GET attendance.absence", READS, **TOLD, absence_id="absence"),
    row("POST attendance.comes_back", TAKES_CALLS, 422, **TAKEN, absence_id="absence"),
    row("POST attendance.withdraw_absence", TAKES_CALLS, **TAKEN, absence_id="absence", send=WRONG),
    row("GET attendance.call", TAKES_CALLS, **TAKEN, pupil_id="pupil"),
    row("POST attendance.take_call", TAKES_CALLS, 422, **TAKEN, pupil_id="pupil"),
]
