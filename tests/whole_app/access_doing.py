"""Work done by steps, and calls of those who are stuck: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
ANSWERERS = "dani sam kit own_teacher lunt bell lead stranger stranger_teacher stranger_lead head_of_year key_adult"
THEIRS: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}
HELPED: dict[str, Any] = {
    "own": "dani lead lunt",
    "other": "kit lead bell",
    "foreign": "stranger stranger_lead stranger_teacher",
}
GIVEN = {"key": "tab", "base": 1, "seq": 1, "text": ""}
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}
BACK = {"text": "Look at the first line again.", "draft_version": "0", "once": "a-key"}

ROWS: list[Row] = [
    row("GET learning.step", PUPILS, **THEIRS, assignment_id="started", number="=1"),
    row("POST learning.do_step", PUPILS, **THEIRS, assignment_id="started", number="=1", send={"to": "next"}),
    row("POST learning.step_photo", PUPILS, **THEIRS, assignment_id="started", number="=1", send={"to": "next"}),
    row(
        "PUT learning.save_answer",
        PUPILS,
        200,
        **THEIRS,
        assignment_id="started",
        question_id="posted_question",
        send=GIVEN,
    ),
    row("GET learning.stuck", PUPILS, **THEIRS, assignment_id="new"),
    row("POST learning.say_stuck", PUPILS, **THEIRS, assignment_id="new", send={"once": "a-key", "step": "1"}),
    row("GET learning.help", ANSWERERS, **HELPED, stuck_id="stuck"),
    row("PUT learning.save_help", ANSWERERS, 200, **HELPED, stuck_id="stuck", send=DRAFT),
    row("POST learning.help_on", ANSWERERS, **HELPED, stuck_id="stuck", send=BACK),
]
