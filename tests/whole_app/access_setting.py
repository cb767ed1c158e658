"""Who may do what with work that was set, and with what makes it fair: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
MENTORS = "dani sam kit stranger"
LEADS = "lead stranger_lead"
SETTERS = f"{MENTORS} {LEADS}"
AT_SCHOOL = "head_of_year head safeguarding_lead key_adult"

SET: dict[str, Any] = {"own": "dani lead", "other": "kit lead", "foreign": "stranger stranger_lead"}
READ: dict[str, Any] = SET | {"own": f"dani lead {AT_SCHOOL}"}
HERE, THERE = "dani sam kit lead", "stranger stranger_lead"
READER = {"kind": "reader", "starts_on": "2099-01-05", "once": "a-key"}
AWAY = {"what": "put_away", "because": "Not needed", "said": "You know this already.", "once": "a-key"}

ROWS: list[Row] = [
    row("GET plans.adjustments", f"{SETTERS} {AT_SCHOOL}", **READ, pupil_id="pupil"),
    row("POST plans.set_adjustment", SETTERS, **SET, pupil_id="pupil", send=READER),
    row("GET plans.end_adjustment", SETTERS, **SET, pupil_id="pupil", adjustment_id="adjustment"),
    row(
        "POST plans.end_adjustment",
        SETTERS,
        **SET,
        pupil_id="pupil",
        adjustment_id="adjustment",
        send={"because": "Not needed any more"},
    ),
    row("GET learning.set_lesson", SETTERS, own=HERE, other=HERE, foreign=THERE, lesson_id="lesson"),
    row("GET learning.change", SETTERS, **SET, assignment_id="new"),
    row("POST learning.change_now", SETTERS, **SET, assignment_id="new", send=AWAY),
    row("POST learning.bring_back", SETTERS, 409, **SET, assignment_id="new"),  # nothing was put away
    row("POST learning.place", SETTERS, **SET, assignment_id="new", send={"to": "up"}),
    row("POST learning.this_one", PUPILS, 404, own="", assignment_id="new"),  # it is not one of a choice
]
