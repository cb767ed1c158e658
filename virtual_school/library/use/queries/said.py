"""What was said about lessons: by others about one's own school's, and by oneself about others'."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.library.models import Lesson, LessonRevision, LessonState, Remark, RemarkState, Thanks
from virtual_school.library.models.use import SERIOUS
from virtual_school.library.use.queries.versions import title_of
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

MOST = 100


@dataclass(frozen=True, slots=True)
class Said:
    """A remark with the lesson that it is about, as that was when it was said."""

    remark: Remark
    lesson: Lesson
    title: str
    number: int
    by: str
    organisation: str
    posted_by: str

    @property
    def is_there(self) -> bool:
        return self.lesson.state is LessonState.POSTED


def _said() -> sa.Select[*tuple[Any, ...]]:
    said_at, posted_at = aliased(Organisation), aliased(Organisation)
    return (
        sa.select(
            Remark, Lesson, title_of(LessonRevision), LessonRevision.number, Account.name, said_at.name, posted_at.name
        )
        .join(Lesson, Lesson.id == Remark.lesson_id)
        .join(LessonRevision, LessonRevision.id == Remark.revision_id)
        .join(Account, Account.id == Remark.account_id)
        .join(said_at, said_at.id == Remark.organisation_id)
        .join(posted_at, posted_at.id == Lesson.organisation_id)
    )


def _to_read(viewer: Viewer) -> sa.ColumnElement[bool]:
    """As `policy.reads_remarks` says it of one."""
    if not viewer.is_author:
        return sa.false()
    ways = [Lesson.organisation_id == viewer.organisation_id]
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        ways.append(Remark.kind.in_(sorted(SERIOUS, key=lambda kind: kind.value)))
    return sa.and_(Remark.network_id == viewer.network_id, sa.or_(*ways))


def heard(viewer: Viewer) -> list[Said]:
    """About the viewer's school's lessons, those without an answer first; for the lead, what is serious about any."""
    open_first = sa.case((Remark.state == RemarkState.OPEN, 0), else_=1)
    question = _said().where(_to_read(viewer)).order_by(open_first, Remark.said_at.desc(), Remark.id).limit(MOST)
    return [Said(*found) for found in db.session.execute(question)]


def said_by(viewer: Viewer) -> list[Said]:
    """What the viewer said, with its answers."""
    question = _said().where(Remark.network_id == viewer.network_id, Remark.account_id == viewer.account_id)
    question = question.order_by(Remark.said_at.desc(), Remark.id).limit(MOST)
    return [Said(*found) for found in db.session.execute(question)]


def remark(viewer: Viewer, remark_id: uuid.UUID, *, lock: bool = False) -> Said:
    """One that the viewer reads as its lesson's school or as the lead; `NotVisible` otherwise."""
    question = _said().where(_to_read(viewer), Remark.id == remark_id)
    if lock:
        question = question.with_for_update(of=[Remark, Lesson]).execution_options(populate_existing=True)
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return Said(*found)


@dataclass(frozen=True, slots=True)
class Thanked:
    """Thanks for a lesson of the viewer's school."""

    lesson_id: uuid.UUID
    title: str
    by: str
    organisation: str
    words: str
    said_at: dt.datetime


def own_thanks(viewer: Viewer) -> list[Thanked]:
    """Newest first, for the lessons of the viewer's own school."""
    if not viewer.is_author:
        return []
    question = (
        sa.select(Lesson.id, Lesson.title, Account.name, Organisation.name, Thanks.words, Thanks.said_at)
        .select_from(Thanks)
        .join(Lesson, Lesson.id == Thanks.lesson_id)
        .join(Account, Account.id == Thanks.account_id)
        .join(Organisation, Organisation.id == Thanks.organisation_id)
        .where(Thanks.network_id == viewer.network_id, Lesson.organisation_id == viewer.organisation_id)
        .order_by(Thanks.said_at.desc(), Thanks.id)
        .limit(MOST)
    )
    return [Thanked(*found) for found in db.session.execute(question)]
