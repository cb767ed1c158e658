"""Changes of pupils and of everything that decides who reaches them: audited and flushed.

They check the state of things, never the person: that is for the actions here and in the packages above.
"""

from virtual_school.pupils.changes.care import begin_care, end_care, enter_carer
from virtual_school.pupils.changes.pupil import change_pupil, enter_pupil
from virtual_school.pupils.changes.rolls import end_enrolment, enrol
from virtual_school.pupils.changes.windows import close_window, close_window_on, open_window

__all__ = [
    "begin_care",
    "change_pupil",
    "close_window",
    "close_window_on",
    "end_care",
    "end_enrolment",
    "enrol",
    "enter_carer",
    "enter_pupil",
    "open_window",
]
