"""Reads of pupils, always from the viewer's side."""

from virtual_school.pupils.queries.around import (
    care_link,
    carer,
    carers,
    mentor_of,
    parts_of,
    people_around,
    roll,
    rolls,
    rolls_today,
    window_onto,
    windows_onto,
)
from virtual_school.pupils.queries.away import Mine, Shown, away_of, ill_days, mine, one_away, still_away
from virtual_school.pupils.queries.finding import find, name_for
from virtual_school.pupils.queries.lists import Listed, as_listed, children, listed, reached
from virtual_school.pupils.queries.taking_part import (
    carers_to_ask,
    programme_of,
    sharing_about,
    sharing_note,
    take_part_of,
)
from virtual_school.pupils.queries.windows import Opened, open_to, window

__all__ = [
    "Listed",
    "Mine",
    "Opened",
    "Shown",
    "as_listed",
    "away_of",
    "care_link",
    "carer",
    "carers",
    "carers_to_ask",
    "children",
    "find",
    "ill_days",
    "listed",
    "mentor_of",
    "mine",
    "name_for",
    "one_away",
    "open_to",
    "parts_of",
    "people_around",
    "programme_of",
    "reached",
    "roll",
    "rolls",
    "rolls_today",
    "sharing_about",
    "sharing_note",
    "still_away",
    "take_part_of",
    "window",
    "window_onto",
    "windows_onto",
]
