"""What people do with work: the policy is asked once, then the change is made."""

from virtual_school.learning.actions.answering import (
    OtherPraise,
    reply,
    return_feedback,
    save_feedback_draft,
    save_praise_draft,
    undo_feedback,
)
from virtual_school.learning.actions.bank import change_comment, keep_comment, remove_comment
from virtual_school.learning.actions.bulk import NotAll, return_many, undo_many
from virtual_school.learning.actions.changing import (
    bring_back,
    excuse,
    give_another_day,
    move_in_order,
    take_this_one,
)
from virtual_school.learning.actions.criteria import mark_criterion, remove_criterion
from virtual_school.learning.actions.doing import (
    Given,
    OtherAnswers,
    go_to,
    keep_step,
    save_answer,
    say_done_elsewhere,
    try_answer,
)
from virtual_school.learning.actions.handing_in import hand_in, is_in_time, sent_before, take_back
from virtual_school.learning.actions.pieces import (
    LeftBehind,
    add_link,
    add_pieces,
    change_piece,
    move_piece,
    open_ways,
    remove_link,
    remove_piece,
    went_with,
)
from virtual_school.learning.actions.praising import tell_home
from virtual_school.learning.actions.remarking import NotThere, act_on, pin, remark, remove_remark
from virtual_school.learning.actions.setting import (
    For,
    Suits,
    choose_work,
    nobody_answers,
    put_back,
    set_work,
    swap,
    undo_setting,
    withdraw,
    withdraw_piece,
)
from virtual_school.learning.actions.stuck import ask_for_help, help_on, save_help_draft
from virtual_school.learning.actions.typed import BothKept, Nothing, Typed, account_of, in_step
from virtual_school.learning.actions.voice import keep_voice, remove_voice, word_voice
from virtual_school.learning.actions.writing import keep_words, save_draft
from virtual_school.learning.actions.writing_down import Told, remove_written_down, withdraw_written_down, write_down
from virtual_school.learning.changes.answering import Judged

__all__ = [
    "BothKept",
    "For",
    "Given",
    "Judged",
    "LeftBehind",
    "NotAll",
    "NotThere",
    "Nothing",
    "OtherAnswers",
    "OtherPraise",
    "Suits",
    "Told",
    "Typed",
    "account_of",
    "act_on",
    "add_link",
    "add_pieces",
    "ask_for_help",
    "bring_back",
    "change_comment",
    "change_piece",
    "choose_work",
    "excuse",
    "give_another_day",
    "go_to",
    "hand_in",
    "help_on",
    "in_step",
    "is_in_time",
    "keep_comment",
    "keep_step",
    "keep_voice",
    "keep_words",
    "mark_criterion",
    "move_in_order",
    "move_piece",
    "nobody_answers",
    "pin",
    "open_ways",
    "put_back",
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
    "return_many",
    "save_answer",
    "save_draft",
    "save_feedback_draft",
    "save_help_draft",
    "save_praise_draft",
    "say_done_elsewhere",
    "sent_before",
    "set_work",
    "swap",
    "take_back",
    "take_this_one",
    "tell_home",
    "try_answer",
    "undo_feedback",
    "undo_many",
    "undo_setting",
    "went_with",
    "withdraw",
    "withdraw_piece",
    "word_voice",
    "withdraw_written_down",
    "write_down",
]
