"""Who reads documents of lessons, says what pictures show, and brings folders that become drafts."""

from typing import Any

from tests.whole_app.access import Row, row

AUTHORS_HERE = "dani sam kit own_teacher lunt bell lead"
AUTHORS_THERE = "stranger stranger_teacher stranger_lead"
AUTHORS = f"{AUTHORS_HERE} {AUTHORS_THERE}"
PUPILS = "ellie tariq stranger_pupil"
POSTED: dict[str, Any] = {"own": AUTHORS_HERE, "other": AUTHORS_HERE, "foreign": AUTHORS_THERE}
OWNED: dict[str, Any] = {
    "own": "lunt",
    "other": "bell",
    "foreign": "stranger_teacher",
    "refused": {"own": AUTHORS_HERE, "other": AUTHORS_HERE, "foreign": AUTHORS_THERE},
}
SHELF: dict[str, Any] = {"own": PUPILS, "other": PUPILS, "foreign": PUPILS}
BROUGHT: dict[str, Any] = {"own": "dani", "other": "kit", "foreign": "stranger", "bundle_id": "bundle"}
SET: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}

ROWS: list[Row] = [
    row("GET library.read", AUTHORS, **POSTED, lesson_id="lesson", resource_id="answers"),
    row("POST library.describe", AUTHORS, **OWNED, lesson_id="lesson"),
    # Nobody of the cast is away yet: what is open while they are is tried in tests/library/test_files_read.py.
    row("GET library.shelf_read", PUPILS, 403, **SHELF, lesson_id="lesson", resource_id="worksheet"),
    row("GET learning.lesson_read", PUPILS, **SET, assignment_id="new", resource_id="worksheet"),
    row("GET library.bring", AUTHORS),
    row("POST library.bring", AUTHORS, 422),
    row("GET library.brought", AUTHORS, **BROUGHT),
]
