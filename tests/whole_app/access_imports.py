"""Who may bring people in from a file: the administrator for the network, a school for its own. And carers' records."""

from typing import Any

from tests.whole_app.access import Row, row

IMPORTERS = "administrator head attendance_officer"
LEADS = "lead stranger_lead"
THEIRS: dict[str, Any] = {"own": IMPORTERS, "other": "administrator", "import_id": "import"}
CARED: dict[str, Any] = {"own": "lead", "pupil_id": "pupil", "row_id": "carer"}

ROWS: list[Row] = [
    row("GET imports.index", IMPORTERS),
    row("GET imports.new", IMPORTERS),
    row("POST imports.new", IMPORTERS, 422),
    row("GET imports.page", IMPORTERS, **THEIRS),
    row("GET imports.columns", IMPORTERS, **THEIRS),
    row("POST imports.columns", IMPORTERS, **THEIRS),
    row("GET imports.lines", IMPORTERS, **THEIRS),
    row("GET imports.wrong_lines", IMPORTERS, **THEIRS),
    row("GET imports.decide", IMPORTERS, **THEIRS, row_id="import_row"),
    row("POST imports.decide", IMPORTERS, **THEIRS, row_id="import_row", send={"who": "leave_out"}),
    row("POST imports.confirm", IMPORTERS, 422, **THEIRS),
    row("POST imports.undo", IMPORTERS, 409, **THEIRS),
    row("POST imports.drop", IMPORTERS, **THEIRS),
    row("POST imports.go_on", IMPORTERS, 409, **THEIRS),
    row("GET pupils.change_carer", LEADS, **CARED),
    row("POST pupils.change_carer", LEADS, 422, **CARED),
    row("GET pupils.end_carer", LEADS, **CARED),
    row("POST pupils.end_carer", LEADS, **CARED, send={"because": "They have moved away."}),
]
