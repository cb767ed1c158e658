"""Who keeps a pupil safe: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

# Wren Hill has a safeguarding lead; the other schools have none, so there nobody sets what is theirs alone.
PROTECTS = "safeguarding_lead"
STOPS = "safeguarding_lead head lead stranger_lead"
OWN: dict[str, Any] = {"own": "safeguarding_lead"}
STOPPED: dict[str, Any] = {"own": "safeguarding_lead head lead", "other": "lead", "foreign": "stranger_lead"}
WHY = {"reason": "Her father looks for her."}
ENDS = {"because": "It is over."}

ROWS: list[Row] = [
    row("GET protecting.page", STOPS, **STOPPED, pupil_id="pupil"),
    row("GET protecting.keep_whereabouts", PROTECTS, **OWN, pupil_id="pupil"),
    row("POST protecting.keep_whereabouts", PROTECTS, **OWN, pupil_id="pupil", send=WHY),
    row("GET protecting.open_whereabouts", PROTECTS, **OWN, pupil_id="pupil"),
    row("POST protecting.open_whereabouts", PROTECTS, 404, **OWN, pupil_id="pupil", send=ENDS),  # nothing is kept yet
    row("GET protecting.name_reader", PROTECTS, **OWN, pupil_id="pupil"),
    row("POST protecting.name_reader", PROTECTS, 422, **OWN, pupil_id="pupil"),
    row("POST protecting.end_reader", PROTECTS, 404, **OWN, pupil_id="pupil", account_id="key_adult"),
    row("GET protecting.keep_apart", PROTECTS, **OWN, pupil_id="pupil"),
    row("POST protecting.keep_apart", PROTECTS, 422, **OWN, pupil_id="pupil", send=WHY),  # from nobody
    row("GET protecting.end_apart", PROTECTS, **OWN, pupil_id="pupil", keep_id="keep"),
    row("POST protecting.end_apart", PROTECTS, **OWN, pupil_id="pupil", keep_id="keep", send=ENDS),
    row("GET protecting.look_again", STOPS, **STOPPED, pupil_id="pupil", what="=stop", row_id="hold"),
    row("POST protecting.look_again", STOPS, 422, **STOPPED, pupil_id="pupil", what="=stop", row_id="hold"),
    row("GET protecting.stop", STOPS, **STOPPED, pupil_id="pupil"),
    row("POST protecting.stop", STOPS, **STOPPED, pupil_id="pupil", send=WHY),
    row("GET protecting.let_go_on", STOPS, **STOPPED, pupil_id="pupil", hold_id="hold"),
    row("POST protecting.let_go_on", STOPS, **STOPPED, pupil_id="pupil", hold_id="hold", send=ENDS),
]
