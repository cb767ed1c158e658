"""A teacher's pupils who are away: whom they answer and whom they teach, what each did, and what came back."""

import datetime as dt
import uuid
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from virtual_school.asking.models import STILL_ASKED, ReturnLine, SubjectTeacher, WorkRequest
from virtual_school.asking.queries.teaching import is_out, is_taught, on_roll, own_request
from virtual_school.core import clock, school_days
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.learning.models import Answerer, Assignment, AssignmentState, Attempt, HandIn
from virtual_school.learning.queries.teaching import taught as work_taught
from virtual_school.library.models import LessonRevision
from virtual_school.network import calendar
from virtual_school.network.calendar import MONDAY_TO_FRIDAY, Calendar
from virtual_school.network.models import Term
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Away, Pupil
from virtual_school.pupils.quiet import is_quiet
from virtual_school.safeguarding.access import held, kept_from

MOST = 100

# Work for an absence is set in the days before it, too.
BEFORE = dt.timedelta(days=14)

# In their first days back, what they did is looked at with them.
AFTER = dt.timedelta(days=7)

HAS_COME_BACK = (AssignmentState.HANDED_IN, AssignmentState.ANOTHER_GO, AssignmentState.DONE)


@dataclass(frozen=True, slots=True)
class Did:
    """One piece of work, as far as it is: its title and state. What the pupil wrote has a page of its own."""

    title: str
    subject: str
    state: AssignmentState
    set_at: dt.datetime
    # What waits for the viewer's own answer.
    hand_in_id: uuid.UUID | None
    # What the viewer may read whole, as the pupil's teacher of its subject.
    read_id: uuid.UUID | None = None

    @property
    def has_come_back(self) -> bool:
        return self.state in HAS_COME_BACK


@dataclass(frozen=True, slots=True)
class PupilAway:
    """One pupil on the page: until when, never why; what is asked of the viewer, and how much came back."""

    pupil: Pupil
    away: Away | None
    answers: bool
    taught: bool
    asked: int = 0
    waits: int = 0
    did: list[Did] = field(default_factory=list, compare=False)
    line: ReturnLine | None = None
    calendar: Calendar = MONDAY_TO_FRIDAY

    @property
    def came_back(self) -> int:
        return sum(one.has_come_back for one in self.did)

    @property
    def is_over(self) -> bool:
        """That the absence is over, and no line is written for their return any more."""
        back_on = self.back_on()
        return back_on is not None and back_on <= clock.today()

    def back_on(self) -> dt.date | None:
        """The school day on which they are back, or were."""
        if self.away is None or self.away.ends_on is None:
            return None
        if self.away.ended_at is not None:
            return self.away.ended_at.astimezone(clock.LONDON).date()
        return school_days.coming(self.away.ends_on + school_days.ONE, self.calendar)


