"""Changes of what is asked for work, audited and flushed. They check the state of things, not the person."""

from virtual_school.asking.changes.replies import answer, hand_on, is_taken_back, take_back
from virtual_school.asking.changes.requests import ask, lock, pass_on, withdraw
from virtual_school.asking.changes.returns import told, write_line
from virtual_school.asking.changes.teachers import name_teacher, person, say_subjects

__all__ = [
    "answer",
    "ask",
    "hand_on",
    "is_taken_back",
    "lock",
    "name_teacher",
    "pass_on",
    "person",
    "say_subjects",
    "take_back",
    "told",
    "withdraw",
    "write_line",
]
