"""From bytes to lines: CSV in whatever encoding, XLSX, OneRoster. Nothing in a file is ever run."""

from virtual_school.imports.reading.roster import is_roster, read_roster
from virtual_school.imports.reading.tables import WHOLE, Line, Table, Unreadable, column_name, no_table, read_table

__all__ = ["WHOLE", "Line", "Table", "Unreadable", "column_name", "is_roster", "no_table", "read_roster", "read_table"]
