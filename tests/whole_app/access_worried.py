"""Who hands over a worry and says that something serious happened, and who reads it: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row
from tests.whole_app.access_safeguarding import HANDED, RAISED, STAFF, TAKES

READS = TAKES
HAND_IN: dict[str, str] = {"kind": "=hand_in", "thing_id": "in.hand_in"}
# Whoever reads the work, and who was named to answer it, at another school.
WORK: dict[str, Any] = {
    "own": "dani lead key_adult head_of_year head safeguarding_lead lunt own_teacher",
    "other": "kit lead bell",
    "foreign": "stranger stranger_lead stranger_teacher",
}
# Whoever answers for where the pupil is.
WITH_THEM: dict[str, Any] = {
    "own": "dani lead key_adult head_of_year head safeguarding_lead attendance_officer",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
    "refused": {"own": "agency"},
}
REPORTED: dict[str, Any] = {"own": "head safeguarding_lead", "other": "lead", "foreign": "stranger_lead"}
SERIOUS = {
    "kind": "injury",
    "what": "He fell from the wall.",
    "time": "00:01",
    "where": "The yard",
    "who": "Two others",
    "done": "First aid",
    "hurt": "His arm",
    "told": "Nobody yet",
    "next": "Hospital",
}

ROWS: list[Row] = [
    row("GET worried.page", STAFF, **WORK, **HAND_IN),
    row("POST worried.page", STAFF, **WORK, **HAND_IN, send={"words": "The last line."}),
    row("GET concerns.own_words", STAFF, **RAISED, concern_id="concern"),
    row("POST concerns.copied", TAKES, **HANDED, concern_id="concern", send={"reference": "C-12"}),
    row("GET concerns.file", TAKES, **HANDED, concern_id="concern", file_id="concern_file", name="=page.txt"),
    row("GET serious.new", STAFF, **WITH_THEM, pupil="pupil"),
    row("POST serious.new", STAFF, **WITH_THEM, pupil="pupil", send=SERIOUS),
    row("GET serious.of_pupil", STAFF, 302, **WITH_THEM, pupil_id="pupil"),
    row("GET serious.sent", STAFF, **RAISED, serious_id="serious"),
    row("GET serious.index", READS),
    row("GET serious.page", READS, **REPORTED, serious_id="serious"),
    row("POST serious.seen", READS, **REPORTED, serious_id="serious"),
]
