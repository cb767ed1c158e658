"""Reads of asking for work, always from the viewer's side.

`asked` is for whoever looks after the pupil, `own` for the pupil's own teacher, `network` for teachers who learn
nothing of the pupil, `mine` for the pupil, `away` for the page of the pupils away; `teaching` is what these share.
"""

from virtual_school.asking.queries import worried as worried
from virtual_school.asking.queries.asked import (
    Request,
    came_back,
    lines_of,
    of_pupil,
    one,
    reply_file,
    school_for,
    school_name,
    teachers_at,
    to_ask,
)
from virtual_school.asking.queries.away import PupilAway, my_pupils, pupil_away
from virtual_school.asking.queries.mine import lines_for_me, my_file, sent_to_me
from virtual_school.asking.queries.network import Anonymous, asked_of_us, one_asked
from virtual_school.asking.queries.own import Own, my_reply, one_own
from virtual_school.asking.queries.teaching import Taught, my_subjects, taught, taught_pupil

__all__ = [
    "Anonymous",
    "Own",
    "PupilAway",
    "Request",
    "Taught",
    "asked_of_us",
    "came_back",
    "lines_for_me",
    "lines_of",
    "my_file",
    "my_pupils",
    "my_reply",
    "my_subjects",
    "of_pupil",
    "one",
    "one_asked",
    "one_own",
    "pupil_away",
    "reply_file",
    "school_for",
    "school_name",
    "sent_to_me",
    "taught",
    "taught_pupil",
    "teachers_at",
    "to_ask",
]
