"""What the network is asked: a subject, a year, what is needed. No column of a pupil's is read here."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.asking.models import RequestState, WorkReply, WorkRequest
from virtual_school.asking.queries.teaching import network_request, still_needs
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.library.queries import posted_title
from virtual_school.network.models import Term
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.quiet import is_quiet
from virtual_school.safeguarding.access import held


@dataclass(frozen=True, slots=True)
class Anonymous:
    """One request as a teacher of another school reads it: nobody's name, no school, not who asks."""

    id: uuid.UUID
    state: RequestState
    subject_id: uuid.UUID
    subject: str
    year: int
    words: str
    passed_on_at: dt.datetime
    reply: WorkReply | None
    lesson: str | None

    @property
    def is_open(self) -> bool:
        return self.state is RequestState.WITH_NETWORK


def _asked(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    mine = sa.and_(
        WorkReply.request_id == WorkRequest.id,
        WorkReply.taken_back_at.is_(None),
        WorkReply.account_id == viewer.account_id,
        WorkReply.organisation_id == viewer.organisation_id,
    )
    return (
        sa.select(
            WorkRequest.id, WorkRequest.state, WorkRequest.subject_id, Term.words, WorkRequest.year, WorkRequest.words,
            WorkRequest.passed_on_at, WorkReply,
            posted_title(WorkReply.lesson_id),
        )
        .join(Term, Term.id == WorkRequest.subject_id)
        .outerjoin(WorkReply, mine)
        .where(
            *network_request(viewer),
            ~held("work_request", WorkRequest.id),
            WorkRequest.state.in_((RequestState.WITH_NETWORK, RequestState.ANSWERED)),
        )
    )  # fmt: skip


def asked_of_us(viewer: Viewer) -> list[Anonymous]:
    """What waits for anybody's answer, the longest first: no more for who is back, nor while everything is stopped."""
    waits = [WorkRequest.state == RequestState.WITH_NETWORK, still_needs(), ~is_quiet(WorkRequest.pupil_id)]
    question = _asked(viewer).where(*waits)
    question = question.order_by(WorkRequest.passed_on_at, WorkRequest.id).limit(100)
    return [Anonymous(*row) for row in db.session.execute(question)]


def one_asked(viewer: Viewer, request_id: uuid.UUID) -> Anonymous:
    found = db.session.execute(_asked(viewer).where(WorkRequest.id == request_id)).first()
    if found is None:
        raise NotVisible
    return Anonymous(*found)
