"""Which lesson each pupil goes back into before long, and how much of the return is prepared. One kept question."""

import datetime as dt
import uuid
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.network.calendar import MONDAY_TO_FRIDAY, counted
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows, there_is
from virtual_school.pupils.models import MAIN_ROLL, Enrolment, Part
from virtual_school.timetable import days, numbers
from virtual_school.timetable.models import LessonOut, ReturnStep
from virtual_school.timetable.returns import STEPS

# The lesson, the day back in it, and how many steps of the return are left.
Back = tuple[str, dt.date, int]


def back_soon(viewer: Viewer) -> dict[uuid.UUID, list[Back]]:
    """The returns that are being prepared today, as `timetable.returns` says when that is."""
    today, found = clock.today(), defaultdict(list)
    rows = _ending(viewer).execute().all()
    known = counted({row.organisation_id for row in rows if row.organisation_id is not None})
    for pupil_id, lesson, weekday, ends_on, done, school_id in rows:
        calendar = known.get(school_id, MONDAY_TO_FRIDAY)
        back_on = days.next_on(ends_on, weekday, calendar)
        if days.school_days_before(ends_on, numbers.LIST_BEGINS, calendar) <= today < back_on:
            found[pupil_id].append((lesson, back_on, len(STEPS) - done))
    return found


@kept
def _ending(viewer: Viewer) -> Statement:
    more = aliased(LessonOut)
    done = (
        sa.select(sa.func.count())
        .select_from(ReturnStep)
        .where(ReturnStep.lesson_out_id == LessonOut.id, ReturnStep.kind.in_(STEPS))
        .scalar_subquery()
    )
    question: Statement = (
        sa.select(
            LessonOut.pupil_id, LessonOut.lesson, LessonOut.day, LessonOut.ends_on, done, Enrolment.organisation_id
        )
        .select_from(LessonOut)
        .outerjoin(
            Enrolment,
            sa.and_(
                Enrolment.pupil_id == LessonOut.pupil_id,
                Enrolment.status.in_(MAIN_ROLL),
                in_force(Enrolment, clock.today()),
            ),
        )
        .where(
            LessonOut.network_id == viewer.network_id,
            LessonOut.agreed_at.is_not(None),
            LessonOut.ended_at.is_(None),
            LessonOut.ends_on >= clock.today() - numbers.A_HOLIDAY,
            LessonOut.ends_on <= clock.today() + numbers.A_HOLIDAY,
            ~there_is(more, more.extends_id == LessonOut.id),
            knows(viewer, Part.WEEK, LessonOut.pupil_id),
        )
        .order_by(LessonOut.ends_on, LessonOut.id)
        .limit(1000)
    )
    return question