def _answers(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer was named to answer the pupil while this absence lasts."""
    return sa.and_(
        Away.id.is_not(None), Away.answers_id == viewer.account_id, Away.organisation_id == viewer.organisation_id
    )


def _pupils(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    """Pupils beside each absence; the school's own, whom the viewer answers or teaches."""
    now = sa.and_(Away.pupil_id == Pupil.id, sa.or_(_is_on(), sa.and_(_is_just_over(), ~is_out(Pupil.id))))
    asked = (
        sa.select(sa.func.count())
        .where(*own_request(viewer), WorkRequest.pupil_id == Pupil.id, WorkRequest.state.in_(STILL_ASKED))
        .correlate(Pupil)
        .scalar_subquery()
    )
    waits = (
        sa.select(sa.func.count())
        .where(Assignment.pupil_id == Pupil.id, Assignment.state == AssignmentState.HANDED_IN, _is_answerer(viewer))
        .correlate(Pupil)
        .scalar_subquery()
    )
    taught = sa.and_(is_taught(viewer, Pupil.id), sa.or_(Away.id.is_not(None), is_out(Pupil.id)))
    return (
        sa.select(Pupil, Away, _answers(viewer).label("answers"), taught.label("taught"), asked, waits)
        .outerjoin(Away, now)
        .where(
            Pupil.network_id == viewer.network_id,
            sa.or_(_answers(viewer), taught),
            on_roll(viewer.organisation_id, Pupil.id),
            ~kept_from(viewer.account_id, Pupil.id),
        )
    )


def _is_on() -> sa.ColumnElement[bool]:
    return sa.and_(Away.ended_at.is_(None), Away.ends_on >= clock.today())


def _is_just_over() -> sa.ColumnElement[bool]:
    """Over for some days, after it had begun: what never was is not spoken of."""
    since = clock.today() - AFTER
    moment = dt.datetime.combine(since, dt.time(), clock.LONDON)
    ran_out = sa.and_(Away.ended_at.is_(None), Away.ends_on < clock.today(), Away.ends_on >= since)
    ended = sa.and_(Away.ended_at >= moment, sa.func.date(Away.ended_at) >= Away.starts_on)
    return sa.or_(ran_out, ended)


def _is_answerer(viewer: Viewer) -> sa.ColumnElement[bool]:
    return there_is(
        Answerer,
        Answerer.assignment_id == Assignment.id,
        Answerer.account_id == viewer.account_id,
        Answerer.organisation_id == viewer.organisation_id,
        in_force(Answerer, clock.today()),
    )


def my_pupils(viewer: Viewer) -> list[PupilAway]:
    """Who is back soonest first; of whom everything is stopped there is no line."""
    question = _pupils(viewer).where(~is_quiet(Pupil.id))
    question = question.order_by(Away.ends_on.is_(None), Away.ends_on, Pupil.sort_key, Pupil.id).limit(MOST)
    rows: Any = db.session.execute(question).all()
    is_over = any(away is not None and away.ends_on < clock.today() for _pupil, away, *_more in rows)
    ours = calendar.school_days(viewer.organisation_id) if is_over else MONDAY_TO_FRIDAY  # says when they are back
    return [replace(PupilAway(*row), calendar=ours) for row in rows]


def pupil_away(viewer: Viewer, pupil_id: uuid.UUID) -> PupilAway:
    """One of them, with what they did and the viewer's line; `NotVisible` for anybody else's."""
    question = _pupils(viewer).where(Pupil.id == pupil_id).order_by(Away.starts_on, Away.id)
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    pupil, away, answers, taught, asked, waits = found
    did, line = _did(viewer, pupil_id, None if taught else away), away and _line(viewer, away.id)
    ours = calendar.school_days(viewer.organisation_id)
    return PupilAway(pupil, away, answers, taught, asked, waits, did, line, ours)


def _did(viewer: Viewer, pupil_id: uuid.UUID, away: Away | None) -> list[Did]:
    """Work of the subjects that the viewer teaches the pupil, and whatever they answer; of one absence, if given."""
    mine = sa.select(SubjectTeacher.subject_id).where(
        SubjectTeacher.pupil_id == pupil_id,
        SubjectTeacher.account_id == viewer.account_id,
        SubjectTeacher.organisation_id == viewer.organisation_id,
        in_force(SubjectTeacher, clock.today()),
    )
    waiting = (
        sa.select(HandIn.id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .where(
            Attempt.assignment_id == Assignment.id,
            Assignment.state == AssignmentState.HANDED_IN,
            _is_answerer(viewer),
            ~held("hand_in", HandIn.id),
        )
        .order_by(Attempt.number.desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    question = (
        sa.select(LessonRevision.title, Term.words, Assignment.state, Assignment.set_at, waiting, _to_read(viewer))
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Term, Term.id == LessonRevision.subject_id)
        .where(
            Assignment.network_id == viewer.network_id,
            Assignment.pupil_id == pupil_id,
            Assignment.state != AssignmentState.WITHDRAWN,
            sa.or_(LessonRevision.subject_id.in_(mine), _is_answerer(viewer)),
        )
        .order_by(Assignment.set_at.desc(), Assignment.id.desc())
        .limit(MOST)
    )
    question = question.where(*(set_for(away) if away is not None else ()))
    return [Did(*row) for row in db.session.execute(question)]


def _to_read(viewer: Viewer) -> sa.ColumnElement[uuid.UUID | None]:
    handed_in = there_is(
        Attempt, Attempt.assignment_id == Assignment.id, sa.exists().where(HandIn.attempt_id == Attempt.id)
    )
    return sa.case((sa.and_(work_taught(viewer), handed_in), Assignment.id), else_=None)


def set_for(away: Away) -> list[sa.ColumnElement[bool]]:
    """The work of one absence: set shortly before it or while it lasted."""
    first = dt.datetime.combine(away.starts_on - BEFORE, dt.time(), clock.LONDON)
    after = dt.datetime.combine((away.ends_on or clock.today()) + dt.timedelta(days=1), dt.time(), clock.LONDON)
    return [Assignment.set_at >= first, Assignment.set_at < after]


def _line(viewer: Viewer, away_id: uuid.UUID) -> ReturnLine | None:
    question = sa.select(ReturnLine).where(
        ReturnLine.network_id == viewer.network_id,
        ReturnLine.away_id == away_id,
        ReturnLine.account_id == viewer.account_id,
    )
    return db.session.scalar(question)
