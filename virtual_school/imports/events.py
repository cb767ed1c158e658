"""Audit events and record parts of imports. Counts and identifiers only: never what a line says."""

from virtual_school.core.packages import Record

EVENTS = {
    "import.received": frozenset({"kind", "organisation_id"}),
    "import.columns": frozenset({"fields"}),
    "import.decided": frozenset({"line", "decision", "match"}),
    "import.confirmed": frozenset({"counts", "skips_wrong"}),
    "import.done": frozenset({"written", "left"}),
    "import.undone": frozenset({"removed", "shut", "restored", "left"}),
    "import.asked_back": frozenset(),
    "import.gone_on": frozenset({"state"}),
    "import.dropped": frozenset(),
}

RECORDS = {
    "import": Record(part="identity", retention="months"),
    "import_row": Record(part="identity", retention="months"),
    "import_effect": Record(part="identity", retention="months"),
}
