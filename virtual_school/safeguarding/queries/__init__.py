"""Reads of concerns and of calls for help, always from the viewer's side."""

from virtual_school.safeguarding.people import Reader, Recipient
from virtual_school.safeguarding.queries.concerns import (
    Handed,
    Raised,
    handed,
    handed_one,
    is_held,
    raised,
    raised_one,
    to_change,
    unseen,
)
from virtual_school.safeguarding.queries.helping import (
    Asked,
    Own,
    asked_for_help,
    help_to_change,
    own_asked,
)
from virtual_school.safeguarding.queries.readers import helpers, recipient

__all__ = [
    "Asked",
    "Handed",
    "Own",
    "Raised",
    "Reader",
    "Recipient",
    "asked_for_help",
    "handed",
    "handed_one",
    "help_to_change",
    "helpers",
    "is_held",
    "own_asked",
    "raised",
    "raised_one",
    "recipient",
    "to_change",
    "unseen",
]
