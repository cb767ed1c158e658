"""Who has looked, records opened without a link, lists taken out: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
CARERS = "mum dad"
LEADS = "lead stranger_lead"
SEARCHES = f"{LEADS} head safeguarding_lead auditor"
EVERYBODY = (
    f"{PUPILS} {CARERS} dani sam kit stranger own_teacher lunt bell stranger_teacher {LEADS} key_adult head_of_year "
    "head safeguarding_lead attendance_officer clerk chair panel_member panel_member_of_school agency agency_past "
    "broker administrator auditor"
)
BREAKS = "safeguarding_lead"
OWN: dict[str, Any] = {"own": BREAKS}

ROWS: list[Row] = [
    row("GET pupils.my_looks", PUPILS),
    row("GET pupils.child_looks", CARERS, own="mum", pupil_id="pupil"),
    row("GET pupils.looks", SEARCHES),
    row("GET pupils.held_back", BREAKS, **OWN, pupil_id="pupil"),
    row("POST pupils.held_back", BREAKS, 422, **OWN, pupil_id="pupil"),
    row("POST pupils.let_go", BREAKS, **OWN, pupil_id="pupil", row_id="held_back"),
    row("GET glass.index", f"{BREAKS} {LEADS}"),
    row("GET glass.open_record", BREAKS),
    row("POST glass.open_record", BREAKS, 422),
    row("POST glass.end", BREAKS, own=BREAKS, other=BREAKS, glass_id="glass"),
    # Its time is over: nobody hands over a concern through it any more.
    row("GET glass.concern", BREAKS, glass_id="glass"),
    row("POST glass.concern", BREAKS, glass_id="glass"),
    row("GET home.taken_out", f"{LEADS} head auditor"),
    row("POST taking.say_why", EVERYBODY, send={"address": "/pupils?as=csv", "because": "For the governors."}),
]
