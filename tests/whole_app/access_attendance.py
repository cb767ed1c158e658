"""Who may do what in attendance: rows of the access table."""

from tests.whole_app.access import Row

ROWS: list[Row] = []
