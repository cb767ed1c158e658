"""Who may do what with the questions of a step: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

AUTHORS_HERE = "dani sam kit own_teacher lunt bell lead"
AUTHORS_THERE = "stranger stranger_teacher stranger_lead"
AUTHORS = f"{AUTHORS_HERE} {AUTHORS_THERE}"
# Only the school that posts a lesson changes what it asks; with the questions go their answers.
OWNED: dict[str, Any] = {
    "own": "lunt",
    "other": "bell",
    "foreign": "stranger_teacher",
    "refused": {"own": AUTHORS_HERE, "other": AUTHORS_HERE, "foreign": AUTHORS_THERE},
}
STEP: dict[str, Any] = {**OWNED, "lesson_id": "lesson", "step_id": "asking_step"}
QUESTION: dict[str, Any] = {**OWNED, "lesson_id": "lesson", "question_id": "question"}
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}
WRITTEN = {"prompt": "Why?", "looks_for": "Two reasons."}

ROWS: list[Row] = [
    row("GET library.questions", AUTHORS, **STEP),
    row("GET library.new_question", AUTHORS, **STEP, kind="=long"),
    row("POST library.new_question", AUTHORS, **STEP, kind="=long", send=WRITTEN),
    row("PUT library.new_question_draft", AUTHORS, 200, **STEP, kind="=long", box="=looks_for", send=DRAFT),
    row("GET library.question", AUTHORS, **QUESTION),
    row("POST library.question", AUTHORS, 422, **QUESTION),
    row("PUT library.question_draft", AUTHORS, 200, **QUESTION, box="=prompt", send=DRAFT),
    row("GET library.try_question", AUTHORS, **QUESTION),
    row("POST library.move_question", AUTHORS, **QUESTION, send={"to": "up"}),
    row("POST library.remove_question", AUTHORS, **QUESTION),
    row("POST library.put_question_back", AUTHORS, **QUESTION),
]
