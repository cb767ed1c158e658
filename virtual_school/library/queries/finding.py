"""The list of lessons, searched and narrowed, a page at a time."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.kept import Kept, kept
from virtual_school.core.lists import Statement
from virtual_school.core.search import Search, plain_words, search, suggest, tag
from virtual_school.core.types import Id
from virtual_school.library.changes.index import KIND, STAFF, staff_of
from virtual_school.library.models import HandIn, Lesson, LessonRevision, LessonState, Resource, RevisionResource
from virtual_school.library.queries.reach import ITS_NEWEST, in_library, visible
from virtual_school.network import queries as networks
from virtual_school.network.models import Organisation, Term
from virtual_school.network.viewer import Viewer

PAGE = 50
NOT_POSTED = tuple(state for state in LessonState if state is not LessonState.POSTED)
SHOWN = ("title", "subject_id", "year", "minutes", "outcome")


def subjects(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    return [(term.id, term.words) for term in networks.subjects(viewer)]


def schools(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """Those that lessons come from: the network's own."""
    return [(school.id, school.name) for school in networks.organisations(viewer)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; what is None is not asked."""

    typed: str = ""
    subject_id: uuid.UUID | None = None
    year: int | None = None
    board: str | None = None
    minutes: int | None = None
    way: HandIn | None = None
    school_id: uuid.UUID | None = None
    page: int = 1

    def __bool__(self) -> bool:
        return bool(self.typed.strip() or self.tags)

    @property
    def is_narrowed(self) -> bool:
        """By something other than words, subject and year."""
        return bool(self.board or self.minutes or self.way or self.school_id)

    @property
    def tags(self) -> list[str]:
        """What it is narrowed by, as the lessons are tagged."""
        asked = [
            ("subject", self.subject_id),
            ("year", self.year),
            ("minutes", self.minutes),
            ("way", self.way and self.way.value),
            ("school", self.school_id),
        ]
        boards = plain_words(self.board or "")[-1:]  # 'Pearson Edexcel' and 'Edexcel' are one
        return [tag(name, value) for name, value in asked if value] + [tag("board", word) for word in boards]

    @property
    def arguments(self) -> dict[str, Any]:
        """The same in an address, without the page."""
        return {
            "q": self.typed or None,
            "subject": self.subject_id,
            "year": self.year,
            "board": self.board,
            "minutes": self.minutes,
            "way": self.way and self.way.value,
            "school": self.school_id,
        }

    def find(self, audiences: Iterable[str]) -> Search:
        return search(KIND, list(audiences), self.typed, self.tags)


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
    if asked:
        return by_words(asked.find([STAFF, *_own(viewer)]), asked, lambda ids: _these(viewer, ids))
    first = _first_page(viewer).execute() if asked.page == 1 else db.session.execute(_shown(_everything(viewer, asked)))
    rows = [Row(*row) for row in first]
    return Found(rows[:PAGE], asked.page, len(rows) > PAGE)


def by_words(given: Search, asked: Asked, these: Callable[[frozenset[uuid.UUID]], Kept]) -> Found:
    """A page of what the index finds, of which `these` gives what the viewer may see, in the index's order."""
    to, first = asked.page * PAGE, (asked.page - 1) * PAGE
    there = given.newest(to + 1).subquery()
    order = sa.select(there.c.object_id).order_by(there.c.in_title.desc(), there.c.number.desc())
    ids = list(db.session.scalars(order.limit(PAGE + 1).offset(first)))
    rows = {row.id: row for row in (Row(*row) for row in these(frozenset(ids[:PAGE])).execute())} if ids else {}
    meant = suggest(given) if given.words and not ids and asked.page == 1 else None
    return Found([rows[one] for one in ids if one in rows], asked.page, len(ids) > PAGE, meant)


@kept
def _first_page(viewer: Viewer) -> Statement:
    """What most people open: the newest, whatever they are about."""
    return _shown(_everything(viewer, Asked()))


@kept
def _these(viewer: Viewer, ids: frozenset[uuid.UUID]) -> Statement:
    """What the list says of these lessons, as far as the viewer may read them: as they were posted, if they are."""
    as_posted = sa.and_(ITS_NEWEST, Lesson.state == LessonState.POSTED)
    question = sa.select(*_columns()).select_from(Lesson).outerjoin(LessonRevision, as_posted)
    named = question.join(Term, Term.id == AS_SHOWN["subject_id"])
    schools = named.join(Organisation, Organisation.id == Lesson.organisation_id)
    return schools.where(Lesson.id.in_(ids), visible(viewer))


def _own(viewer: Viewer) -> list[str]:
    return [staff_of(viewer.organisation_id)] if viewer.organisation_id else []


AS_SHOWN = {name: sa.func.coalesce(getattr(LessonRevision, name), getattr(Lesson, name)) for name in SHOWN}


def _everything(viewer: Viewer, asked: Asked) -> sa.Select[Any]:
    """Which lessons, in order, and no more than it takes to find them: a network has many.

    What is posted and what one's own school is writing are read apart, each from its newest on as far as the page goes.
    """
    posted = newest_first(LessonRevision, LessonRevision.lesson_id, LessonRevision.id, asked).where(
        LessonRevision.network_id == viewer.network_id, *in_library(visible(viewer))
    )
    written = newest_first(Lesson, Lesson.id, sa.cast(sa.null(), Id()), asked).where(
        visible(viewer), Lesson.organisation_id == viewer.organisation_id, Lesson.state.in_(NOT_POSTED)
    )
    both = sa.union_all(sa.select(posted.subquery()), sa.select(written.subquery())).subquery()
    question = sa.select(both).order_by(both.c.since.desc(), both.c.id.desc())
    return question.limit(PAGE + 1).offset((asked.page - 1) * PAGE)


def newest_first(
    table: type[LessonRevision] | type[Lesson],
    lesson_id: Any,
    revision_id: sa.SQLColumnExpression[Any],
    asked: Asked,
) -> sa.Select[Any]:
    """Revisions or lessons, the newest first, to the end of the page that was asked for: an index has them so."""
    since: Any = LessonRevision.posted_at if table is LessonRevision else Lesson.changed_at
    question = sa.select(lesson_id.label("id"), revision_id.label("revision_id"), since.label("since"))
    return question.order_by(since.desc(), lesson_id.desc()).limit(asked.page * PAGE + 1)


def _columns() -> list[Any]:
    """What the list says of a lesson."""
    since = sa.func.coalesce(LessonRevision.posted_at, Lesson.changed_at)
    return [
        Lesson.id, Lesson.state, AS_SHOWN["title"], Term.words, AS_SHOWN["year"], AS_SHOWN["minutes"],
        AS_SHOWN["outcome"], Organisation.name, since, _count_of_files(),
    ]  # fmt: skip


def _shown(wanted: sa.Select[Any]) -> sa.Select[Any]:
    one = wanted.subquery()
    return (
        sa.select(*_columns())
        .select_from(one)
        .join(Lesson, Lesson.id == one.c.id)
        .outerjoin(LessonRevision, LessonRevision.id == one.c.revision_id)
        .join(Term, Term.id == AS_SHOWN["subject_id"])
        .join(Organisation, Organisation.id == Lesson.organisation_id)
        .order_by(one.c.since.desc(), one.c.id.desc())
    )


def _count_of_files() -> sa.ScalarSelect[int]:
    """Of what is posted, the files that were posted with it."""
    frozen = sa.exists().where(
        RevisionResource.revision_id == LessonRevision.id, RevisionResource.resource_id == Resource.id
    )
    count = sa.select(sa.func.count()).select_from(Resource).correlate(Lesson, LessonRevision)
    mine = sa.or_(LessonRevision.id.is_(None), frozen.correlate(Resource, LessonRevision))
    return count.where(Resource.lesson_id == Lesson.id, Resource.removed_at.is_(None), mine).scalar_subquery()
