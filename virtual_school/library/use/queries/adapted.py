"""Whom a lesson was made from, and what its original has become."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.library.models import Adaptation, Lesson, LessonRevision, LessonState
from virtual_school.library.queries import Sheet
from virtual_school.library.queries.reach import NEWEST
from virtual_school.library.use.queries.versions import title_of
from virtual_school.network.models import Organisation


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom a lesson was made from. It stands whatever becomes of the original; `is_there` says whether it is posted.

    `first_*`: where the line began, when that is another lesson than the one it was made from.
    """

    lesson_id: uuid.UUID
    title: str
    organisation: str
    author: str
    is_there: bool
    is_behind: bool
    first_title: str | None
    first_organisation: str | None


def attribution(lesson_id: uuid.UUID) -> Attribution | None:
    """Of a lesson that was made from another; nothing for one that was not."""
    source, first, original, root = aliased(LessonRevision), aliased(LessonRevision), aliased(Lesson), aliased(Lesson)
    at, begun_at, later = aliased(Organisation), aliased(Organisation), aliased(LessonRevision)
    other = first.lesson_id != source.lesson_id
    taken = sa.select(LessonRevision.number).where(LessonRevision.id == Adaptation.taken_id).scalar_subquery()
    newest = sa.select(sa.func.max(later.number)).where(later.lesson_id == original.id).scalar_subquery()
    posted = original.state == LessonState.POSTED
    question = (
        sa.select(
            original.id, title_of(source), at.name, Account.name, posted, sa.and_(posted, newest > taken),
            sa.case((other, title_of(first))), sa.case((other, begun_at.name)),
        )
        .select_from(Adaptation)
        .join(source, source.id == Adaptation.source_id)
        .join(original, original.id == source.lesson_id)
        .join(at, at.id == original.organisation_id)
        .join(Account, Account.id == original.author_id)
        .join(first, first.id == Adaptation.first_id)
        .join(root, root.id == first.lesson_id)
        .join(begun_at, begun_at.id == root.organisation_id)
        .where(Adaptation.lesson_id == lesson_id)
    )  # fmt: skip
    found = db.session.execute(question).first()
    return Attribution(*found) if found else None


@dataclass(frozen=True, slots=True)
class Original:
    """A lesson's original: how far it was looked at, and how it is posted now."""

    row: Adaptation
    taken: LessonRevision
    newest: LessonRevision


def original(sheet: Sheet) -> Original:
    """Of a lesson that was made from another which is posted; else `NotVisible`."""
    taken, source, newest = aliased(LessonRevision), aliased(LessonRevision), LessonRevision
    question = (
        sa.select(Adaptation, taken, newest)
        .join(taken, taken.id == Adaptation.taken_id)
        .join(source, source.id == Adaptation.source_id)
        .join(Lesson, Lesson.id == source.lesson_id)
        .join(newest, sa.and_(newest.lesson_id == Lesson.id, newest.number == NEWEST))
        .where(Adaptation.lesson_id == sheet.lesson.id, Lesson.state == LessonState.POSTED)
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return Original(*found)
