"""Pupils who are stuck: what each said, and who may answer them."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.identity.models import Account
from virtual_school.learning.models import Assignment, AssignmentState, Stuck
from virtual_school.learning.queries.goes import free
from virtual_school.learning.queries.pile import named
from virtual_school.library.models import LessonRevision, RevisionStep, StepKind
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows, reach
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding.access import held, stopped

HELPERS = frozenset({Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD})


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of a pupil's, with what was said to it."""

    id: uuid.UUID
    step: StepKind | None
    step_title: str
    words: str
    typed: str
    asked_at: dt.datetime
    answer: str | None
    answered_at: dt.datetime | None
    answered_by: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """One row of those who wait for a word."""

    id: uuid.UUID
    asked_at: dt.datetime
    title: str
    who: str
    year: int


@dataclass(frozen=True, slots=True)
class ToHelp:
    """One call as the page of who answers it shows it."""

    asked: Asked
    assignment_id: uuid.UUID
    revision_id: uuid.UUID
    title: str
    pupil_id: uuid.UUID
    who: str
    year: int


def stuck_of(viewer: Viewer, assignment_id: uuid.UUID) -> list[Asked]:
    """What was asked and answered around one piece of work that the viewer reads, the newest first."""
    found = _stuck_of(viewer, assignment_id).execute()
    return [Asked(*tuple(row)) for row in found]


@kept
def _stuck_of(viewer: Viewer, assignment_id: uuid.UUID) -> Any:
    of_it = [Stuck.network_id == viewer.network_id, Stuck.assignment_id == assignment_id]
    return (
        _asked(viewer)
        .where(*of_it, free(viewer, "stuck", Stuck.id))
        .order_by(Stuck.asked_at.desc(), Stuck.id)
        .limit(50)
    )


def _asked(viewer: Viewer, *more: Any) -> sa.Select[*tuple[Any, ...]]:
    """With what was written back, unless a concern holds that; who wrote it finds it as ever."""
    is_free = sa.or_(free(viewer, "stuck_answer", Stuck.id), Stuck.answered_by == viewer.account_id)
    return (
        sa.select(
            Stuck.id, RevisionStep.kind, sa.func.coalesce(RevisionStep.title, ""), Stuck.words, Stuck.typed,
            Stuck.asked_at, sa.case((is_free, Stuck.answer)), Stuck.answered_at, Account.name, *more,
        )
        .select_from(Stuck)
        .outerjoin(RevisionStep, RevisionStep.id == Stuck.step_id)
        .outerjoin(Account, Account.id == Stuck.answered_by)
    )  # fmt: skip


def _may_help(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Whoever is named to answer the work, the pupil's mentor, and who leads the Virtual School."""
    is_answerer = sa.exists().where(*named(viewer)).correlate(Assignment)
    if viewer.role not in HELPERS:
        return is_answerer
    return sa.or_(is_answerer, reach(viewer, Part.WORK, Assignment.pupil_id))


def waiting_for_help(viewer: Viewer) -> list[Call]:
    """Those who wait for a word from the viewer, longest first. The lead is asked only where they were named."""
    mine: sa.ColumnElement[bool] = sa.exists().where(*named(viewer)).correlate(Assignment)
    if viewer.role is Role.MENTOR:
        mine = sa.or_(mine, knows(viewer, Part.WORK, Assignment.pupil_id))
    question = (
        sa.select(
            Stuck.id, Stuck.asked_at, LessonRevision.title, Pupil.known_as, Pupil.family_name, Pupil.year,
            knows(viewer, Part.WORK, Assignment.pupil_id).label("knows"),
        )
        .select_from(Stuck)
        .join(Assignment, Assignment.id == Stuck.assignment_id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .where(
            Stuck.network_id == viewer.network_id, Stuck.answered_at.is_(None), *_live(), mine,
            ~stopped(Assignment.pupil_id),
        )
        .order_by(Stuck.asked_at, Stuck.id)
        .limit(50)
    )  # fmt: skip
    return [
        Call(stuck_id, at, title, f"{known_as} {family[:1]}." if known else known_as, year)
        for stuck_id, at, title, known_as, family, year, known in db.session.execute(question)
    ]


def _live() -> list[sa.ColumnElement[bool]]:
    return [Assignment.state != AssignmentState.WITHDRAWN, ~held("stuck", Stuck.id)]


def to_help(viewer: Viewer, stuck_id: uuid.UUID) -> ToHelp:
    """One call that the viewer may answer."""
    known = knows(viewer, Part.WORK, Assignment.pupil_id).label("knows")
    about = (Assignment.id, Assignment.revision_id, LessonRevision.title, Pupil.id, Pupil.known_as)
    question = (
        _asked(viewer, *about, Pupil.family_name, Pupil.year, known)
        .join(Assignment, Assignment.id == Stuck.assignment_id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .where(Stuck.network_id == viewer.network_id, Stuck.id == stuck_id, *_live(), _may_help(viewer))
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    row = tuple(found)
    work_id, revision_id, title, pupil_id, known_as, family, year, is_known = row[9:]
    who = f"{known_as} {family[:1]}." if is_known else known_as
    return ToHelp(Asked(*row[:9]), work_id, revision_id, title, pupil_id, who, year)


def call_held(viewer: Viewer, stuck_id: uuid.UUID) -> tuple[Assignment, Stuck]:
    """One call that the viewer may answer with its work, both held until the transaction ends."""
    question = (
        sa.select(Assignment, Stuck)
        .join(Stuck, Stuck.assignment_id == Assignment.id)
        .where(Stuck.network_id == viewer.network_id, Stuck.id == stuck_id, *_live(), _may_help(viewer))
        .with_for_update(of=(Assignment, Stuck))
    )
    found = db.session.execute(question, execution_options={"populate_existing": True}).first()
    if found is None:
        raise NotVisible
    return found[0], found[1]
