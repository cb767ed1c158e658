"""Who reads and enters marks, who says what a kind of mark means: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
LEADS = "lead stranger_lead"
MENTORS = "dani sam kit stranger"
TEACHERS = "own_teacher lunt bell stranger_teacher"
ENTERERS = f"{MENTORS} {TEACHERS} {LEADS} head head_of_year"
OTHERS = "clerk chair panel_member panel_member_of_school agency agency_past broker administrator auditor"
ADULTS = f"{ENTERERS} mum dad key_adult safeguarding_lead attendance_officer {OTHERS}"
EVERYBODY = f"{PUPILS} {ADULTS}"

READ: dict[str, Any] = {
    "own": "dani lead head_of_year head safeguarding_lead mum",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
NOT_MARKS: dict[str, Any] = {"refused": {"own": "key_adult attendance_officer agency"}}
ENTER: dict[str, Any] = {"own": "dani lead head head_of_year", "other": "kit lead", "foreign": "stranger stranger_lead"}
BACK: dict[str, Any] = {
    "own": "dani lead",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
    "refused": {"own": "head head_of_year"},
}
KEY = "=working_at"

ROWS: list[Row] = [
    row("GET assessment.kinds", EVERYBODY),
    row("GET assessment.kind_before", EVERYBODY, key=KEY, own=EVERYBODY, other=EVERYBODY, foreign=EVERYBODY),
    row("GET assessment.new_kind", LEADS),
    row("POST assessment.new_kind", LEADS, 422),
    row("GET assessment.change_kind", LEADS, key=KEY, own=LEADS, other=LEADS, foreign=LEADS),
    row("POST assessment.change_kind", LEADS, 422, key=KEY, own=LEADS, other=LEADS, foreign=LEADS),
    row("POST assessment.retire_kind", LEADS, key=KEY, own=LEADS, other=LEADS, foreign=LEADS),
    row("GET assessment.results", ENTERERS),
    row("GET assessment.enter_class", ENTERERS),
    row("POST assessment.enter_class", ENTERERS, 422),
    row("POST assessment.read_file", ENTERERS, 422),
    row("GET assessment.mine", PUPILS),
    row("GET assessment.of_pupil", ADULTS, **READ, **NOT_MARKS, pupil_id="pupil"),
    row("GET assessment.enter", ENTERERS, **ENTER, pupil_id="pupil"),
    row("POST assessment.enter", ENTERERS, 422, **ENTER, pupil_id="pupil"),
    row("GET assessment.withdraw", ENTERERS, **BACK, entry_id="grade"),
    row("POST assessment.withdraw", ENTERERS, **BACK, entry_id="grade", send={"because": "Another pupil’s."}),
]
