"""What is set from an answer: the lesson as it is posted now, who answers it, whether the pupil has it already."""

import uuid

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.learning.models import CLOSED, Assignment
from virtual_school.learning.queries.choosing import Answering, answering_for
from virtual_school.library.models import Lesson, LessonRevision, LessonState
from virtual_school.pupils.queries import away_of


def newest_revision(lesson_id: uuid.UUID) -> uuid.UUID | None:
    """What the library has of a lesson today; None when it is withdrawn."""
    question = (
        sa.select(LessonRevision.id)
        .join(Lesson, Lesson.id == LessonRevision.lesson_id)
        .where(Lesson.id == lesson_id, Lesson.state == LessonState.POSTED)
        .order_by(LessonRevision.number.desc())
        .limit(1)
    )
    return db.session.scalar(question)


def has_it_open(pupil_id: uuid.UUID, lesson_id: uuid.UUID) -> uuid.UUID | None:
    question = (
        sa.select(Assignment.id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .where(Assignment.pupil_id == pupil_id, LessonRevision.lesson_id == lesson_id, Assignment.state.not_in(CLOSED))
        .order_by(Assignment.id)
        .limit(1)
    )
    return db.session.scalar(question)


def who_answers(pupil_id: uuid.UUID) -> Answering | None:
    """Whoever the school named while the pupil is away; else their mentor."""
    away = away_of(pupil_id)
    return answering_for(pupil_id, away.answers_id if away else None, away.organisation_id if away else None)
