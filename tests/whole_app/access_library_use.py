"""Who may see what changed in a lesson, adapt, follow, thank for and remark upon it: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row
from tests.whole_app.access_library import OWNED

HERE = "dani sam kit own_teacher lunt bell lead"
THERE = "stranger stranger_teacher stranger_lead"
AUTHORS = f"{HERE} {THERE}"
READERS_HERE = f"{HERE} head head_of_year broker administrator"
READS_FIGURES = f"{AUTHORS} head head_of_year broker administrator"

# What is posted is for every author of its network; some things only for those of another school than its own.
POSTED: dict[str, Any] = {"own": HERE, "other": HERE, "foreign": THERE}
ELSEWHERE: dict[str, Any] = {
    "own": "dani sam kit own_teacher bell lead",
    "other": "dani sam kit own_teacher lunt lead",
    "foreign": "stranger stranger_lead",
    "refused": {"own": "lunt", "other": "bell", "foreign": "stranger_teacher"},
}
FOLLOWED: dict[str, Any] = {"own": "bell", "other": "lunt", "foreign": "stranger"}
ITS_SCHOOL: dict[str, Any] = {"own": "lunt", "other": "bell", "foreign": "stranger_teacher"}
ITS_LEAD: dict[str, Any] = {"own": "lead", "other": "lead", "foreign": "stranger_lead", "refused": ITS_SCHOOL}
SERIOUS: dict[str, Any] = {
    "own": "lunt lead",
    "other": "bell lead",
    "foreign": "stranger_teacher stranger_lead",
}
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}

ROWS: list[Row] = [
    row("GET library.versions", AUTHORS, **POSTED, lesson_id="lesson"),
    row("GET library.version", AUTHORS, **POSTED, lesson_id="lesson", number="=1"),
    row("POST learning.hide_version", AUTHORS, 409, **OWNED, lesson_id="lesson", number="=1"),
    row("POST library.adapt", AUTHORS, **POSTED, lesson_id="lesson"),
    row("POST library.follow", AUTHORS, **ELSEWHERE, lesson_id="lesson"),
    row("POST library.unfollow", AUTHORS, **FOLLOWED, lesson_id="lesson"),
    row("POST library.thank", AUTHORS, **ELSEWHERE, lesson_id="lesson"),
    row("GET library.remark", AUTHORS, **ELSEWHERE, lesson_id="lesson"),
    row("POST library.say", AUTHORS, 422, **ELSEWHERE, lesson_id="lesson"),
    row("PUT library.remark_draft", AUTHORS, 200, **ELSEWHERE, lesson_id="lesson", send=DRAFT),
    row("GET library.following", AUTHORS),
    row("GET library.said", AUTHORS),
    # What is not serious its school reads alone: tests/library/test_said.py.
    row("GET library.said_one", AUTHORS, **SERIOUS, remark_id="serious_remark"),
    row("POST library.answer_remark", AUTHORS, 422, **ITS_SCHOOL, remark_id="remark"),
    row("POST library.take_out", AUTHORS, 422, **ITS_LEAD, remark_id="serious_remark"),
    row("GET library.original", AUTHORS, **ITS_SCHOOL, lesson_id="adapted"),
    row("POST library.bring_in", AUTHORS, **ITS_SCHOOL, lesson_id="adapted"),
    row("GET library.ledger", READS_FIGURES),
    row("GET gaps.index", READS_FIGURES),
    row("GET gaps.subject", READS_FIGURES, own=READERS_HERE, other=READERS_HERE, foreign=THERE, subject_id="subject"),
]
