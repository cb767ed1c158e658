"""Reads of attendance: where pupils are expected by their week, what places say, who was seen.

`facts` holds the three side by side for many pupils at once; `today` is what stands above everything; `register` is
one place's session; `school` is the home school's list of pupils who are not here.
"""

from virtual_school.attendance.queries.facts import Fact, facts, where_expected
from virtual_school.attendance.queries.mine import ToldOfMe, my_day
from virtual_school.attendance.queries.register import (
    OnRegister,
    Place,
    link_behind,
    on_register,
    one_of,
    own_link,
    place_of,
    places,
)
from virtual_school.attendance.queries.school import NotHere, as_not_here, not_here
from virtual_school.attendance.queries.today import NotSeen, Today, not_seen, this_session

__all__ = [
    "Fact",
    "NotHere",
    "NotSeen",
    "OnRegister",
    "Place",
    "Today",
    "ToldOfMe",
    "as_not_here",
    "facts",
    "link_behind",
    "my_day",
    "not_here",
    "not_seen",
    "on_register",
    "one_of",
    "own_link",
    "place_of",
    "places",
    "this_session",
    "where_expected",
]
