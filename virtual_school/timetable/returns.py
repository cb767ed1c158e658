"""The prepared return (practice 12): what is due before a pupil goes back into a lesson, and what came of it.

A lesson out ends by itself. Ten school days before its end a short list begins; from five the pupil sees it; unready at
three, the head of year chooses: prepare it, or a dated extension with a reason. It stands on their page before the
return. Where nobody chose, the pupil is back all the same, because an end that waits for somebody is no end; that it
was not prepared stays in sight, apart from what is due, until somebody says what was done about it.
"""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.calendar import MONDAY_TO_FRIDAY, Calendar, counted
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Enrolment, Part, Pupil
from virtual_school.safeguarding.access import stopped
from virtual_school.timetable import days, numbers
from virtual_school.timetable.models import LessonOut, ReturnStep, ReturnStepKind
from virtual_school.timetable.queries.calendar import main_roll

STEPS = (
    ReturnStepKind.TEACHER_TOLD,
    ReturnStepKind.SEAT,
    ReturnStepKind.WHO_MEETS_THEM,
    ReturnStepKind.PUPIL_ASKED,
)

# A row for each step that is done, and one for a return without any.
MOST_ROWS = 2000

STEP_WORDS = {
    ReturnStepKind.TEACHER_TOLD: _l("The teacher knows"),
    ReturnStepKind.SEAT: _l("Where to sit"),
    ReturnStepKind.WHO_MEETS_THEM: _l("Who meets them"),
    ReturnStepKind.PUPIL_ASKED: _l("The pupil was asked"),
    ReturnStepKind.CAUGHT_UP: _l("What was done afterwards"),
}


@dataclass(frozen=True, slots=True)
class Step:
    words: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Return:
    """A return into a lesson, and how far it is prepared on a day. Days are counted as the pupil's school has them."""

    row: LessonOut
    pupil: Pupil
    steps: dict[ReturnStepKind, Step]
    today: dt.date
    calendar: Calendar = MONDAY_TO_FRIDAY

    @property
    def last_out(self) -> dt.date:
        return self.row.ends_on or self.row.starts_on

    @property
    def back_on(self) -> dt.date:
        """The first lesson after the last day out."""
        return days.next_on(self.last_out, self.row.day, self.calendar)

    @property
    def meets(self) -> str:
        """Who meets them, in the words that the pupil reads; empty while nobody said."""
        return self._words(ReturnStepKind.WHO_MEETS_THEM)

    @property
    def seat(self) -> str:
        return self._words(ReturnStepKind.SEAT)

    def _words(self, kind: ReturnStepKind) -> str:
        step = self.steps.get(kind)
        return step.words if step else ""

    @property
    def missing(self) -> tuple[ReturnStepKind, ...]:
        return tuple(kind for kind in STEPS if kind not in self.steps)

    @property
    def missing_words(self) -> str:
        """'Where to sit · Who meets them'."""
        return " · ".join(str(STEP_WORDS[kind]) for kind in self.missing)

    @property
    def is_ready(self) -> bool:
        return not self.missing

    @property
    def is_due(self) -> bool:
        """From ten school days before the end until the day before the return."""
        return self._from(numbers.LIST_BEGINS) <= self.today < self.back_on

    @property
    def is_shown_to_pupil(self) -> bool:
        return self._from(numbers.PUPIL_SEES) <= self.today <= self.back_on

    @property
    def must_choose(self) -> bool:
        """Unready three school days before the end, and nobody has chosen yet."""
        late = self._from(numbers.MUST_CHOOSE) <= self.today
        return self.is_due and late and not self.is_ready and self.row.chosen_at is None

    @property
    def may_extend(self) -> bool:
        return self.row.extends_id is None and self.row.chosen_at is None

    @property
    def went_back_unprepared(self) -> bool:
        """They are back, something was missing, and nobody has said what was done about it."""
        return self.back_on <= self.today and not self.is_ready and ReturnStepKind.CAUGHT_UP not in self.steps

    def _from(self, school_days: int) -> dt.date:
        return days.school_days_before(self.last_out, school_days, self.calendar)


