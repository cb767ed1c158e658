"""Reads of pages that mix packages."""

from virtual_school.home.queries.changes import CHANGES_A_PAGE, Change, changes
from virtual_school.home.queries.desk import KINDS, Desk, desk
from virtual_school.home.queries.now import Now, now_of
from virtual_school.home.queries.people import Person, my_people
from virtual_school.home.queries.school import OUR_SCHOOL, School, school
from virtual_school.home.queries.taken import READS_TAKEN, Taken, taken
from virtual_school.home.queries.waiting import BEGIN_HERE, Waiting, waiting

__all__ = [
    "BEGIN_HERE",
    "CHANGES_A_PAGE",
    "KINDS",
    "OUR_SCHOOL",
    "READS_TAKEN",
    "Change",
    "Desk",
    "Now",
    "Person",
    "School",
    "Taken",
    "Waiting",
    "changes",
    "desk",
    "my_people",
    "now_of",
    "school",
    "taken",
    "waiting",
]
