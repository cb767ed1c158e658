"""Changes to lessons, for this package's actions and for packages above: the state, not the person."""

from virtual_school.library.changes.files import (
    add_file,
    describe,
    put_file_back,
    remove_file,
    says_answers,
    set_audience,
)
from virtual_school.library.changes.index import KIND, index, index_again, index_with, staff_of
from virtual_school.library.changes.lessons import (
    Words,
    begin,
    change,
    first_words_to_step,
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
from virtual_school.library.changes.steps import (
    MOST_STEPS,
    StepSaid,
    add_step,
    change_step,
    move_step,
    put_step_back,
    remove_step,
    step_says,
    steps_of,
)

__all__ = [
    "KIND",
    "MOST_STEPS",
    "QuestionSaid",
    "StepSaid",
    "Words",
    "add_file",
    "add_question",
    "add_step",
    "begin",
    "change",
    "change_question",
    "change_step",
    "first_words_to_step",
    "describe",
    "freeze_questions",
    "index",
    "index_again",
    "index_with",
    "move_question",
    "move_step",
    "person",
    "post",
    "post_as_before",
    "put_file_back",
    "put_question_back",
    "put_step_back",
    "remove_file",
    "remove_question",
    "remove_step",
    "says_answers",
    "says_the_same",
    "set_audience",
    "staff_of",
    "step_says",
    "steps_of",
    "take_in",
    "withdraw",
]
