"""Who may hand in, and in which ways: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"

THEIRS: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}

ROWS: list[Row] = [
    row("POST learning.take_back", PUPILS, **THEIRS, assignment_id="in", hand_in_id="in.hand_in"),
    row("POST learning.add_a_link", PUPILS, **THEIRS, assignment_id="new", send={"link": "https://example.org/a"}),
    row("POST learning.remove_link", PUPILS, **THEIRS, assignment_id="started", link_id="started.link"),
    row("POST learning.remove_note", PUPILS, **THEIRS, assignment_id="started", written_id="started.note"),
    row("POST learning.move_piece", PUPILS, **THEIRS, assignment_id="started", piece_id="started.piece"),
    # What was sent there is no picture, and says so.
    row("POST learning.change_piece", PUPILS, 409, **THEIRS, assignment_id="started", piece_id="started.piece"),
]
