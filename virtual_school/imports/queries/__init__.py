"""Reads of imports, always from the viewer's side."""

from virtual_school.imports.queries.finding import (
    WORK,
    Counts,
    candidates,
    counts,
    decided_too,
    effects_by,
    find,
    found_imports,
    is_given_up,
    one_row,
    problems,
    rows,
    stored_of,
    to_run,
    undone,
)

__all__ = [
    "WORK",
    "Counts",
    "candidates",
    "counts",
    "decided_too",
    "effects_by",
    "find",
    "found_imports",
    "is_given_up",
    "one_row",
    "problems",
    "rows",
    "stored_of",
    "to_run",
    "undone",
]
