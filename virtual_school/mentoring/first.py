"""What comes first when a programme starts, and by when. Starting values, kept as data."""

import datetime as dt
from collections.abc import Mapping

from virtual_school.mentoring.models import TaskKind

# Days after the first day. Meeting comes before anything is written about the pupil; work follows within the week, so
# that a pupil at home has something to do; goals and week take two weeks, because they are made with the family.
DUE_AFTER: Mapping[TaskKind, dt.timedelta] = {
    TaskKind.MEET: dt.timedelta(days=2),
    TaskKind.TELL_FAMILY_DATES: dt.timedelta(days=3),
    TaskKind.SET_FIRST_WORK: dt.timedelta(days=5),
    TaskKind.WRITE_GOALS: dt.timedelta(days=14),
    TaskKind.LAY_OUT_WEEK: dt.timedelta(days=14),
}


def due_on(kind: TaskKind, starts_on: dt.date) -> dt.date:
    """The day, or the Monday after when it falls on a weekend."""
    day = starts_on + DUE_AFTER[kind]
    return day + dt.timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
