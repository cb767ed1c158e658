"""A few who are out of one lesson for some weeks: the heads of year prepare their way back, one after the other."""

import datetime as dt
from collections.abc import Sequence

from virtual_school.core import clock
from virtual_school.demo import said
from virtual_school.demo.crowd import LEADERS, head_of_year
from virtual_school.demo.journeys import Course
from virtual_school.demo.people import Valley
from virtual_school.network.roles import Role
from virtual_school.timetable import changes, days
from virtual_school.timetable.models import ReturnStepKind, SlotKind

LESSONS = ("maths", "science", "languages", "assembly", "geography")
BEGAN, FIRST, APART = dt.timedelta(weeks=3), 2, 4


def build_lessons_out(valley: Valley, courses: Sequence[Course]) -> None:
    """Every fourth who is still on a programme; their last days lie some school days apart, over the coming weeks."""
    goes_on = [course for course in courses if course.person.draw.outcome is None]
    for number, course in enumerate(goes_on[::4]):
        _out(valley, course, number)


def _out(valley: Valley, course: Course, number: int) -> None:
    draw, today = course.person.draw, clock.today()
    day, session = next(half for part in course.offered if part.kind is SlotKind.SCHOOL for half in part.halves)
    by = head_of_year(valley, draw)
    with clock.pretend(clock.now() - BEGAN):
        out = changes.add_lesson_out(
            valley.acting(course.person.mentor, Role.MENTOR),
            pupil_id=course.person.pupil.id,
            lesson=LESSONS[number % len(LESSONS)],
            day=day,
            session=session,
            reason=said.nth(said.IN_THE_WAY, number),
            instead="Quiet work in the library room",
            responsible_id=valley.accounts[LEADERS[draw.school][2]].id,
            starts_on=clock.today(),
            ends_on=days.school_days_after(today, FIRST + APART * number),
        )
        changes.agree_lesson_out(by, out)
    if number % 2:
        changes.note_step(by, out, ReturnStepKind.TEACHER_TOLD, "Told: a seat by the door, and no reading out.")
