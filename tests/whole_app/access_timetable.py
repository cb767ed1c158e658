"""Who may do what in timetable: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
CARERS = "mum dad"
SETTERS = "dani sam kit stranger lead stranger_lead"
STAFF = (
    f"{SETTERS} own_teacher lunt bell stranger_teacher key_adult head_of_year head safeguarding_lead"
    " attendance_officer clerk chair panel_member panel_member_of_school agency agency_past broker administrator"
    " auditor"
)
PREPARE = f"{SETTERS} key_adult head_of_year head"

READ_WEEK: dict[str, Any] = {
    "own": "dani lead key_adult head_of_year head safeguarding_lead attendance_officer agency",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
LAID_OUT: dict[str, Any] = {"own": "dani lead", "other": "kit lead", "foreign": "stranger stranger_lead"}
PREPARED: dict[str, Any] = {
    "own": "dani lead key_adult head_of_year head",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
HALF: dict[str, Any] = {"pupil_id": "pupil", "day": "=1", "session": "=am"}

ROWS: list[Row] = [
    row("GET timetable.my_week", PUPILS),
    row("GET timetable.child_week", CARERS, own="mum", pupil_id="pupil"),
    row("GET timetable.week", STAFF, **READ_WEEK, pupil_id="pupil"),
    row("GET timetable.cell", SETTERS, **LAID_OUT, **HALF),
    row("POST timetable.cell", SETTERS, 422, **LAID_OUT, **HALF),
    row(
        "POST timetable.copy_slot",
        SETTERS,
        **LAID_OUT,
        pupil_id="pupil",
        slot_id="draft_slot",
        send={"to": "2-am"},
    ),
    row("POST timetable.remove_slot", SETTERS, **LAID_OUT, pupil_id="pupil", slot_id="draft_slot"),
    row("GET timetable.add_lesson_out", SETTERS, **LAID_OUT, pupil_id="pupil"),
    row("POST timetable.add_lesson_out", SETTERS, 422, **LAID_OUT, pupil_id="pupil"),
    row("POST timetable.end_lesson_out", SETTERS, **LAID_OUT, lesson_out_id="draft_lesson_out"),
    row("GET timetable.returns", "head_of_year head lead stranger_lead"),
    row("GET timetable.prepare", PREPARE, **PREPARED, lesson_out_id="lesson_out"),
    row(
        "POST timetable.prepare",
        PREPARE,
        **PREPARED,
        lesson_out_id="lesson_out",
        send={"kind": "seat", "words": "By the window", "once": "a-key"},
    ),
    row(
        "POST timetable.choose",
        "head_of_year head",
        own="head_of_year head",
        lesson_out_id="lesson_out",
        send={"choice": "prepare", "once": "a-key"},
    ),
]
