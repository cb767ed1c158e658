"""Who may do what in referrals: rows of the access table."""

from tests.whole_app.access import Row

ROWS: list[Row] = []
