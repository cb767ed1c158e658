"""What a pupil finds in the library while it is open to them: posted lessons, by what pupils may read of them."""

import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.core.search import Search, search, suggest
from virtual_school.library.changes import KIND
from virtual_school.library.models import Audience, Lesson, LessonRevision, LessonState, Resource, RevisionResource
from virtual_school.library.queries.finding import PAGE, Asked, Found, Row, newest_first
from virtual_school.library.queries.posted import Posted
from virtual_school.library.queries.reach import ITS_NEWEST, in_library
from virtual_school.network.models import Organisation, Term
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Away, Programme

# Entries that hold no word of what is staff only.
FOR_PUPILS = "pupils"


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
    given = search(KIND, [FOR_PUPILS], asked.typed) if asked.typed.strip() else None
    rows = [Row(*row) for row in db.session.execute(_shown(_wanted(viewer, asked, given)))]
    meant = suggest(given) if given and not rows and asked.page == 1 else None
    return Found(rows[:PAGE], asked.page, len(rows) > PAGE, meant)


def _wanted(viewer: Viewer, asked: Asked, given: Search | None) -> Statement:
    """Which lessons, in order, and no more than it takes to find them: a network has many."""
    question = newest_first(LessonRevision, LessonRevision.lesson_id, LessonRevision.id, asked, given)
    posted = question.where(LessonRevision.network_id == viewer.network_id, *in_library(), is_open_to(viewer))
    return posted.limit(PAGE + 1).offset((asked.page - 1) * PAGE)


def _shown(wanted: Statement) -> Statement:
    """What the list says of them."""
    one = wanted.subquery()
    return (
        sa.select(
            Lesson.id, Lesson.state, LessonRevision.title, Term.words, LessonRevision.year, LessonRevision.minutes,
            LessonRevision.outcome, Organisation.name, LessonRevision.posted_at, _count_of_files(),
        )
        .select_from(one)
        .join(LessonRevision, LessonRevision.id == one.c.revision_id)
        .join(Lesson, Lesson.id == LessonRevision.lesson_id)
        .join(Term, Term.id == LessonRevision.subject_id)
        .join(Organisation, Organisation.id == Lesson.organisation_id)
        .order_by(one.c.in_title.desc(), one.c.since.desc(), one.c.id.desc())
    )  # fmt: skip


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
