"""Starting values of a lesson out and its prepared return (practice 12): data, which a network may come to tune."""

import datetime as dt

# A lesson out is short: it says its last day, and that is at most so many weeks away.
LONGEST = dt.timedelta(weeks=12)

# School days before the end: the list begins, the pupil sees the return, the head of year must choose.
LIST_BEGINS, PUPIL_SEES, MUST_CHOOSE = 10, 5, 3

# How far back and ahead the lists look: ten school days, and the longest holiday among them.
A_HOLIDAY = dt.timedelta(weeks=9)

# By how much a head of year may lengthen it, once. More than that is a change of what was agreed.
LONGEST_EXTENSION = dt.timedelta(weeks=4)
