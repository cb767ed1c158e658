"""A whole caseload: pupils of several schools, each with plan, week, sessions, work, praise and hard moments."""

import datetime as dt
from collections.abc import Sequence

from tests import make, make_mentoring, make_plans, make_timetable
from virtual_school.attendance.models import Seen, SeenHow
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.learning.models import AssignmentState, Outcome
from virtual_school.library.models import LessonRevision
from virtual_school.mentoring.models import ContactKind, ObservationKind, TaskKind
from virtual_school.network.models import Organisation
from virtual_school.plans.models import PlanState
from virtual_school.pupils.models import Pupil
from virtual_school.timetable.models import Session

NAMES = (
    "Kai Thorn", "Sana Amin", "Josh Ward", "Beth Lowe", "Amir Khan", "Nell Frost", "Leon Hart", "Ivy Stone",
    "Omar Reed", "Tess Vale", "Finn Marlow", "Zoe Park", "Cal Dunn", "Mia Shaw",
)  # fmt: skip


def caseload(
    mentor: Account, schools: Sequence[Organisation], revision: LessonRevision, many: int, *, sessions: bool = True
) -> list[Pupil]:
    """So many pupils of this mentor's; the third in five has everything in order."""
    return [_pupil(number, mentor, schools, revision, sessions=sessions) for number in range(many)]


def _pupil(
    number: int, mentor: Account, schools: Sequence[Organisation], revision: LessonRevision, *, sessions: bool
) -> Pupil:
    given, family = NAMES[number % len(NAMES)].split()
    child = make.pupil(f"{given} {family}{number // len(NAMES) or ''}", year=7 + number % 5)
    make.enrolment(child, schools[number % len(schools)])
    make.care_link(mentor, child)
    _plan(child, mentor, number)
    _noted(child, mentor, number)
    _work(child, mentor, revision, number)
    if sessions:
        _sessions(child, mentor, number)
    return child


def _plan(child: Pupil, mentor: Account, number: int) -> None:
    if number % 5 == 4:
        make_plans.programme(child, mentor, starts_on=clock.today() - dt.timedelta(days=9))
        make_mentoring.task(child, TaskKind.WRITE_GOALS, due_on=clock.today())
        return
    footing = make_timetable.footing(child, mentor)
    pattern = make_timetable.pattern(child)
    for day in range(1, 6):
        for session in Session:
            make_timetable.slot(pattern, day, session, footing)
    plan = make_plans.plan(make_plans.programme(child, mentor))
    review = clock.today() + dt.timedelta(days=5 + 9 * (number % 4))
    made = make_plans.version(plan, pattern, mentor, state=PlanState.AGREED, review_on=review)
    for position in (1, 2, 3):
        met = clock.today() if position <= number % 4 else None
        make_plans.goal(made, position=position, met_on=met)


def _noted(child: Pupil, mentor: Account, number: int) -> None:
    now = clock.now()
    make_mentoring.contact(child, mentor, at=now - dt.timedelta(days=2 + 4 * (number % 4)))
    if number % 4 == 3:
        make_mentoring.contact(child, mentor, ContactKind.NO_ANSWER, at=now - dt.timedelta(days=1))
    for week in range(8):
        praise, hard = (8 + number % 3 - week) // 4, (week + number % 2) // 3
        for kind, times in ((ObservationKind.PRAISE, praise), (ObservationKind.HARD_MOMENT, hard)):
            for _time in range(times):
                make_mentoring.observation(child, mentor, kind, at=now - dt.timedelta(days=7 * week + 1))


def _work(child: Pupil, mentor: Account, revision: LessonRevision, number: int) -> None:
    for back in range(4):
        at = clock.now() - dt.timedelta(days=10 * back + 4)
        state = (AssignmentState.DONE, AssignmentState.HANDED_IN, AssignmentState.STARTED)[(back + number) % 3]
        work = make.assignment(child, revision, mentor, state=state, set_at=at)
        if state is AssignmentState.STARTED:
            continue
        handed_in = make.hand_in(make.attempt(work), pressed_at=at, arrived_at=at)
        if state is AssignmentState.DONE:
            returned_at = at + dt.timedelta(days=1)
            feedback = make.feedback(handed_in, mentor, outcome=Outcome.DONE, returned_at=returned_at)
            if number % 7:
                make.note("feedback.read", pupil_id=child.id, object_id=feedback.id)


def _sessions(child: Pupil, mentor: Account, number: int) -> None:
    """Four weeks, of which every fifth pupil misses some."""
    for back in range(1, 29):
        on = clock.today() - dt.timedelta(days=back)
        if on.isoweekday() > 5 or (number % 5 == 3 and back % 3 == 0):
            continue
        for session in Session:
            row = Seen(pupil_id=child.id, on=on, session=session, how=SeenHow.FACE, by=mentor.id, at=clock.now())
            db.session.add(row)
    db.session.flush()
