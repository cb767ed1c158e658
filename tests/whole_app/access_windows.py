"""Who may open, see, prolong, hold back and end windows, and see who looks in: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
CARERS = "mum dad"
MENTORS = "dani sam kit stranger"
LEADS = "lead stranger_lead"
AT_WREN_HILL = "key_adult head_of_year head safeguarding_lead attendance_officer"
OFFICES = "clerk chair panel_member panel_member_of_school agency agency_past broker administrator auditor"
STAFF = f"{MENTORS} {LEADS} own_teacher lunt bell stranger_teacher {AT_WREN_HILL} {OFFICES}"
WITH_PUPILS = f"{MENTORS} {LEADS} {AT_WREN_HILL}"
GRANTERS = f"{MENTORS} {LEADS} head_of_year head safeguarding_lead"

# Whoever knows the pupil and whose role opens windows; another network's and another pupil's are nobody's to them.
GRANTING: dict[str, Any] = {
    "own": "dani lead head_of_year head safeguarding_lead",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
OWN = GRANTING["own"]
BECAUSE = {"because": "It is over."}

ROWS: list[Row] = [
    row(
        "GET pupils.who_looks_in",
        WITH_PUPILS,
        own=f"dani lead {AT_WREN_HILL}",
        other="kit lead",
        foreign="stranger stranger_lead",
        pupil_id="pupil",
    ),
    row("GET pupils.choose_window", GRANTERS, **GRANTING, pupil_id="pupil"),
    row("GET pupils.open_window", GRANTERS, **GRANTING, pupil_id="pupil", receiver="=agency"),
    row("POST pupils.open_window", GRANTERS, 422, **GRANTING, pupil_id="pupil", receiver="=agency"),
    row("POST pupils.close_window", GRANTERS, own=OWN, pupil_id="pupil", row_id="window", send=BECAUSE),
    row("GET pupils.prolong_window", GRANTERS, own=OWN, pupil_id="pupil", row_id="window_granted"),
    row("POST pupils.prolong_window", GRANTERS, 422, own=OWN, pupil_id="pupil", row_id="window_granted"),
    row(
        "POST pupils.hold_back_window",
        "safeguarding_lead",
        own="safeguarding_lead",
        pupil_id="pupil",
        row_id="window_on_duty",
        send={"because": "It is not safe at home.", "review_on": "2099-01-31"},
    ),
    row(
        "POST pupils.show_window",
        "safeguarding_lead",
        own="safeguarding_lead",
        pupil_id="pupil",
        row_id="window_on_duty",
    ),
    row("GET pupils.windows", STAFF),
    row("GET pupils.window", STAFF, own="agency", window_id="window"),
    row("GET pupils.who_can_see", PUPILS),
    row("POST pupils.end_own_window", PUPILS, own="ellie", window_id="window_granted"),
    row("GET pupils.who_can_see_child", CARERS, own="mum", pupil_id="pupil"),
    row("POST pupils.end_childs_window", CARERS, own="mum", pupil_id="pupil", window_id="window_granted"),
]
