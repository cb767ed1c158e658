"""Changes of pupils and of everything that decides who reaches them: audited and flushed.

They check the state of things, never the person: that is for the actions here and in the packages above.
"""

from virtual_school.pupils.changes.away import end_away, move_away, name_away, open_away
from virtual_school.pupils.changes.care import change_carer, end_carer, enter_carer, give_rights, reopen_carer
from virtual_school.pupils.changes.circumstance import conclude_programme, note_circumstance
from virtual_school.pupils.changes.cover import end_off, set_off
from virtual_school.pupils.changes.dated import lock_pupil
from virtual_school.pupils.changes.left_behind import end_left_behind
from virtual_school.pupils.changes.links import begin_care, covers_of, end_care, prolong_care
from virtual_school.pupils.changes.looking_in import (
    Agreed,
    grant_window,
    hold_back_window,
    prolong_window,
    show_window,
)
from virtual_school.pupils.changes.many import Newcomer, change_many, enrol_many, enter_carers, enter_many
from virtual_school.pupils.changes.programme import start_programme
from virtual_school.pupils.changes.pupil import change_pupil, enter_pupil
from virtual_school.pupils.changes.rolls import end_enrolment, enrol, prolong_enrolment
from virtual_school.pupils.changes.taking_part import (
    answer_objection,
    base_sharing,
    note_sharing,
    object_to_sharing,
    say_take_part,
    tell_sharing,
)
from virtual_school.pupils.changes.windows import close_window, close_window_on, open_window

__all__ = [
    "Agreed",
    "Newcomer",
    "answer_objection",
    "base_sharing",
    "begin_care",
    "change_carer",
    "change_many",
    "change_pupil",
    "close_window",
    "close_window_on",
    "conclude_programme",
    "covers_of",
    "end_away",
    "end_care",
    "end_carer",
    "end_enrolment",
    "end_left_behind",
    "end_off",
    "enrol",
    "enrol_many",
    "enter_carer",
    "enter_carers",
    "enter_many",
    "enter_pupil",
    "move_away",
    "name_away",
    "give_rights",
    "grant_window",
    "hold_back_window",
    "lock_pupil",
    "note_circumstance",
    "note_sharing",
    "object_to_sharing",
    "open_away",
    "open_window",
    "prolong_care",
    "prolong_enrolment",
    "prolong_window",
    "reopen_carer",
    "say_take_part",
    "set_off",
    "show_window",
    "start_programme",
    "tell_sharing",
]
