"""Who may do what with a piece of work, and in which of its states. Pure: over values already loaded."""

from virtual_school.learning.policy.answering import (
    Returned,
    can_answer,
    can_look_for_more,
    can_tell_home,
    can_undo_feedback,
)
from virtual_school.learning.policy.doing import (
    MOST_PIECES,
    can_add_link,
    can_add_pieces,
    can_ask_for_help,
    can_give,
    can_hand_in,
    can_help,
    can_reply,
    can_take_back,
    can_write,
    can_write_down,
)
from virtual_school.learning.policy.readers import Readers
from virtual_school.learning.policy.setting import (
    SETTERS,
    can_change,
    can_choose_work,
    can_name_answerer,
    can_put_back,
    can_set_work,
    can_undo_setting,
    can_withdraw,
)
from virtual_school.learning.policy.times import ON_ITS_WAY, UNDO_FOR

__all__ = [
    "MOST_PIECES",
    "ON_ITS_WAY",
    "Readers",
    "Returned",
    "SETTERS",
    "UNDO_FOR",
    "can_add_link",
    "can_add_pieces",
    "can_answer",
    "can_change",
    "can_choose_work",
    "can_ask_for_help",
    "can_give",
    "can_hand_in",
    "can_help",
    "can_look_for_more",
    "can_name_answerer",
    "can_put_back",
    "can_reply",
    "can_set_work",
    "can_take_back",
    "can_tell_home",
    "can_undo_feedback",
    "can_undo_setting",
    "can_withdraw",
    "can_write",
    "can_write_down",
]
