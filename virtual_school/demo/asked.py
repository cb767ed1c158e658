"""Work that a mentor asked teachers for: one waits with a pupil's own, one with the network, one was answered."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.asking import changes
from virtual_school.asking.given import Answered
from virtual_school.asking.models import ReplyKind, SubjectTeacher, WorkRequest
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.demo.crowd import Person
from virtual_school.demo.journeys import at
from virtual_school.demo.people import Valley
from virtual_school.demo.work import author, known
from virtual_school.network.roles import Role
from virtual_school.timetable import days

BY = "Dani Okafor"


@dataclass(frozen=True, slots=True)
class Asked:
    """School days ago, the subject, the words; how many school days later it went on, or what came and when."""

    days: int
    subject: str
    words: str
    passed_on: int | None = None
    answered: int | None = None
    given: Answered | None = None


ASKED = (
    Asked(1, "Maths", "Something short on ratio that does not need a calculator?"),
    Asked(5, "English", "A scene to read aloud, with two voices. Ten minutes is a lot at the moment.", passed_on=2),
    Asked(8, "Science", "What is your class doing before the test? Pictures help.", answered=1,
          given=Answered(ReplyKind.LIBRARY, "Anything on forces from the library. We are there until Christmas.")),
)  # fmt: skip


def build_asked(valley: Valley, people: Sequence[Person]) -> None:
    """Each for another pupil of the mentor's, of whom a teacher of the subject at their own school is known."""
    theirs = [one for one in people if one.mentor == BY and one.draw.away is None and one.draw.outcome is None]
    for asked in ASKED:
        one, teacher = next((one, found) for one in theirs if (found := _teacher(valley, one, asked.subject)))
        theirs.remove(one)
        _ask(valley, one, teacher, asked)


def _teacher(valley: Valley, one: Person, subject: str) -> SubjectTeacher | None:
    question = sa.select(SubjectTeacher).where(
        SubjectTeacher.pupil_id == one.pupil.id, SubjectTeacher.subject_id == valley.subjects[subject].id
    )
    return db.session.scalars(question.order_by(SubjectTeacher.id).limit(1)).first()


def _ask(valley: Valley, one: Person, teacher: SubjectTeacher, asked: Asked) -> None:
    began = days.school_days_before(clock.today(), asked.days)
    with clock.pretend(at(began, 14, 5)):
        row = changes.ask(
            valley.acting(BY, Role.MENTOR),
            pupil_id=one.pupil.id,
            organisation_id=teacher.organisation_id,
            subject_id=teacher.subject_id,
            year=one.pupil.year,
            teacher_id=teacher.account_id,
            words=asked.words,
        )
    if asked.passed_on is not None:
        with clock.pretend(at(days.school_days_after(began, asked.passed_on), 15, 30)):
            changes.pass_on(valley.by, row)
    if asked.answered is not None and asked.given is not None:
        with clock.pretend(at(days.school_days_after(began, asked.answered), 16, 10)):
            _answer(valley, row, teacher, asked.given)


def _answer(valley: Valley, row: WorkRequest, teacher: SubjectTeacher, given: Answered) -> None:
    name = next(name for name, account in valley.accounts.items() if account.id == teacher.account_id)
    by = author(valley, name)
    reply = changes.answer(by, row, known(by.organisation_id), given, is_own=True)
    changes.hand_on(by, row, reply)
