"""Changes to lessons, for this package's actions and for packages above: the state, not the person."""

from virtual_school.library.changes.files import add_file, put_file_back, remove_file, says_answers, set_audience
from virtual_school.library.changes.index import KIND, index, index_again, index_with, staff_of
from virtual_school.library.changes.lessons import (
    Words,
    begin,
    change,
    post,
    post_as_before,
    says_the_same,
    withdraw,
)
from virtual_school.library.changes.oak import take_in
from virtual_school.library.changes.people import person
from virtual_school.library.changes.questions import (
    QuestionSaid,
    add_question,
    change_question,
    freeze_questions,
    move_question,
    put_question_back,
    remove_question,
)

__all__ = [
    "KIND",
    "QuestionSaid",
    "Words",
    "add_file",
    "add_question",
    "begin",
    "change",
    "change_question",
    "freeze_questions",
    "index",
    "index_again",
    "index_with",
    "move_question",
    "person",
    "post",
    "post_as_before",
    "put_file_back",
    "put_question_back",
    "remove_file",
    "remove_question",
    "says_answers",
    "says_the_same",
    "set_audience",
    "staff_of",
    "take_in",
    "withdraw",
]
