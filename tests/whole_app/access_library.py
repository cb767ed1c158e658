"""Who may do what with lessons, their files and their steps: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

AUTHORS_HERE = "dani sam kit own_teacher lunt bell lead"
AUTHORS_THERE = "stranger stranger_teacher stranger_lead"
AUTHORS = f"{AUTHORS_HERE} {AUTHORS_THERE}"
SOME_NAME = "=page.txt"
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}

# All authors of a network read what is posted in it; only the school that posted it may change it.
POSTED: dict[str, Any] = {"own": AUTHORS_HERE, "other": AUTHORS_HERE, "foreign": AUTHORS_THERE}
OWNED: dict[str, Any] = {
    "own": "lunt",
    "other": "bell",
    "foreign": "stranger_teacher",
    "refused": {"own": AUTHORS_HERE, "other": AUTHORS_HERE, "foreign": AUTHORS_THERE},
}
A_STEP = {"lesson_id": "lesson", "step_id": "step"}

ROWS: list[Row] = [
    row("GET library.index", AUTHORS),
    row("GET library.new", AUTHORS),
    row("POST library.new", AUTHORS, 422),
    row("GET library.lesson", AUTHORS, **POSTED, lesson_id="lesson"),
    row("GET library.resource", AUTHORS, **POSTED, lesson_id="lesson", resource_id="answers", name=SOME_NAME),
    row("GET library.edit", AUTHORS, **OWNED, lesson_id="lesson"),
    row("POST library.edit", AUTHORS, 422, **OWNED, lesson_id="lesson"),
    row("PUT library.draft", AUTHORS, 200, **OWNED, lesson_id="lesson", send=DRAFT),
    row("POST library.post", AUTHORS, **OWNED, lesson_id="lesson"),
    row("POST library.withdraw", AUTHORS, **OWNED, lesson_id="lesson"),
    row("POST library.add_files", AUTHORS, **OWNED, lesson_id="lesson"),
    row(
        "POST library.audience",
        AUTHORS,
        **OWNED,
        lesson_id="lesson",
        resource_id="worksheet",
        send={"audience": "staff_only"},
    ),
    row("POST library.remove", AUTHORS, **OWNED, lesson_id="lesson", resource_id="worksheet"),
    row("POST library.put_back", AUTHORS, **OWNED, lesson_id="lesson", resource_id="worksheet"),
    row("PUT library.new_draft", AUTHORS, 200, send=DRAFT),
    row("GET library.new_step", AUTHORS, **OWNED, lesson_id="lesson", kind="=text"),
    row("POST library.new_step", AUTHORS, 422, **OWNED, lesson_id="lesson", kind="=text"),
    row("PUT library.new_step_draft", AUTHORS, 200, **OWNED, lesson_id="lesson", kind="=text", send=DRAFT),
    row("GET library.step", AUTHORS, **OWNED, **A_STEP),
    row("POST library.step", AUTHORS, 422, **OWNED, **A_STEP),
    row("PUT library.step_draft", AUTHORS, 200, **OWNED, **A_STEP, send=DRAFT),
    row("POST library.place_step", AUTHORS, **OWNED, **A_STEP, send={"to": "2"}),
    row("POST library.remove_step", AUTHORS, **OWNED, **A_STEP),
    row("POST library.put_step_back", AUTHORS, **OWNED, **A_STEP),
]
