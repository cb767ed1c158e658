"""What is done with a file of people: by a person, and by the jobs in their name."""

from virtual_school.imports.actions.batches import (
    forget_rows,
    hold_rows,
    next_people,
    settle,
    tell,
    undo_next,
    undone,
    write_next,
    written,
)
from virtual_school.imports.actions.person import confirm, decide, drop, go_on, match_columns, move, receive, undo

__all__ = [
    "confirm",
    "decide",
    "drop",
    "forget_rows",
    "go_on",
    "hold_rows",
    "match_columns",
    "move",
    "next_people",
    "receive",
    "settle",
    "tell",
    "undo",
    "undo_next",
    "undone",
    "write_next",
    "written",
]
