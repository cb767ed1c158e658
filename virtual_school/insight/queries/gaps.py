"""What the gap map counts: posted lessons, pupils who cannot be in lessons now, work that is asked for.

A few questions, each of which counts where the rows are: as many for a network of ten thousand lessons as for ten.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.asking.models import STILL_ASKED, SubjectTeacher, WorkRequest
from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.insight.gaps import Cell, Map, Place, Prepared, Specification, drawn
from virtual_school.learning.models import Assignment, AssignmentState
from virtual_school.library.models import Lesson, LessonRevision
from virtual_school.library.queries.reach import in_library
from virtual_school.network.models import Term, TermKind
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Away, Programme, Pupil
from virtual_school.timetable.models import LessonOut

MOST = 200
LATELY = dt.timedelta(weeks=8)


def gap_map(viewer: Viewer) -> Map:
    these = [(str(subject_id), words) for subject_id, words in db.session.execute(subjects(viewer).limit(MOST))]
    return drawn(these, _lessons(viewer), _needed(viewer), _asked(viewer))


def subjects(viewer: Viewer) -> sa.Select[uuid.UUID, str]:
    """What the network agreed on, in the order of the map."""
    return (
        sa.select(Term.id, Term.words)
        .where(Term.network_id == viewer.network_id, Term.kind == TermKind.SUBJECT, Term.retired_at.is_(None))
        .order_by(Term.sort_key, Term.id)
    )


def _counted(question: sa.Select[*tuple[Any, ...]]) -> dict[Place, int]:
    return {(str(subject_id), year): count for subject_id, year, count in db.session.execute(question)}


def _lessons(viewer: Viewer) -> dict[Place, int]:
    """By what was posted last, of the lessons that are in the library."""
    place = (LessonRevision.subject_id, LessonRevision.year)
    question = sa.select(*place, sa.func.count()).where(LessonRevision.network_id == viewer.network_id, *in_library())
    return _counted(question.group_by(*place))


def _asked(viewer: Viewer) -> dict[Place, int]:
    place = (WorkRequest.subject_id, WorkRequest.year)
    question = sa.select(*place, sa.func.count()).where(
        WorkRequest.network_id == viewer.network_id, WorkRequest.state.in_(STILL_ASKED)
    )
    return _counted(question.group_by(*place))


def _needed(viewer: Viewer) -> dict[Place, int]:
    """Pupils on a programme or away today, each once in a subject that they are taught or are out of lessons in."""
    today = clock.today()
    taught = sa.select(SubjectTeacher.pupil_id, SubjectTeacher.subject_id).where(
        SubjectTeacher.network_id == viewer.network_id, in_force(SubjectTeacher, today)
    )
    out = (
        sa.select(LessonOut.pupil_id, Term.id)
        .join(Term, sa.func.lower(Term.words) == sa.func.lower(LessonOut.lesson))
        .where(
            LessonOut.network_id == viewer.network_id,
            in_force(LessonOut, today),
            Term.network_id == viewer.network_id,
            Term.kind == TermKind.SUBJECT,
        )
    )
    either = sa.union(taught, out).subquery()
    pupil_id, subject_id = either.c
    question = (
        sa.select(subject_id, Pupil.year, sa.func.count())
        .select_from(either)
        .join(Pupil, Pupil.id == pupil_id)
        .where(
            Pupil.network_id == viewer.network_id,
            _with_us(),
        )
        .group_by(subject_id, Pupil.year)
    )
    return _counted(question)


def _with_us() -> sa.ColumnElement[bool]:
    """That the pupil of the same query is on a programme or away today."""
    today = clock.today()
    return sa.or_(*(there_is(table, table.pupil_id == Pupil.id, in_force(table, today)) for table in (Programme, Away)))


def subject(viewer: Viewer, subject_id: uuid.UUID) -> Term:
    """One of the network's subjects; `NotVisible` for anything else."""
    question = sa.select(Term).where(
        Term.id == subject_id, Term.network_id == viewer.network_id, Term.kind == TermKind.SUBJECT
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def prepared(viewer: Viewer, subject_id: uuid.UUID) -> sa.Select[Any]:
    """What there is of a subject, by year and by what it prepares for: rows of `Prepared`."""
    words = (LessonRevision.year, LessonRevision.board, LessonRevision.specification, LessonRevision.tier)
    its = aliased(Lesson)
    schools = sa.func.count(its.organisation_id.distinct())
    counted = (
        sa.select(*words, sa.func.count().label("lessons"), schools.label("schools"))
        .join(its, its.id == LessonRevision.lesson_id)
        .where(LessonRevision.network_id == viewer.network_id, LessonRevision.subject_id == subject_id, *in_library())
        .group_by(*words)
        .subquery()
    )
    return sa.select(counted).order_by(*list(counted.c)[: len(words)])


def with_pupils(viewer: Viewer, subject_id: uuid.UUID, rows: Sequence[Any]) -> list[Prepared]:
    """These rows of `prepared`, each with how many pupils were set such a lesson lately; in one more question."""
    words = (LessonRevision.year, LessonRevision.board, LessonRevision.specification, LessonRevision.tier)
    question = (
        sa.select(*words, sa.func.count(Assignment.pupil_id.distinct()))
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .where(
            Assignment.network_id == viewer.network_id,
            LessonRevision.subject_id == subject_id,
            Assignment.state != AssignmentState.WITHDRAWN,
            Assignment.set_at >= clock.now() - LATELY,
            _with_us(),
        )
        .group_by(*words)
    )
    lately: dict[Specification, int] = {}
    for year, board, specification, tier, pupils in db.session.execute(question):
        lately[year, board, specification, tier] = pupils
    found = [Prepared(*row) for row in rows]
    return [replace(one, pupils=lately.get(one.key, 0)) for one in found]


def of_subject(viewer: Viewer, subject_id: uuid.UUID) -> dict[int, Cell]:
    """The map's cells of one subject, by year."""
    found = gap_map(viewer)
    for row in found.rows:
        if row.subject_id == str(subject_id):
            return dict(zip(found.years, row.cells, strict=True))
    return {}
