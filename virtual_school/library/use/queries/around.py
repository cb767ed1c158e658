"""What stands around one lesson: how often it was used, thanks, and what the viewer has with it."""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.library.models import (
    Adaptation,
    Following,
    Lesson,
    LessonRevision,
    LessonState,
    LessonUse,
    Remark,
    RemarkState,
    Thanks,
)
from virtual_school.library.queries import Sheet
from virtual_school.library.use.queries.adapted import Attribution, attribution
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Around:
    """A lesson in the network. `seen_id`: the revision that the viewer, who follows it, saw last."""

    times: int
    schools: int
    thanks: int
    adapted: int
    open_remarks: int
    seen_id: uuid.UUID | None
    has_thanked: bool
    made_from: Attribution | None

    @property
    def is_followed(self) -> bool:
        return self.seen_id is not None


def around(viewer: Viewer, sheet: Sheet) -> Around:
    """In two questions, however often it was used."""
    here = sheet.lesson.id
    used = (LessonUse.lesson_id == here, LessonUse.undone_at.is_(None))
    own = (Following.lesson_id == here, Following.account_id == viewer.account_id, Following.ended_at.is_(None))
    question = sa.select(
        _count(LessonUse, *used),
        sa.select(sa.func.count(LessonUse.taker_id.distinct())).where(*used).scalar_subquery(),
        _count(Thanks, Thanks.lesson_id == here),
        _posted_adaptations(here),
        _count(Remark, Remark.lesson_id == here, Remark.state == RemarkState.OPEN),
        sa.select(Following.seen_id).where(*own).scalar_subquery(),
        sa.exists().where(Thanks.lesson_id == here, Thanks.account_id == viewer.account_id),
    )
    found: Any = db.session.execute(question).one()
    return Around(*(*found, attribution(here)))


def _count(table: type, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(table).where(*conditions).scalar_subquery()


def _posted_adaptations(lesson_id: uuid.UUID) -> sa.ScalarSelect[int]:
    """Those that are in the library: what another school is still writing is not counted either."""
    return (
        sa.select(sa.func.count())
        .select_from(Adaptation)
        .join(LessonRevision, LessonRevision.id == Adaptation.source_id)
        .join(Lesson, Lesson.id == Adaptation.lesson_id)
        .where(LessonRevision.lesson_id == lesson_id, Lesson.state == LessonState.POSTED)
        .scalar_subquery()
    )