def due(viewer: Viewer, today: dt.date) -> list[Return]:
    """The returns to prepare among the pupils whose week the viewer reaches: what must be chosen stands first."""
    found = [one for one in _of(_reached(viewer), *_near(today), today=today) if one.is_due]
    return sorted(found, key=lambda one: (not one.must_choose, one.back_on, one.pupil.sort_key))


def unprepared(viewer: Viewer, today: dt.date) -> list[Return]:
    """Who went back unprepared, until somebody says what was done about it."""
    taken, caught_up = aliased(ReturnStep), aliased(ReturnStep)
    done = sa.select(sa.func.count()).where(taken.lesson_out_id == LessonOut.id, taken.kind.in_(STEPS))
    closed = access.there_is(
        caught_up, caught_up.lesson_out_id == LessonOut.id, caught_up.kind == ReturnStepKind.CAUGHT_UP
    )
    left = [LessonOut.ends_on < today, ~closed, done.scalar_subquery() < len(STEPS)]
    return [one for one in _of(_reached(viewer), *left, today=today) if one.went_back_unprepared]


def of_pupil(pupil_id: uuid.UUID, today: dt.date, calendar: Calendar | None = None) -> list[Return]:
    """One pupil's returns that are near, prepared or not. `calendar` is their school's, for who knows it already."""
    found = _of(LessonOut.pupil_id == pupil_id, *_near(today), today=today, calendar=calendar)
    return [one for one in found if one.is_due or one.is_shown_to_pupil]


def one(lesson_out: LessonOut, today: dt.date) -> Return | None:
    """The return from this lesson out; none when it was never agreed, was ended or lengthened."""
    return next(iter(_of(LessonOut.id == lesson_out.id, today=today)), None)


def _reached(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.and_(
        LessonOut.network_id == viewer.network_id,
        access.reach(viewer, Part.WEEK, LessonOut.pupil_id),
        ~stopped(LessonOut.pupil_id),
    )


def _near(today: dt.date) -> list[sa.ColumnElement[bool]]:
    """No later end than the list looks ahead, no earlier one than before a return: both over the longest holiday."""
    return [LessonOut.ends_on >= today - numbers.A_HOLIDAY, LessonOut.ends_on <= today + numbers.A_HOLIDAY]


def _of(*conditions: sa.ColumnElement[bool], today: dt.date, calendar: Calendar | None = None) -> list[Return]:
    """In one question, and one more for the schools' calendars where these are not given."""
    found: dict[uuid.UUID, tuple[LessonOut, Pupil, uuid.UUID | None]] = {}
    steps: dict[uuid.UUID, dict[ReturnStepKind, Step]] = defaultdict(dict)
    for row, pupil, school_id, step, name in db.session.execute(_question(*conditions, today=today)):
        found[row.id] = (row, pupil, school_id)
        if step is not None:
            steps[row.id][step.kind] = Step(step.words, name, step.done_at)
    schools = {school_id for _row, _pupil, school_id in found.values() if school_id is not None}
    known = counted(schools) if calendar is None else dict.fromkeys(schools, calendar)
    return [
        Return(row, pupil, steps[row.id], today, known.get(school_id or row.id, MONDAY_TO_FRIDAY))
        for row, pupil, school_id in found.values()
    ]


def _question(*conditions: sa.ColumnElement[bool], today: dt.date) -> Statement:
    more = aliased(LessonOut)
    lengthened = sa.exists().where(more.extends_id == LessonOut.id).correlate_except(more)
    question: Statement = (
        sa.select(LessonOut, Pupil, Enrolment.organisation_id, ReturnStep, Account.name)
        .join(Pupil, Pupil.id == LessonOut.pupil_id)
        .outerjoin(Enrolment, sa.and_(main_roll(LessonOut.pupil_id, today, today), Enrolment.ended_at.is_(None)))
        .outerjoin(ReturnStep, ReturnStep.lesson_out_id == LessonOut.id)
        .outerjoin(Account, Account.id == ReturnStep.done_by)
        .where(*conditions, LessonOut.agreed_at.is_not(None), LessonOut.ended_at.is_(None), ~lengthened)
        .order_by(LessonOut.ends_on, Pupil.sort_key, LessonOut.id, ReturnStep.id)
        .limit(MOST_ROWS)
    )
    return question
