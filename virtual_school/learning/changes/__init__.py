"""The changes themselves, audited and flushed. They check the state of the work, not the person."""

from virtual_school.learning.changes.answering import AFTER_DONE, return_feedback, undo_feedback
from virtual_school.learning.changes.changing import (
    bring_back,
    give_another_day,
    put_away,
    put_in_order,
    put_rest_away,
)
from virtual_school.learning.changes.doing import (
    add_piece,
    attempt_at_hand,
    hand_in,
    handed_in_as,
    pieces_of,
    remove_piece,
    reply,
    start,
)
from virtual_school.learning.changes.pieces import (
    add_link,
    besides,
    change_piece,
    cut_of,
    links_of,
    move_piece,
    remove_link,
)
from virtual_school.learning.changes.setting import set_work, withdraw
from virtual_school.learning.changes.states import (
    ABOUT,
    STATE_WORDS,
    lock,
    move,
    still,
    subject_of_feedback,
    subject_of_work,
)
from virtual_school.learning.changes.taking_back import take_back, was_taken_back
from virtual_school.learning.changes.writing_down import has_own, remove_written_down, write_down

__all__ = [
    "ABOUT",
    "AFTER_DONE",
    "STATE_WORDS",
    "add_link",
    "add_piece",
    "besides",
    "change_piece",
    "cut_of",
    "links_of",
    "move_piece",
    "remove_link",
    "attempt_at_hand",
    "bring_back",
    "give_another_day",
    "hand_in",
    "has_own",
    "handed_in_as",
    "lock",
    "move",
    "pieces_of",
    "put_away",
    "put_in_order",
    "put_rest_away",
    "remove_piece",
    "remove_written_down",
    "reply",
    "return_feedback",
    "set_work",
    "start",
    "still",
    "subject_of_feedback",
    "subject_of_work",
    "take_back",
    "undo_feedback",
    "was_taken_back",
    "withdraw",
    "write_down",
]
