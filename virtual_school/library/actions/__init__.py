"""What an author does with a lesson."""

from virtual_school.library.actions.files import add_files, put_file_back, remove_file, set_audience
from virtual_school.library.actions.importing import importer, index_again, take_in
from virtual_school.library.actions.lessons import (
    NEW,
    begin,
    begin_once,
    draft_subject,
    keep_draft,
    keep_new_draft,
    post,
    save,
    withdraw,
)
from virtual_school.library.actions.questions import (
    add_question,
    change_question,
    move_question,
    put_question_back,
    remove_question,
)
from virtual_school.library.actions.steps import (
    add_step,
    first_words_to_step,
    keep_step_draft,
    move_step,
    put_step_back,
    remove_step,
    save_step,
    step_subject,
)

__all__ = [
    "NEW",
    "add_files",
    "add_question",
    "add_step",
    "begin",
    "begin_once",
    "change_question",
    "draft_subject",
    "first_words_to_step",
    "importer",
    "index_again",
    "keep_draft",
    "move_question",
    "post",
    "put_file_back",
    "put_question_back",
    "remove_file",
    "remove_question",
    "keep_new_draft",
    "keep_step_draft",
    "move_step",
    "post",
    "put_file_back",
    "put_step_back",
    "remove_file",
    "remove_step",
    "save",
    "save_step",
    "set_audience",
    "take_in",
    "step_subject",
    "withdraw",
]
