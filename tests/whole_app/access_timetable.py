"""Who may do what in timetable: rows of the access table."""

from tests.whole_app.access import Row

ROWS: list[Row] = []
