"""Who may hand in, and in which ways: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"

THEIRS: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}

ROWS: list[Row] = [
    row("POST learning.take_back", PUPILS, **THEIRS, assignment_id="in", hand_in_id="in.hand_in"),
]
