"""Who says that they answer work, gives it back, names somebody else: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

LEADS = "lead stranger_lead"
AUTHORS = f"dani sam kit stranger own_teacher lunt bell stranger_teacher {LEADS}"
ANSWERERS = f"{AUTHORS} head_of_year key_adult"
SETTERS = f"dani sam kit stranger {LEADS}"
ANSWERED: dict[str, Any] = {"own": "lunt", "other": "bell", "foreign": "stranger_teacher"}
MENTORED: dict[str, Any] = {"own": "dani lead", "other": "kit lead", "foreign": "stranger stranger_lead"}

ROWS: list[Row] = [
    row("GET learning.my_answering", AUTHORS),
    row("POST learning.say_yes", AUTHORS, 422),
    row("POST learning.end_offer", AUTHORS, 422),
    row("GET learning.give_back", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in"),
    row("POST learning.give_back", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", send={"because": "I am away."}),
    row("GET learning.late", LEADS),
    row("GET learning.another", SETTERS, **MENTORED, assignment_id="in"),
    row("POST learning.name_another", SETTERS, 422, **MENTORED, assignment_id="in"),
]
