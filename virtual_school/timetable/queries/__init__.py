"""Reads of the week. Their callers have found the pupils first."""

from virtual_school.timetable.queries.day import Day, Half, Out, day, days, unveiled
from virtual_school.timetable.queries.week import (
    Laid,
    any_pattern,
    footing_choices,
    footings_of,
    in_sight,
    laid_out,
    lesson_out,
    lesson_outs_of,
    open_pattern,
    outs_of,
    pattern_in_force,
    slot,
    slots_of,
)

__all__ = [
    "Day",
    "Half",
    "Laid",
    "Out",
    "any_pattern",
    "day",
    "days",
    "footing_choices",
    "footings_of",
    "in_sight",
    "laid_out",
    "lesson_out",
    "lesson_outs_of",
    "open_pattern",
    "outs_of",
    "pattern_in_force",
    "slot",
    "slots_of",
    "unveiled",
]
