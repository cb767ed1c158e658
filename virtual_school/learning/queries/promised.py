"""What the network promised to answer: what is due of it, who is told of it, what the pupil is told."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.kept import kept
from virtual_school.identity.models import Account, Membership
from virtual_school.learning.models import (
    Answerer,
    AnswerPromise,
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    HandIn,
)
from virtual_school.learning.queries.goes import Go
from virtual_school.learning.queries.goes import in_force as not_undone
from virtual_school.learning.queries.standing import given_back, is_here, is_off, named, ran_out
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareKind, CareLink
from virtual_school.pupils.words import called
from virtual_school.safeguarding.access import held, kept_from, stopped

BATCH = 200


@dataclass(frozen=True, slots=True)
class Due:
    """A promise that something is to be done about, and of which work."""

    id: uuid.UUID
    assignment_id: uuid.UUID


def waits() -> list[sa.ColumnElement[bool]]:
    """That a hand-in waits for an answer, and nothing holds it back."""
    return [
        Assignment.state == AssignmentState.HANDED_IN,
        ~sa.exists().where(Feedback.hand_in_id == HandIn.id, not_undone()),
        ~stopped(Assignment.pupil_id),
        ~held("hand_in", HandIn.id),
    ]


def _open(now: dt.datetime) -> sa.Select[*tuple[Any, ...]]:
    """Promises of which something may be due: near their end, or whose answerer may not be there."""
    reminded = sa.and_(AnswerPromise.remind_at <= now, AnswerPromise.reminded_at.is_(None))
    here = sa.and_(is_here(), ~given_back(), ~is_off(Answerer.account_id), ~ran_out())
    gone = ~sa.exists().where(*named(), here).correlate(Assignment)
    return (
        sa.select(AnswerPromise.id, Assignment.id)
        .join(HandIn, HandIn.id == AnswerPromise.hand_in_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(AnswerPromise.network_id == network_id_in_force(), AnswerPromise.passed_on_at.is_(None), *waits())
        .where(sa.or_(reminded, AnswerPromise.due_at <= now, gone))
    )


def to_look_at(promise_id: uuid.UUID) -> Due | None:
    found = db.session.execute(_open(clock.now()).where(AnswerPromise.id == promise_id)).first()
    return Due(*found) if found else None


def due(after: uuid.UUID | None = None) -> list[uuid.UUID]:
    """Promises to look at now, in batches by their ids."""
    question = _open(clock.now())
    if after is not None:
        question = question.where(AnswerPromise.id > after)
    return [row[0] for row in db.session.execute(question.order_by(AnswerPromise.id).limit(BATCH))]


def leads(pupil_id: uuid.UUID) -> list[uuid.UUID]:
    """Who leads the Virtual School, and is not kept from the pupil."""
    question = (
        sa.select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.network_id == network_id_in_force(),
            Membership.role == Role.VIRTUAL_SCHOOL_LEAD,
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
            ~kept_from(Account.id, pupil_id),
        )
        .distinct()
        .order_by(Account.id)
        .limit(20)
    )
    return list(db.session.scalars(question))


def setter(work: Assignment) -> uuid.UUID | None:
    """Who set the work, while they are the pupil's mentor: they may name somebody else too."""
    question = (
        sa.select(Account.id)
        .join(CareLink, CareLink.account_id == Account.id)
        .join(Membership, sa.and_(Membership.account_id == Account.id, Membership.role == Role.MENTOR))
        .where(
            Account.id == work.set_by,
            Account.closed_at.is_(None),
            CareLink.pupil_id == work.pupil_id,
            CareLink.kind == CareKind.MENTOR,
            in_force(CareLink, clock.today()),
            in_force(Membership, clock.today()),
            ~kept_from(Account.id, work.pupil_id),
        )
        .limit(1)
    )
    return db.session.scalar(question)


@dataclass(frozen=True, slots=True)
class ByWhen:
    """What the pupil is told: by which day it is answered; who had it before, since it was handed in."""

    due_at: dt.datetime
    goes_on: bool
    before: str
    is_away: bool

    @property
    def is_late(self) -> bool:
        return self.due_at < clock.now()


def by_when(viewer: Viewer, go: Go | None) -> ByWhen | None:
    """Of a go that the caller has found for the viewer, while it waits for an answer."""
    if go is None or go.hand_in_id is None or go.feedback_id is not None:
        return None
    found = _by_when(viewer, go.hand_in_id).execute().first()
    return ByWhen(found[0], found[1] is not None, called(found[2] or ""), found[3] is True) if found else None


@kept
def _by_when(viewer: Viewer, hand_in_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    """With the last who was named before, if that ended while it waited."""
    before = (
        sa.select(Account.name, is_off(Account.id).label("off"))
        .join(Answerer, Answerer.account_id == Account.id)
        .join(Attempt, Attempt.assignment_id == Answerer.assignment_id)
        .join(HandIn, HandIn.attempt_id == Attempt.id)
        .where(HandIn.id == hand_in_id, Answerer.ended_at >= HandIn.arrived_at)
        .order_by(Answerer.ended_at.desc(), Answerer.id.desc())
        .limit(1)
        .subquery()
    )
    return (
        sa.select(AnswerPromise.due_at, AnswerPromise.passed_on_at, before.c.name, before.c.off)
        .select_from(AnswerPromise)
        .outerjoin(before, sa.true())
        .where(AnswerPromise.network_id == viewer.network_id, AnswerPromise.hand_in_id == hand_in_id)
    )
