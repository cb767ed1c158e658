"""The lessons that somebody follows, with what became of each."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.library.models import Following, Lesson, LessonRevision, LessonState
from virtual_school.library.queries.reach import ITS_NEWEST
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer

MOST = 200


@dataclass(frozen=True, slots=True)
class Followed:
    """A lesson that the viewer follows, as it was posted last."""

    lesson_id: uuid.UUID
    title: str
    organisation: str
    state: LessonState
    number: int
    posted_at: dt.datetime
    seen: int

    @property
    def is_there(self) -> bool:
        return self.state is LessonState.POSTED

    @property
    def is_new(self) -> bool:
        return self.is_there and self.number > self.seen


def followed(viewer: Viewer) -> list[Followed]:
    """What changed first. A lesson that was withdrawn stands here by the title that was posted last."""
    seen = aliased(LessonRevision)
    is_new = sa.case((sa.and_(Lesson.state == LessonState.POSTED, LessonRevision.number > seen.number), 1), else_=0)
    question = (
        sa.select(
            Lesson.id, LessonRevision.title, Organisation.name, Lesson.state, LessonRevision.number,
            LessonRevision.posted_at, seen.number,
        )
        .select_from(Following)
        .join(Lesson, Lesson.id == Following.lesson_id)
        .join(LessonRevision, ITS_NEWEST)
        .join(seen, seen.id == Following.seen_id)
        .join(Organisation, Organisation.id == Lesson.organisation_id)
        .where(
            Following.network_id == viewer.network_id,
            Following.account_id == viewer.account_id,
            Following.ended_at.is_(None),
        )
        .order_by(is_new.desc(), LessonRevision.posted_at.desc(), Lesson.id)
        .limit(MOST)
    )  # fmt: skip
    return [Followed(*found) for found in db.session.execute(question)]


def own(viewer: Viewer, lesson_id: uuid.UUID) -> Following:
    """What the viewer follows, whatever became of the lesson; `NotVisible` for what they do not."""
    question = sa.select(Following).where(
        Following.network_id == viewer.network_id,
        Following.account_id == viewer.account_id,
        Following.lesson_id == lesson_id,
        Following.ended_at.is_(None),
    )
    found = db.session.scalar(question.with_for_update())
    if found is None:
        raise NotVisible
    return found
