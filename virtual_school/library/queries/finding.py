"""The list of lessons, searched and narrowed, a page at a time."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.search import Search, search, suggest
from virtual_school.library.changes import KIND, staff_of
from virtual_school.library.models import WORDS, Lesson, LessonRevision, LessonState, Resource, RevisionResource
from virtual_school.library.queries.reach import ITS_NEWEST, visible
from virtual_school.network import queries as networks
from virtual_school.network.models import Organisation, Term
from virtual_school.network.viewer import Viewer

PAGE = 50


def subjects(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    return [(term.id, term.words) for term in networks.subjects(viewer)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; what is None is not asked."""

    typed: str = ""
    subject_id: uuid.UUID | None = None
    year: int | None = None
    page: int = 1

    def __bool__(self) -> bool:
        return bool(self.typed.strip() or self.subject_id or self.year)


@dataclass(frozen=True, slots=True)
class Row:
    """A lesson in the list: as it was posted, or as it is being written."""

    id: uuid.UUID
    state: LessonState
    title: str
    subject: str
    year: int
    minutes: int
    outcome: str
    organisation: str
    since: dt.datetime
    files: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the list, and when it is empty a better spelling if there is one."""

    rows: list[Row]
    page: int
    more: bool
    meant: str | None = None


def lessons(viewer: Viewer, asked: Asked) -> Found:
    """A page of the lessons that the viewer may read: those whose title has the words first, then the newest."""
    given = search(KIND, ["staff", *_own(viewer)], asked.typed) if asked.typed.strip() else None
    question = _shown(_wanted(viewer, asked, given).limit(PAGE + 1).offset((asked.page - 1) * PAGE))
    rows = [Row(*row) for row in db.session.execute(question)]
    meant = suggest(given) if given and not rows and asked.page == 1 else None
    return Found(rows[:PAGE], asked.page, len(rows) > PAGE, meant)


def _own(viewer: Viewer) -> list[str]:
    return [staff_of(viewer.organisation_id)] if viewer.organisation_id else []


AS_SHOWN = {name: sa.func.coalesce(getattr(LessonRevision, name), getattr(Lesson, name)) for name in WORDS}


def _wanted(viewer: Viewer, asked: Asked, given: Search | None) -> sa.Select[Any]:
    """Which lessons, in order, and no more than it takes to find them: a network has many."""
    since = sa.func.coalesce(LessonRevision.posted_at, Lesson.changed_at, type_=Lesson.changed_at.type)
    in_title = given.in_title(Lesson.id) if given else sa.false()
    question = (
        sa.select(
            Lesson.id, LessonRevision.id.label("revision_id"), since.label("since"),
            sa.case((in_title, 1), else_=0).label("in_title"),
        )
        .outerjoin(LessonRevision, sa.and_(Lesson.state == LessonState.POSTED, ITS_NEWEST))
        .where(visible(viewer))
    )  # fmt: skip
    if asked.subject_id:
        question = question.where(AS_SHOWN["subject_id"] == asked.subject_id)
    if asked.year:
        question = question.where(AS_SHOWN["year"] == asked.year)
    if given is not None:
        question = question.where(given.found(Lesson.id))
    return question.order_by(sa.desc("in_title"), since.desc(), Lesson.id.desc())


def _shown(wanted: sa.Select[Any]) -> sa.Select[Any]:
    """What the list says of them."""
    one = wanted.subquery()
    return (
        sa.select(
            Lesson.id, Lesson.state, AS_SHOWN["title"], Term.words, AS_SHOWN["year"], AS_SHOWN["minutes"],
            AS_SHOWN["outcome"], Organisation.name, one.c.since, _count_of_files(),
        )
        .select_from(one)
        .join(Lesson, Lesson.id == one.c.id)
        .outerjoin(LessonRevision, LessonRevision.id == one.c.revision_id)
        .join(Term, Term.id == AS_SHOWN["subject_id"])
        .join(Organisation, Organisation.id == Lesson.organisation_id)
        .order_by(one.c.in_title.desc(), one.c.since.desc(), one.c.id.desc())
    )  # fmt: skip


def _count_of_files() -> sa.ScalarSelect[int]:
    """Of what is posted, the files that were posted with it."""
    frozen = sa.exists().where(
        RevisionResource.revision_id == LessonRevision.id, RevisionResource.resource_id == Resource.id
    )
    count = sa.select(sa.func.count()).select_from(Resource).correlate(Lesson, LessonRevision)
    mine = sa.or_(LessonRevision.id.is_(None), frozen.correlate(Resource, LessonRevision))
    return count.where(Resource.lesson_id == Lesson.id, Resource.removed_at.is_(None), mine).scalar_subquery()
