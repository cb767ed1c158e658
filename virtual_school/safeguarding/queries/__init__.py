"""Reads of concerns and of calls for help, always from the viewer's side."""

from virtual_school.safeguarding.people import Reader, Recipient
from virtual_school.safeguarding.queries.concerns import (
    Handed,
    Raised,
    file_of,
    files_of,
    handed,
    handed_one,
    is_about,
    is_held,
    own_words,
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
from virtual_school.safeguarding.queries.readers import hearing, helpers, office, recipient, school_of

__all__ = [
    "Asked",
    "Handed",
    "Own",
    "Raised",
    "Reader",
    "Recipient",
    "asked_for_help",
    "file_of",
    "files_of",
    "handed",
    "handed_one",
    "hearing",
    "help_to_change",
    "helpers",
    "is_about",
    "is_held",
    "own_asked",
    "own_words",
    "raised",
    "raised_one",
    "recipient",
    "office",
    "school_of",
    "to_change",
    "unseen",
]
