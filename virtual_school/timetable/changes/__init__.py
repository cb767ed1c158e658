"""Changes of the week, its footings and lessons out: audited and flushed. They check the state, not the person."""

from virtual_school.timetable.changes.footing import confirm_footing, end_footing
from virtual_school.timetable.changes.lessons import (
    add_lesson_out,
    agree_lesson_out,
    choose_to_prepare,
    end_lesson_out,
    extend_lesson_out,
    note_step,
)
from virtual_school.timetable.changes.slots import Content, content_of, copy_slot, lay_out, put_slot, remove_slot
from virtual_school.timetable.changes.week import (
    agree_week,
    copy_week,
    drop_week,
    empty_week,
    end_week,
    freeze_week,
    unfreeze_week,
)

__all__ = [
    "Content",
    "add_lesson_out",
    "agree_lesson_out",
    "agree_week",
    "choose_to_prepare",
    "confirm_footing",
    "content_of",
    "copy_slot",
    "copy_week",
    "drop_week",
    "empty_week",
    "end_week",
    "end_footing",
    "end_lesson_out",
    "extend_lesson_out",
    "freeze_week",
    "lay_out",
    "note_step",
    "put_slot",
    "remove_slot",
    "unfreeze_week",
]
