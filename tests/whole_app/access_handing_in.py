"""Who may hand in, and in which ways: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"

THEIRS: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}
# Whoever is with the pupil and reads their work.
ADULTS = (
    "mum dad dani sam kit stranger own_teacher lunt bell stranger_teacher lead stranger_lead key_adult head_of_year "
    "head safeguarding_lead attendance_officer clerk chair panel_member panel_member_of_school agency agency_past "
    "broker administrator auditor"
)
READ: dict[str, Any] = {
    "own": "dani lead key_adult head_of_year head safeguarding_lead mum",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}

WROTE: dict[str, Any] = {"own": "dani", "other": "kit", "foreign": "stranger"}
NOTE = {"assignment_id": "started", "written_id": "written_down"}

ROWS: list[Row] = [
    row("POST learning.take_back", PUPILS, **THEIRS, assignment_id="in", hand_in_id="in.hand_in"),
    row("POST learning.add_a_link", PUPILS, **THEIRS, assignment_id="new", send={"link": "https://example.org/a"}),
    row("POST learning.remove_link", PUPILS, **THEIRS, assignment_id="started", link_id="piece_link"),
    row("POST learning.remove_note", PUPILS, **THEIRS, assignment_id="started", written_id="written_down"),
    row("POST learning.move_piece", PUPILS, **THEIRS, assignment_id="started", piece_id="started.piece"),
    # What was sent there is no picture, and says so.
    row("POST learning.change_piece", PUPILS, 409, **THEIRS, assignment_id="started", piece_id="started.piece"),
    row("GET learning.write_down", ADULTS, **READ, assignment_id="new"),
    row("POST learning.write_down_now", ADULTS, 422, **READ, assignment_id="new"),
    row("GET learning.withdraw_note", ADULTS, **WROTE, **NOTE),
    row("POST learning.withdraw_note", ADULTS, **WROTE, **NOTE, send={"because": "It was not about them."}),
]
