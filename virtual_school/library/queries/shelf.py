"""What a pupil finds in the library while it is open to them: posted lessons, by what pupils may read of them."""

import uuid
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.library.changes.index import PUPILS
from virtual_school.library.models import Audience, Lesson, LessonRevision, LessonState, Resource, RevisionResource
from virtual_school.library.queries.finding import PAGE, Asked, Found, Row, by_words, newest_first
from virtual_school.library.queries.posted import Posted
from virtual_school.library.queries.reach import ITS_NEWEST, in_library
from virtual_school.network.models import Organisation, Term
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Away, Programme


def is_open_to(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer is a pupil who is away today or on a programme."""
    if not viewer.is_pupil or viewer.pupil_id is None:
        return sa.false()
    today = clock.today()
    return sa.or_(
        there_is(Away, Away.pupil_id == viewer.pupil_id, in_force(Away, today)),
        there_is(Programme, Programme.pupil_id == viewer.pupil_id, in_force(Programme, today)),
    )


def on_shelf(viewer: Viewer, asked: Asked) -> Found:
    """A page of the posted lessons: those whose title has the words first, then the newest."""
    if asked:
        return by_words(asked.find([PUPILS]), asked, lambda ids: _these(viewer, ids))
    rows = [Row(*row) for row in db.session.execute(_shown(_everything(viewer, asked)))]
    return Found(rows[:PAGE], asked.page, len(rows) > PAGE)


@kept
def _these(viewer: Viewer, ids: frozenset[uuid.UUID]) -> Statement:
    """What the list says of these lessons, as far as they are open to the viewer."""
    posted = sa.and_(ITS_NEWEST, Lesson.state == LessonState.POSTED, Lesson.network_id == viewer.network_id)
    these = _named(sa.select(*_columns()).select_from(LessonRevision))
    return these.where(LessonRevision.lesson_id.in_(ids), posted, is_open_to(viewer))


def _everything(viewer: Viewer, asked: Asked) -> sa.Select[Any]:
    """Which lessons, in order, and no more than it takes to find them: a network has many."""
    question = newest_first(LessonRevision, LessonRevision.lesson_id, LessonRevision.id, asked)
    posted = question.where(LessonRevision.network_id == viewer.network_id, *in_library(), is_open_to(viewer))
    return posted.limit(PAGE + 1).offset((asked.page - 1) * PAGE)


def _columns() -> list[Any]:
    """What the list says of a lesson."""
    return [
        Lesson.id, Lesson.state, LessonRevision.title, Term.words, LessonRevision.year, LessonRevision.minutes,
        LessonRevision.outcome, Organisation.name, LessonRevision.posted_at, _count_of_files(),
    ]  # fmt: skip


def _named(question: sa.Select[Any]) -> sa.Select[Any]:
    return (
        question.join(Lesson, Lesson.id == LessonRevision.lesson_id)
        .join(Term, Term.id == LessonRevision.subject_id)
        .join(Organisation, Organisation.id == Lesson.organisation_id)
    )


def _shown(wanted: sa.Select[Any]) -> sa.Select[Any]:
    one = wanted.subquery()
    these = sa.select(*_columns()).select_from(one).join(LessonRevision, LessonRevision.id == one.c.revision_id)
    return _named(these).order_by(one.c.since.desc(), one.c.id.desc())


def _count_of_files() -> sa.ScalarSelect[int]:
    """The files that a pupil may open: none other is counted."""
    return (
        sa.select(sa.func.count())
        .select_from(RevisionResource)
        .join(Resource, Resource.id == RevisionResource.resource_id)
        .where(
            RevisionResource.revision_id == LessonRevision.id,
            Resource.audience == Audience.PUPILS,
            Resource.removed_at.is_(None),
        )
        .correlate(LessonRevision)
        .scalar_subquery()
    )


def from_shelf(viewer: Viewer, lesson_id: uuid.UUID) -> Posted:
    """One of them, as it was posted last; `NotVisible` for anything else."""
    question = (
        sa.select(LessonRevision, Term.words, Organisation.name)
        .join(Lesson, ITS_NEWEST)
        .join(Term, Term.id == LessonRevision.subject_id)
        .join(Organisation, Organisation.id == Lesson.organisation_id)
        .where(
            Lesson.id == lesson_id,
            Lesson.network_id == viewer.network_id,
            Lesson.state == LessonState.POSTED,
            is_open_to(viewer),
        )
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return Posted(*found)
