"""Who may do what about organisations and people: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

KEEPERS = "lead stranger_lead administrator"
KEEPERS_AND_HEADS = f"{KEEPERS} head"

# A school's own head beside those who keep the network; another school is no school to them.
KEPT: dict[str, Any] = {"own": "lead administrator head", "other": "lead administrator", "foreign": "stranger_lead"}
BY_KEEPERS: dict[str, Any] = {"own": "lead administrator", "other": "lead administrator", "foreign": "stranger_lead"}

ROWS: list[Row] = [
    row("GET organisations.ours", "head", 302),
    row("GET organisations.page", KEEPERS_AND_HEADS, **KEPT, organisation_id="school"),
    row(
        "POST organisations.close_today",
        KEEPERS_AND_HEADS,
        **KEPT,
        organisation_id="school",
        send={"because": "snow", "once": "a"},
    ),
    row("POST organisations.close", KEEPERS_AND_HEADS, 422, **KEPT, organisation_id="school"),
    row(
        "POST organisations.open_again",
        KEEPERS_AND_HEADS,
        **KEPT,
        organisation_id="school",
        closure_id="closure",
    ),
    row("POST organisations.add_site", KEEPERS_AND_HEADS, 422, **KEPT, organisation_id="school"),
    row("POST organisations.end_site", KEEPERS_AND_HEADS, **KEPT, organisation_id="school", site_id="site"),
    row("GET organisations.terms", KEEPERS_AND_HEADS, **KEPT, organisation_id="school", year="=2026"),
    row("POST organisations.terms", KEEPERS_AND_HEADS, 422, **KEPT, organisation_id="school", year="=2026"),
    row("GET organisations.edit", KEEPERS, **BY_KEEPERS, organisation_id="school"),
    row("POST organisations.edit", KEEPERS, 422, **BY_KEEPERS, organisation_id="school"),
]

# What hangs on a teacher: the lead and the administrator look, the lead hands over.
ROWS += [
    row("GET leaving.page", KEEPERS, **BY_KEEPERS, account_id="teacher_account"),
    row(
        "POST leaving.hand_over",
        "lead stranger_lead",
        422,
        own="lead",
        other="lead",
        foreign="stranger_lead",
        account_id="teacher_account",
    ),
    row("GET leaving.watch", KEEPERS),
]
