"""Changes to lessons, for this package's actions and for packages above: the state, not the person."""

from virtual_school.library.changes.files import add_file, put_file_back, remove_file, says_answers, set_audience
from virtual_school.library.changes.index import KIND, index, staff_of
from virtual_school.library.changes.lessons import (
    Words,
    begin,
    change,
    post,
    post_as_before,
    says_the_same,
    withdraw,
)
from virtual_school.library.changes.people import person

__all__ = [
    "KIND",
    "Words",
    "add_file",
    "begin",
    "change",
    "index",
    "person",
    "post",
    "post_as_before",
    "put_file_back",
    "remove_file",
    "says_answers",
    "says_the_same",
    "set_audience",
    "staff_of",
    "withdraw",
]
