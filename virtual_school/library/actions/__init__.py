"""What an author does with a lesson."""

from virtual_school.library.actions.files import add_files, put_file_back, remove_file, set_audience
from virtual_school.library.actions.lessons import (
    begin,
    begin_once,
    draft_subject,
    keep_draft,
    post,
    save,
    withdraw,
)

__all__ = [
    "add_files",
    "begin",
    "begin_once",
    "draft_subject",
    "keep_draft",
    "post",
    "put_file_back",
    "remove_file",
    "save",
    "set_audience",
    "withdraw",
]
