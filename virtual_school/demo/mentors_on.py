"""What mentors do from one look to the next: first tasks that are due, plans that are to be looked at again, an answer.

A pupil's words for help are never left lying: whoever of a visitor's day saw them or not, a mentor answered within it.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.demo.again import as_it_is, attempt, on_a_roll, the_day_before
from virtual_school.demo.crowd import LEADERS
from virtual_school.demo.journeys import at, interpreter
from virtual_school.demo.people import Valley
from virtual_school.mentoring import changes as mentoring
from virtual_school.mentoring.models import MentorTask
from virtual_school.network.roles import Role
from virtual_school.plans import changes as plans
from virtual_school.plans.models import PlanState, PlanVersion
from virtual_school.pupils.models import How, Party, Pupil
from virtual_school.pupils.queries import carers_to_ask
from virtual_school.safeguarding import actions as safeguarding
from virtual_school.safeguarding.models import Help

ANSWERED_WITHIN = dt.timedelta(minutes=20)
UNTIL_NEXT = dt.timedelta(weeks=12)
BECAUSE = "Looked at together: what is agreed goes on."


def go_on(mentors: Mapping[uuid.UUID, uuid.UUID], heartbeat: Callable[[], None]) -> None:
    """Of everybody who is on a programme, each step by itself."""
    valley, schools = as_it_is(), on_a_roll()
    names = {one.id: one.name for one in valley.accounts.values()}
    before = at(the_day_before(), 0)
    for help_id, pupil_id in _all(Help, mentors, Help.answered_at.is_(None), Help.asked_at < before):
        attempt(lambda: _answer(valley, help_id, names[mentors[pupil_id]]))  # noqa: B023
    for task_id, pupil_id in _all(MentorTask, mentors, MentorTask.done_at.is_(None), MentorTask.due_on < before.date()):
        attempt(lambda: _do(valley, task_id, names[mentors[pupil_id]]))  # noqa: B023
    due = [PlanVersion.state == PlanState.AGREED, PlanVersion.review_on < clock.today()]
    for version_id, pupil_id in _all(PlanVersion, mentors, *due):
        heartbeat()
        attempt(lambda: _review(valley, version_id, names[mentors[pupil_id]], schools[pupil_id]))  # noqa: B023


def _all(
    table: type[Help] | type[MentorTask] | type[PlanVersion],
    of: Collection[uuid.UUID],
    *conditions: sa.ColumnElement[bool],
) -> list[tuple[uuid.UUID, uuid.UUID]]:
    question = sa.select(table.id, table.pupil_id).where(*conditions).order_by(table.id)
    return [(row[0], row[1]) for row in db.session.execute(question) if row[1] in of]


def _answer(valley: Valley, help_id: uuid.UUID, mentor: str) -> None:
    asked = db.session.get_one(Help, help_id)
    with clock.pretend(asked.asked_at + ANSWERED_WITHIN):
        safeguarding.answer_help(valley.acting(mentor, Role.MENTOR), asked)


def _do(valley: Valley, task_id: uuid.UUID, mentor: str) -> None:
    task = db.session.get_one(MentorTask, task_id)
    with clock.pretend(at(task.due_on, 15)):
        mentoring.do_task(valley.acting(mentor, Role.MENTOR), task)


def _review(valley: Valley, version_id: uuid.UUID, mentor: str, school: str) -> None:
    """Pupil, carers, school and mentor say yes to what goes on, and to the day on which they look again."""
    agreed = plans.lock(version_id)
    by, year = valley.acting(mentor, Role.MENTOR), db.session.get_one(Pupil, agreed.pupil_id).year
    leader = valley.acting(LEADERS[school][1 if year == 10 else 2], Role.HEAD_OF_YEAR)
    with clock.pretend(at(the_day_before(), 14)):
        version = plans.begin_version(by, agreed, because=BECAUSE)
        plans.set_review(by, version, clock.today() + UNTIL_NEXT)
        plans.propose(by, version)
        plans.answer(by, version, party=Party.PUPIL, agrees=True, how=How.IN_PERSON, read_back=True)
        for carer in carers_to_ask(version.pupil_id):
            plans.answer(
                by,
                version,
                party=Party.CARER,
                carer_id=carer.id,
                agrees=True,
                how=How.PHONE,
                interpreter=interpreter(carer),
                read_back=True,
            )
        plans.answer(leader, version, party=Party.SCHOOL, agrees=True)
        plans.answer(by, version, party=Party.MENTOR, agrees=True)
