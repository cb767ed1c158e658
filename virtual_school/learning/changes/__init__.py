"""The changes themselves, audited and flushed. They check the state of the work, not the person."""

from virtual_school.learning.changes.answering import AFTER_DONE, return_feedback, undo_feedback
from virtual_school.learning.changes.answers import (
    answered_count,
    answers_of,
    carry_answers,
    is_settled,
    keep_answer,
    try_answer,
    try_the_rest,
)
from virtual_school.learning.changes.bank import change_comment, keep_comment, remove_comment
from virtual_school.learning.changes.changing import (
    bring_back,
    give_another_day,
    put_away,
    put_in_order,
    put_rest_away,
)
from virtual_school.learning.changes.criteria import mark_criterion, remove_criterion
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
from virtual_school.learning.changes.praising import tell_home
from virtual_school.learning.changes.remarking import Place, act_on, remark, remove_remark
from virtual_school.learning.changes.setting import set_work, withdraw
from virtual_school.learning.changes.states import (
    ABOUT,
    STATE_WORDS,
    lock,
    move,
    still,
    subject_of_feedback,
    subject_of_praise,
    subject_of_work,
)
from virtual_school.learning.changes.steps import brought_back, reach_step, say_done_elsewhere, say_how_it_was
from virtual_school.learning.changes.stuck import ask_for_help, help_on, subject_of_stuck
from virtual_school.learning.changes.taking_back import take_back, was_taken_back
from virtual_school.learning.changes.voice import keep_voice, remove_voice, word_voice
from virtual_school.learning.changes.ways import ways_of
from virtual_school.learning.changes.writing_down import has_own, remove_written_down, write_down

__all__ = [
    "ABOUT",
    "AFTER_DONE",
    "Place",
    "STATE_WORDS",
    "act_on",
    "add_link",
    "add_piece",
    "answered_count",
    "answers_of",
    "ask_for_help",
    "attempt_at_hand",
    "besides",
    "bring_back",
    "brought_back",
    "carry_answers",
    "change_comment",
    "change_piece",
    "cut_of",
    "give_another_day",
    "hand_in",
    "handed_in_as",
    "has_own",
    "help_on",
    "is_settled",
    "keep_answer",
    "keep_comment",
    "keep_voice",
    "links_of",
    "lock",
    "mark_criterion",
    "move",
    "move_piece",
    "pieces_of",
    "put_away",
    "put_in_order",
    "put_rest_away",
    "reach_step",
    "remark",
    "remove_comment",
    "remove_criterion",
    "remove_link",
    "remove_piece",
    "remove_remark",
    "remove_voice",
    "remove_written_down",
    "reply",
    "return_feedback",
    "say_done_elsewhere",
    "say_how_it_was",
    "set_work",
    "start",
    "still",
    "subject_of_feedback",
    "subject_of_praise",
    "subject_of_stuck",
    "subject_of_work",
    "take_back",
    "tell_home",
    "try_answer",
    "try_the_rest",
    "undo_feedback",
    "was_taken_back",
    "withdraw",
    "word_voice",
    "ways_of",
    "write_down",
]
