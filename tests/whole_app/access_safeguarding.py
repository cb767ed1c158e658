"""Who may do what in safeguarding, and with papers: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
MENTORS = "dani sam kit stranger"
LEADS = "lead stranger_lead"
AT_WREN_HILL = "key_adult head_of_year head safeguarding_lead attendance_officer"
OFFICES = "clerk chair panel_member panel_member_of_school agency agency_past broker administrator auditor"
STAFF = f"{MENTORS} {LEADS} own_teacher lunt bell stranger_teacher {AT_WREN_HILL} {OFFICES}"
EVERYBODY = f"{PUPILS} mum dad {STAFF}"

TAKES = f"safeguarding_lead head {LEADS}"
IS_ASKED = f"{MENTORS} key_adult safeguarding_lead head {LEADS}"
# Wren Hill has a safeguarding lead; Stonegate and Moorside have none, so theirs go to whoever leads the Virtual School.
HANDED: dict[str, Any] = {"own": "safeguarding_lead", "other": "lead", "foreign": "stranger_lead"}
RAISED: dict[str, Any] = {"own": "dani", "other": "kit", "foreign": "stranger"}
CALLED: dict[str, Any] = {"own": "dani key_adult safeguarding_lead", "other": "kit", "foreign": "stranger"}

ROWS: list[Row] = [
    row("GET concerns.index", TAKES),
    row("GET concerns.handed", TAKES, **HANDED, concern_id="concern"),
    row("POST concerns.seen", TAKES, **HANDED, concern_id="concern"),
    row("POST concerns.release", TAKES, **HANDED, concern_id="concern", send={"because": "We spoke with her."}),
    row("GET concerns.raised", STAFF),
    row("GET concerns.receipt", STAFF, **RAISED, concern_id="concern"),
    row("GET help.page", PUPILS),
    row("POST help.ask", PUPILS, send={"words": "Something is wrong."}),
    row("GET help.kept", PUPILS),
    row("GET help.not_sent", PUPILS),
    row("GET help.worker", None),
    row("GET help.asked", IS_ASKED),
    row("POST help.seen", IS_ASKED, **CALLED, help_id="help"),
    row("POST help.answered", IS_ASKED, **CALLED, help_id="help"),
    row(
        "POST papers.asked",
        EVERYBODY,
        own="ellie mum dani lead key_adult head_of_year head safeguarding_lead",
        other="tariq kit lead",
        foreign="stranger_pupil stranger stranger_lead",
        refused={"own": "attendance_officer agency"},
        send={"kind": "about", "about": "@pupil"},
        thing="pupil",
    ),
    row("GET papers.paper", EVERYBODY, **RAISED, paper_id="paper"),
    row("GET papers.download", EVERYBODY, **RAISED, paper_id="made paper"),
]
