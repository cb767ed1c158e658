"""The list of lessons, searched and narrowed, a page at a time."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.core.search import Search, search, suggest
from virtual_school.core.types import Id
from virtual_school.library.changes import KIND, staff_of
from virtual_school.library.models import WORDS, Lesson, LessonRevision, LessonState, Resource, RevisionResource
from virtual_school.library.queries.reach import in_library, visible
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
    first = not asked and asked.page == 1
    found = _first_page(viewer).execute() if first else db.session.execute(_shown(_wanted(viewer, asked, given)))
    rows = [Row(*row) for row in found]
    meant = suggest(given) if given and not rows and asked.page == 1 else None
    return Found(rows[:PAGE], asked.page, len(rows) > PAGE, meant)


@kept
def _first_page(viewer: Viewer) -> Statement:
    """What most people open: the newest, whatever they are about."""
    return _shown(_wanted(viewer, Asked(), None))


def _own(viewer: Viewer) -> list[str]:
    return [staff_of(viewer.organisation_id)] if viewer.organisation_id else []


AS_SHOWN = {name: sa.func.coalesce(getattr(LessonRevision, name), getattr(Lesson, name)) for name in WORDS}


def _wanted(viewer: Viewer, asked: Asked, given: Search | None) -> sa.Select[Any]:
    """Which lessons, in order, and no more than it takes to find them: a network has many.

    What is posted and what one's own school is writing are read apart, each from its newest on as far as the page goes.
    """
    posted = newest_first(LessonRevision, LessonRevision.lesson_id, LessonRevision.id, asked, given).where(
        LessonRevision.network_id == viewer.network_id, *in_library(visible(viewer))
    )
    written = newest_first(Lesson, Lesson.id, sa.cast(sa.null(), Id()), asked, given).where(
        visible(viewer), Lesson.organisation_id == viewer.organisation_id, Lesson.state != LessonState.POSTED
    )
    both = sa.union_all(sa.select(posted.subquery()), sa.select(written.subquery())).subquery()
    question = sa.select(both).order_by(both.c.in_title.desc(), both.c.since.desc(), both.c.id.desc())
    return question.limit(PAGE + 1).offset((asked.page - 1) * PAGE)


def newest_first(
    table: type[LessonRevision] | type[Lesson],
    lesson_id: Any,
    revision_id: sa.SQLColumnExpression[Any],
    asked: Asked,
    given: Search | None,
) -> sa.Select[Any]:
    """What was asked for, among revisions or lessons, to the end of the page that was asked for."""
    since: Any = LessonRevision.posted_at if table is LessonRevision else Lesson.changed_at
    in_title = sa.case((given.in_title(lesson_id), 1), else_=0) if given else sa.literal(0)
    # Without words to look for nothing comes before the newest, and an index has them in this order.
    order = [in_title.desc()] if given else []
    question = sa.select(
        lesson_id.label("id"), revision_id.label("revision_id"), since.label("since"), in_title.label("in_title")
    ).where(*_narrowed(table, lesson_id, asked, given))
    return question.order_by(*order, since.desc(), lesson_id.desc()).limit(asked.page * PAGE + 1)


def _narrowed(table: Any, lesson_id: Any, asked: Asked, given: Search | None) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if asked.subject_id:
        conditions.append(table.subject_id == asked.subject_id)
    if asked.year:
        conditions.append(table.year == asked.year)
    if given is not None:
        conditions.append(given.found(lesson_id))
    return conditions


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
