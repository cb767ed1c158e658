"""A pupil's own work as a list: all of it, and what stands on her first page."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy import orm

from virtual_school.core import clock, markdown
from virtual_school.core.db import in_force
from virtual_school.core.kept import kept
from virtual_school.identity.models import Account
from virtual_school.learning.models import (
    OPEN_TO_WRITE,
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    HandIn,
)
from virtual_school.learning.queries.goes import in_force as not_undone
from virtual_school.learning.queries.goes import noted
from virtual_school.learning.queries.one import own
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Term
from virtual_school.network.viewer import Viewer
from virtual_school.plans.adjusting import with_time
from virtual_school.plans.models import Adjustment

PAGE = 50

# What is asked of her first: read and try again, go on, begin; then what waits for somebody else; then what is done.
NEED = {
    AssignmentState.ANOTHER_GO: 1,
    AssignmentState.STARTED: 2,
    AssignmentState.NOT_STARTED: 3,
    AssignmentState.HANDED_IN: 4,
    AssignmentState.DONE: 5,
    AssignmentState.PUT_AWAY: 6,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of work in a pupil's list. `fresh`: there is feedback she has not read, and how it begins."""

    id: uuid.UUID
    state: AssignmentState
    due_on: dt.date | None
    title: str
    minutes: int
    subject: str
    fresh: bool
    when_ready: bool = False
    is_choice: bool = False
    by: str = ""
    words: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_TO_WRITE

    @property
    def url(self) -> str:
        return f"/my-work/{self.id}"

    @property
    def invitation(self) -> str:
        """What stands above it when it is the next thing."""
        if self.state is AssignmentState.ANOTHER_GO:
            return str(_("Have another go at"))
        return str(_("Carry on with") if self.state is AssignmentState.STARTED else _("Start with"))

    @property
    def action(self) -> str:
        """What its button says."""
        if self.state is AssignmentState.ANOTHER_GO:
            return str(_("Read and have another go") if self.fresh else _("Have another go"))
        return str(_("Carry on") if self.state is AssignmentState.STARTED else _("Start"))


@dataclass(frozen=True, slots=True)
class Today:
    """What stands on her first page: the one next thing, new feedback, and how much else there is."""

    next: Item | None
    feedback: list[Item]
    rest: list[Item]


def _unread(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Attempt.assignment_id == Assignment.id,
        HandIn.attempt_id == Attempt.id,
        Feedback.hand_in_id == HandIn.id,
        not_undone(),
        noted(viewer, "feedback.read", Feedback.id).is_(None),
    )


def _need() -> sa.ColumnElement[int]:
    return sa.case(*((Assignment.state == state, place) for state, place in NEED.items()))


def in_order() -> tuple[sa.ColumnElement[int], ...]:
    """What is to be done in the order that was given it; without one after that, by need; then the rest."""
    given = sa.and_(Assignment.state.in_(OPEN_TO_WRITE), Assignment.position.is_not(None))
    return sa.case((given, Assignment.position), else_=10_000), _need()


def _more_time(viewer: Viewer) -> sa.ScalarSelect[int]:
    """The extra time that the pupil has today, in percent."""
    row = Adjustment
    there = (row.network_id == viewer.network_id, row.pupil_id == viewer.pupil_id, in_force(row, clock.today()))
    return sa.select(sa.func.max(row.percent)).where(*there).scalar_subquery()


def to_choose() -> sa.ColumnElement[bool]:
    """That another one of the same choice is still to be done too: nothing of it is chosen yet."""
    other = orm.aliased(Assignment)
    return sa.exists().where(
        other.network_id == Assignment.network_id,
        other.pupil_id == Assignment.pupil_id,
        other.choice_id == Assignment.choice_id,
        other.id != Assignment.id,
        other.state.in_(OPEN_TO_WRITE),
    )


def my_work(viewer: Viewer, page: int = 1) -> tuple[list[Item], bool]:
    """A page of the pupil's work, what needs her first, and whether there is more."""
    rows = _my_work(viewer, page).execute()
    items = [replace(Item(*row), minutes=with_time(row[4], [more] if more else [])) for *row, more in rows]
    return _with_words(viewer, items[:PAGE]), len(items) > PAGE


@kept
def _my_work(viewer: Viewer, page: int) -> sa.SelectBase:
    fresh = _unread(viewer).label("fresh")
    return (
        sa.select(
            Assignment.id,
            Assignment.state,
            Assignment.due_on,
            LessonRevision.title,
            LessonRevision.minutes,
            Term.words,
            fresh,
            Assignment.when_ready,
            to_choose(),
            _more_time(viewer),
        )
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Term, Term.id == LessonRevision.subject_id)
        .where(*own(viewer))
        .order_by(fresh.desc(), *in_order(), Assignment.set_at.desc(), Assignment.id.desc())
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )


def _with_words(viewer: Viewer, items: list[Item]) -> list[Item]:
    """How unread feedback begins, and whose it is; asked for only when there is some."""
    if not any(item.fresh for item in items):
        return items
    said = {row[0]: (row[1], markdown.render(row[2]).striptags()) for row in _beginnings(viewer).execute()}
    return [replace(item, by=said[item.id][0], words=said[item.id][1]) if item.id in said else item for item in items]


def _begins() -> sa.ColumnElement[str]:
    """Praise first."""
    return sa.func.substr(sa.func.coalesce(sa.func.nullif(Feedback.praise, ""), Feedback.text), 1, 160)


@kept
def _beginnings(viewer: Viewer) -> sa.SelectBase:
    """Of the feedback that she has not read, the newest of each piece of work last."""
    return (
        sa.select(Attempt.assignment_id, Account.name, _begins())
        .select_from(Assignment)
        .join(Attempt, Attempt.assignment_id == Assignment.id)
        .join(HandIn, HandIn.attempt_id == Attempt.id)
        .join(Feedback, sa.and_(Feedback.hand_in_id == HandIn.id, not_undone()))
        .join(Account, Account.id == Feedback.returned_by)
        .where(*own(viewer), noted(viewer, "feedback.read", Feedback.id).is_(None))
        .order_by(Attempt.number)
    )


def today(viewer: Viewer) -> Today:
    """The next thing to do, feedback she has not read, and the rest that is open; in one query, two with feedback."""
    items, _more = my_work(viewer)
    open_ones = [item for item in items if item.is_open]
    following = open_ones[0] if open_ones else None
    return Today(
        following,
        [item for item in items if item.fresh and item is not following],
        [item for item in open_ones if item is not following and not item.fresh],
    )
