"""Who may do what with notices: everybody with their own, and nobody with another's."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
MENTORS = "dani sam kit stranger"
LEADS = "lead stranger_lead"
AT_WREN_HILL = "key_adult head_of_year head safeguarding_lead attendance_officer"
OFFICES = "clerk chair panel_member panel_member_of_school agency agency_past broker administrator auditor"
STAFF = f"{MENTORS} {LEADS} own_teacher lunt bell stranger_teacher {AT_WREN_HILL} {OFFICES}"
EVERYBODY = f"{PUPILS} mum dad {STAFF}"

TOLD: dict[str, Any] = {"own": "dani", "other": "kit", "foreign": "stranger"}

ROWS: list[Row] = [
    row("GET notices.index", EVERYBODY),
    row("POST notices.open_notice", EVERYBODY, **TOLD, notice_id="notice"),
    row("POST notices.seen", EVERYBODY, **TOLD, notice_id="notice"),
    row("POST notices.all_seen", EVERYBODY),
    row("GET notices.sent", EVERYBODY),
    row("GET notices.choices", EVERYBODY),
    row("POST notices.choices", EVERYBODY, 422, send={"phone": "no number"}),
    row("GET letters_off.page", None, 404, slug="slug", token="=nobody"),
    row("POST letters_off.end", None, 404, slug="slug", token="=nobody"),
    row("GET letters_off.ended", None, own=EVERYBODY, other=EVERYBODY, foreign=EVERYBODY, slug="slug"),
]
