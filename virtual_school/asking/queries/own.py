"""A request for a pupil's own teacher, who knows them; and what somebody answered, to take back."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.asking.models import STILL_ASKED, RequestState, WorkReply, WorkRequest
from virtual_school.asking.queries.teaching import own_request
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.library.queries import posted_title
from virtual_school.network.models import Term
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil
from virtual_school.pupils.quiet import is_quiet
from virtual_school.safeguarding.access import held


@dataclass(frozen=True, slots=True)
class Own:
    """One request as the pupil's own teacher reads it."""

    id: uuid.UUID
    state: RequestState
    subject_id: uuid.UUID
    subject: str
    year: int
    words: str
    asked_at: dt.datetime
    pupil: Pupil
    reply: WorkReply | None
    lesson: str | None

    @property
    def is_open(self) -> bool:
        return self.state in STILL_ASKED

    @property
    def name(self) -> str:
        return self.pupil.initial


def _asked(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    mine = sa.and_(
        WorkReply.request_id == WorkRequest.id,
        WorkReply.taken_back_at.is_(None),
        WorkReply.account_id == viewer.account_id,
    )
    return (
        sa.select(
            WorkRequest.id, WorkRequest.state, WorkRequest.subject_id, Term.words, WorkRequest.year, WorkRequest.words,
            WorkRequest.asked_at, Pupil, WorkReply,
            posted_title(WorkReply.lesson_id),
        )
        .join(Term, Term.id == WorkRequest.subject_id)
        .join(Pupil, Pupil.id == WorkRequest.pupil_id)
        .outerjoin(WorkReply, mine)
        .where(
            *own_request(viewer),
            WorkRequest.state != RequestState.WITHDRAWN,
            ~held("work_request", WorkRequest.id),
        )
    )  # fmt: skip


def one_own(viewer: Viewer, request_id: uuid.UUID) -> Own:
    """Asked of the viewer, with what they answered; what was withdrawn is gone."""
    found = db.session.execute(_asked(viewer).where(WorkRequest.id == request_id)).first()
    if found is None:
        raise NotVisible
    return Own(*found)


def open_own(viewer: Viewer) -> list[Own]:
    """What waits for the viewer's answer, the longest first."""
    question = _asked(viewer).where(WorkRequest.state.in_(STILL_ASKED), ~is_quiet(WorkRequest.pupil_id))
    return [Own(*row) for row in db.session.execute(question.order_by(WorkRequest.asked_at, WorkRequest.id).limit(50))]


def own_of(viewer: Viewer, pupil_id: uuid.UUID) -> list[Own]:
    """Everything of one pupil that the viewer is or was asked, the latest first."""
    question = _asked(viewer).where(WorkRequest.pupil_id == pupil_id)
    question = question.order_by(WorkRequest.asked_at.desc(), WorkRequest.id.desc()).limit(50)
    return [Own(*row) for row in db.session.execute(question)]


def my_reply(viewer: Viewer, reply_id: uuid.UUID) -> WorkReply:
    """What the viewer answered, in the hat in which they did."""
    question = sa.select(WorkReply).where(
        WorkReply.network_id == viewer.network_id,
        WorkReply.id == reply_id,
        WorkReply.account_id == viewer.account_id,
        WorkReply.organisation_id == viewer.organisation_id,
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found
