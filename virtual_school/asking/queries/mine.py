"""What a pupil's teachers sent them, and wrote for the day they are back."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.asking.models import ReplyKind, ReturnLine, WorkReply, WorkRequest
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.identity.models import Account
from virtual_school.learning.models import Assignment
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Term
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Away
from virtual_school.safeguarding.access import held, kept_apart

# How long after an absence its lines are still shown: the first days back.
AFTER = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer as the pupil reads it. `by` is empty for a teacher of another school: an adult handed it on."""

    id: uuid.UUID
    kind: ReplyKind
    words: str | None
    link: str | None
    name: str | None
    subject_id: uuid.UUID
    subject: str
    year: int
    handed_on_at: dt.datetime
    assignment_id: uuid.UUID | None
    is_own: bool
    teacher: str
    file: StoredFile | None
    # Of a lesson that was set from it: as it was set.
    lesson: str | None

    @property
    def by(self) -> str:
        return self.teacher if self.is_own else ""


def _sent(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    return [
        WorkReply.network_id == viewer.network_id,
        WorkRequest.pupil_id == viewer.pupil_id,
        WorkReply.handed_on_at.is_not(None),
        WorkReply.taken_back_at.is_(None),
        ~held("work_reply", WorkReply.id),
        ~kept_apart(WorkRequest.pupil_id, WorkReply.account_id),
    ]


def sent_to_me(viewer: Viewer) -> list[Sent]:
    """The latest first."""
    question = (
        sa.select(
            WorkReply.id, WorkReply.kind, WorkReply.words, WorkReply.link, WorkReply.name, Term.id, Term.words,
            WorkRequest.year, WorkReply.handed_on_at, WorkReply.assignment_id, WorkReply.is_own, Account.name,
            StoredFile, LessonRevision.title,
        )
        .join(WorkRequest, WorkRequest.id == WorkReply.request_id)
        .join(Term, Term.id == WorkRequest.subject_id)
        .join(Account, Account.id == WorkReply.account_id)
        .outerjoin(StoredFile, StoredFile.id == WorkReply.stored_file_id)
        .outerjoin(Assignment, Assignment.id == WorkReply.assignment_id)
        .outerjoin(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .where(*_sent(viewer))
        .order_by(WorkReply.handed_on_at.desc(), WorkReply.id.desc())
        .limit(50)
    )  # fmt: skip
    rows: Any = db.session.execute(question)
    return [Sent(*row) for row in rows]


def my_file(viewer: Viewer, reply_id: uuid.UUID) -> tuple[StoredFile, str]:
    question = (
        sa.select(StoredFile, WorkReply.name)
        .join(WorkReply, WorkReply.stored_file_id == StoredFile.id)
        .join(WorkRequest, WorkRequest.id == WorkReply.request_id)
        .where(*_sent(viewer), WorkReply.id == reply_id)
    )
    found = db.session.execute(question).first()
    if found is None or found[1] is None:
        raise NotVisible
    return found[0], found[1]


def lines_for_me(viewer: Viewer) -> list[tuple[str, str]]:
    """Who wrote what for the day the pupil is back: while they are away, and in their first days back."""
    question = (
        sa.select(Account.name, ReturnLine.words)
        .join(Account, Account.id == ReturnLine.account_id)
        .join(Away, Away.id == ReturnLine.away_id)
        .where(
            ReturnLine.network_id == viewer.network_id,
            ReturnLine.pupil_id == viewer.pupil_id,
            Away.ends_on >= clock.today() - AFTER,
            ~held("return_line", ReturnLine.id),
            ~kept_apart(ReturnLine.pupil_id, ReturnLine.account_id),
        )
        .order_by(ReturnLine.written_at, ReturnLine.id)
        .limit(20)
    )
    return [(name, words) for name, words in db.session.execute(question)]
