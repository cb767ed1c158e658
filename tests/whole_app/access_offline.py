"""What a pupil's own device keeps for when there is no line: rows of the access table."""

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
ANYONE = None

ROWS: list[Row] = [
    row("GET phone.page", PUPILS),
    row("GET phone.manifest", PUPILS),
    row("GET phone.worker", ANYONE),
]
