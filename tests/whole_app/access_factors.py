"""Who may do what with second factors: rows of the access table. Nobody of the cast has one, and none is due."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
CARERS = "mum dad"
STAFF = (
    "dani sam kit stranger lead stranger_lead own_teacher lunt bell stranger_teacher key_adult head_of_year head"
    " safeguarding_lead attendance_officer clerk chair panel_member panel_member_of_school agency agency_past broker"
    " administrator auditor"
)
GROWN = f"{CARERS} {STAFF}"
EVERYBODY = f"{PUPILS} {GROWN}"
KEEPERS = "lead stranger_lead administrator"
KEPT: dict[str, Any] = {"own": "lead administrator", "other": "lead administrator", "foreign": "stranger_lead"}
SOME_KEY = "=00000000-0000-0000-0000-000000000007"

ROWS: list[Row] = [
    row("GET second.page", EVERYBODY, 303),
    row("POST second.page", EVERYBODY),
    row("GET second.here", EVERYBODY),
    row("POST second.here", EVERYBODY, 200),
    row("POST second.passkey_options", EVERYBODY, 200),
    row("POST second.passkey", EVERYBODY, 409),  # nothing was asked
    row("GET account.page", EVERYBODY),
    row("POST account.change_password", EVERYBODY, 422),
    row("POST account.prove", EVERYBODY),
    row("POST account.begin_authenticator", GROWN),
    row("GET account.authenticator", EVERYBODY, 303),  # nothing was begun
    row("POST account.authenticator", EVERYBODY, 303),
    row("POST account.end_authenticator", EVERYBODY, 404),
    row("POST account.make_codes", EVERYBODY, 403),  # codes are for the day when something else is lost
    row("POST account.passkey_options", GROWN, 200),
    row("POST account.add_passkey", EVERYBODY, 409),
    row("POST account.end_passkey", EVERYBODY, 404, passkey_id=SOME_KEY, own="", other="", foreign=""),
    row("POST passkeys.options", None, 200, own=EVERYBODY, other=EVERYBODY, foreign=EVERYBODY, slug="slug"),
    row("POST passkeys.enter_with", None, 409, own=EVERYBODY, other=EVERYBODY, foreign=EVERYBODY, slug="slug"),
    row("GET lost_factor.page", KEEPERS, **KEPT, account_id="teacher_account"),
    row("POST lost_factor.page", KEEPERS, 409, **KEPT, account_id="teacher_account"),  # there is none
]
