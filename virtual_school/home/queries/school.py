"""What the home school begins its day with: what waits, who goes back to a lesson, who is not here, who comes back."""

import datetime as dt
from dataclasses import dataclass

from virtual_school.attendance import queries as attendance
from virtual_school.attendance.queries import NotHere
from virtual_school.core import lists, school_days
from virtual_school.core.db import db
from virtual_school.home.queries.waiting import Waiting, waiting
from virtual_school.network import calendar
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.models import Away
from virtual_school.pupils.queries import Shown
from virtual_school.safeguarding.access import stopped
from virtual_school.timetable import returns
from virtual_school.timetable.policy import READ_RETURNS
from virtual_school.timetable.returns import Return

OUR_SCHOOL = (Role.HEAD_OF_YEAR, Role.HEADTEACHER, Role.SENCO)

# Who comes back within so many school days stands here, and so do the first of those who are not here.
SOON, FIRST = 3, 8


@dataclass(frozen=True, slots=True)
class School:
    """One page: no list here is longer than a screen."""

    waiting: list[Waiting]
    due: list[Return]
    unprepared: list[Return]
    not_here: list[NotHere]
    not_here_total: int
    back_soon: list[Shown]
    coming: list[Shown]
    prepares: bool


def school(viewer: Viewer, today: dt.date) -> School:
    """The same number of questions for ten pupils and for a hundred."""
    statement = attendance.not_here(viewer)
    total = lists.count(statement)
    first = db.session.execute(statement.limit(FIRST)).all() if total else []
    away = pupils.still_away(viewer, but=stopped(Away.pupil_id))
    soon = school_days.after(today, SOON + 1, calendar.school_days(viewer.organisation_id))
    prepares = viewer.is_any(*READ_RETURNS)
    return School(
        [one for one in waiting(viewer) if one.endpoint != "timetable.returns"],
        returns.due(viewer, today) if prepares else [],
        returns.unprepared(viewer, today) if prepares else [],
        attendance.as_not_here(viewer, first),
        total,
        [one for one in away if one.away.starts_on <= today and (one.away.ends_on or soon) <= soon],
        [one for one in away if one.away.starts_on > today],
        prepares,
    )
