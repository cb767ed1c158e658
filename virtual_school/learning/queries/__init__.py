"""Reads of work set, handed in and answered, always from the viewer's side.

`mine` and `one` are a pupil's own, `held` what is about to be changed, `pile` the answerer's, `record` everybody
else's who reaches it, `setting` what is chosen from; `goes` is what these share.
"""

from virtual_school.learning.queries.mine import Item, Today, my_work, today
from virtual_school.learning.queries.one import Work
from virtual_school.learning.queries.pile import ToAnswer, Waiting, waiting, waiting_count
from virtual_school.learning.queries.record import CameBack, Set, came_back, work_of

__all__ = [
    "CameBack",
    "Item",
    "Set",
    "ToAnswer",
    "Today",
    "Waiting",
    "Work",
    "came_back",
    "my_work",
    "today",
    "waiting",
    "waiting_count",
    "work_of",
]
