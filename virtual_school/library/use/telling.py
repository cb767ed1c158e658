"""Who is told of what happens to a posted lesson. Nothing of it is about a child."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.audit import Actor
from virtual_school.core.db import db, in_force, network_id
from virtual_school.identity.models import Account, Membership
from virtual_school.library.models import Lesson, LessonRevision
from virtual_school.library.models.use import SERIOUS, Following, Remark
from virtual_school.network.roles import AUTHORS, Role
from virtual_school.notices import changes as notices
from virtual_school.notices.models import Because

CHANGED, GONE, SAID, ANSWERED, SERIOUSLY = (
    "lesson.changed",
    "lesson.gone",
    "lesson.remark",
    "remark.answered",
    "lesson.serious",
)

FOLLOWED = "/library/following"
HEARD = "/library/said"


def posted(lesson: Lesson, *, by: Actor) -> None:
    """Those who follow it find out what changed."""
    notices.settle(lesson.id, kinds=(GONE,))
    _tell_followers(lesson, CHANGED, f"/lessons/{lesson.id}/versions", by)


def withdrawn(lesson: Lesson, *, by: Actor) -> None:
    """Those who follow it learn that it is out of the library; what it changed before is no news any more."""
    notices.settle(lesson.id, kinds=(CHANGED,))
    _tell_followers(lesson, GONE, FOLLOWED, by)


def back(lesson: Lesson) -> None:
    """Withdrawn, and posted again as it was: there is no news of it."""
    notices.settle(lesson.id, kinds=(GONE,))


def seen(lesson_id: uuid.UUID, account_id: uuid.UUID) -> None:
    """Whoever follows it has seen what there is, or follows it no more."""
    notices.settle(lesson_id, kinds=(CHANGED, GONE), account_id=account_id)


def _tell_followers(lesson: Lesson, kind: str, path: str, by: Actor) -> None:
    question = (
        sa.select(Following.account_id)
        .where(Following.network_id == network_id(), Following.lesson_id == lesson.id, Following.ended_at.is_(None))
        .order_by(Following.account_id)
    )
    for account_id in _still(question.where(_posts(Following.account_id))):
        if account_id != by.account_id:
            notices.tell(account_id, kind, path, Because.SELF, object_id=lesson.id)


def said(lesson: Lesson, thing_id: uuid.UUID) -> None:
    """The lesson's own people: whoever began it and whoever posted it last, while they post for its school."""
    for account_id in _its_people(lesson):
        notices.tell(account_id, SAID, HEARD, Because.WRITER, object_id=thing_id)


def remarked(lesson: Lesson, remark: Remark) -> None:
    """As `said`; of what is serious whoever leads the Virtual School is told too, and soon."""
    said(lesson, remark.id)
    if remark.kind in SERIOUS:
        for account_id in _still(_holding((Role.VIRTUAL_SCHOOL_LEAD,))):
            notices.tell(account_id, SERIOUSLY, HEARD, Because.OFFICE, object_id=remark.id)


def answered(remark: Remark) -> None:
    notices.settle(remark.id, kinds=(SAID, SERIOUSLY))
    notices.tell(remark.account_id, ANSWERED, HEARD, Because.WRITER, object_id=remark.id)


def _its_people(lesson: Lesson) -> list[uuid.UUID]:
    newest = (
        sa.select(LessonRevision.posted_by)
        .where(LessonRevision.lesson_id == lesson.id)
        .order_by(LessonRevision.number.desc())
        .limit(1)
    )
    either = {lesson.author_id, db.session.scalar(newest) or lesson.author_id}
    here = _holding(AUTHORS, Membership.organisation_id == lesson.organisation_id)
    return _still(here.where(Membership.account_id.in_(sorted(either))))


def _holding(roles: Iterable[Role], *more: sa.ColumnElement[bool]) -> sa.Select[uuid.UUID]:
    """Accounts that hold one of the roles today."""
    return (
        sa.select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.network_id == network_id(),
            Membership.role.in_(sorted(roles, key=lambda role: role.value)),
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
            *more,
        )
        .order_by(Membership.account_id)
    )


def _posts(account_id: sa.SQLColumnExpression[uuid.UUID]) -> sa.ColumnElement[bool]:
    return account_id.in_(_holding(AUTHORS).order_by(None).scalar_subquery())


def _still(question: sa.Select[uuid.UUID]) -> list[uuid.UUID]:
    return list(dict.fromkeys(db.session.scalars(question.limit(500))))
