"""Who may do what with hours and days off: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

MENTORS = "dani sam kit stranger"
LEADS = "lead stranger_lead"
ANSWER = f"{MENTORS} key_adult safeguarding_lead head_of_year"
DAYS = {"starts_on": "2099-01-05", "ends_on": "2099-01-05"}
LED: dict[str, Any] = {"own": "lead", "other": "lead", "foreign": "stranger_lead"}
THEIRS: dict[str, Any] = {"own": "dani lead", "other": "kit lead", "foreign": "stranger stranger_lead"}

ROWS: list[Row] = [
    row("GET hours.page", ANSWER),
    row("POST hours.save", ANSWER, send={"from_1": "09:00", "until_1": "15:00"}),
    row("GET cover.index", f"{ANSWER} {LEADS}"),
    row("POST cover.add", ANSWER, send=DAYS),
    row("POST cover.add_for", LEADS, **LED, send={**DAYS, "account_id": "@off_account"}, thing="off_account"),
    row("POST cover.end", f"{ANSWER} {LEADS}", **THEIRS, off_id="off"),
]
