"""Where programmes led: back in school, back and out again, college, longer, another school, excluded, not known."""

import datetime as dt
from collections.abc import Sequence

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.demo.crowd import head
from virtual_school.demo.journeys import Course, at
from virtual_school.demo.people import Valley
from virtual_school.network.roles import Role
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import CareKind, Enrolment, ProgrammeOutcome
from virtual_school.pupils.queries import people_around, rolls
from virtual_school.timetable import changes as timetable

LONGER_UNTIL = dt.date(2027, 12, 17)
DESTINATIONS = {
    ProgrammeOutcome.COLLEGE: "Marlbridge College, full time",
    ProgrammeOutcome.MOVED: "Quarry Bank House",
    ProgrammeOutcome.EXCLUDED: "The Hollins Centre",
}
# Where they are on the roll from then on, when it is another place of the network.
ROLLS = {ProgrammeOutcome.EXCLUDED: "The Hollins Centre", ProgrammeOutcome.MOVED: "Quarry Bank House"}
FRIDAYS = (
    dt.date(2026, 10, 16), dt.date(2026, 10, 23), dt.date(2026, 11, 6), dt.date(2026, 11, 13), dt.date(2026, 11, 20),
)  # fmt: skip


def build_ends(valley: Valley, courses: Sequence[Course]) -> None:
    for course in courses:
        outcome = course.person.draw.outcome
        if outcome is not None:
            _end(valley, course, outcome, FRIDAYS[course.person.draw.number % len(FRIDAYS)])


def _end(valley: Valley, course: Course, outcome: ProgrammeOutcome, on: dt.date) -> None:
    by = head(valley, course.person.draw.school)
    longer = outcome is ProgrammeOutcome.EXTENDED
    with clock.pretend(at(on, 15)):
        pupils.conclude_programme(
            by,
            course.programme,
            outcome=outcome,
            ends_on=LONGER_UNTIL if longer else on,
            destination=DESTINATIONS.get(outcome),
        )
        if longer:
            return
        timetable.end_week(by, course.week, on)
        lead = valley.acting("Ruth Amadi", Role.VIRTUAL_SCHOOL_LEAD)
        for link, _name in people_around(course.person.pupil.id):
            if link.kind is CareKind.MENTOR:
                pupils.end_care(lead, link, "The programme is over.")
        if outcome in ROLLS:
            _move(valley, course, outcome, on)


def _move(valley: Valley, course: Course, outcome: ProgrammeOutcome, on: dt.date) -> None:
    for row, _school in rolls(course.person.pupil.id):
        pupils.end_enrolment(valley.by, db.session.get_one(Enrolment, row.id), ends_on=on)
    pupils.enrol(
        valley.by,
        pupil_id=course.person.pupil.id,
        organisation_id=valley.organisations[ROLLS[outcome]].id,
        starts_on=on + dt.timedelta(days=1),
    )
