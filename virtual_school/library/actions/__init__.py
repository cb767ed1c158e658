"""What an author does with a lesson."""

from virtual_school.library.actions.files import add_files, put_file_back, remove_file, set_audience
from virtual_school.library.actions.importing import importer, index_again, take_in
from virtual_school.library.actions.lessons import (
    begin,
    begin_once,
    draft_subject,
    keep_draft,
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

__all__ = [
    "add_files",
    "add_question",
    "begin",
    "begin_once",
    "change_question",
    "draft_subject",
    "importer",
    "index_again",
    "keep_draft",
    "move_question",
    "post",
    "put_file_back",
    "put_question_back",
    "remove_file",
    "remove_question",
    "save",
    "set_audience",
    "take_in",
    "withdraw",
]
