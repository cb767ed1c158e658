"""Who said that they answer work: somebody's own yes, and everybody's in a subject with what they have this week."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.learning.models import Answerer, AnswerOffer, AnswerOfferSubject, Assignment, AssignmentState
from virtual_school.learning.policy.offering import Load
from virtual_school.library.models import LessonRevision
from virtual_school.network.viewer import Viewer

Who = tuple[uuid.UUID, uuid.UUID]  # account, and the organisation for which they answer


@dataclass(frozen=True, slots=True)
class Mine:
    """The viewer's own yes, in the hat they wear."""

    row: AnswerOffer
    subjects: frozenset[uuid.UUID]
    load: Load


def _named_this_week() -> sa.ScalarSelect[int]:
    monday = clock.today() - dt.timedelta(days=clock.today().isoweekday() - 1)
    return (
        sa.select(sa.func.count(Answerer.id))
        .where(
            Answerer.network_id == AnswerOffer.network_id,
            Answerer.account_id == AnswerOffer.account_id,
            Answerer.organisation_id == AnswerOffer.organisation_id,
            Answerer.starts_on >= monday,
            Answerer.ended_at.is_(None),
        )
        .correlate(AnswerOffer)
        .scalar_subquery()
    )


def mine(viewer: Viewer, *, lock: bool = False) -> Mine | None:
    """What the viewer said, if it holds today or was never ended."""
    question = sa.select(AnswerOffer).where(
        AnswerOffer.network_id == viewer.network_id,
        AnswerOffer.account_id == viewer.account_id,
        AnswerOffer.organisation_id == viewer.organisation_id,
        AnswerOffer.ended_at.is_(None),
    )
    row = db.session.scalar(question.with_for_update() if lock else question)
    if row is None:
        return None
    subjects = sa.select(AnswerOfferSubject.subject_id).where(AnswerOfferSubject.offer_id == row.id)
    named = db.session.scalar(sa.select(_named_this_week()).select_from(AnswerOffer).where(AnswerOffer.id == row.id))
    found = frozenset(db.session.scalars(subjects.order_by(AnswerOfferSubject.id).limit(200)))
    return Mine(row, found, Load(row.a_week, named or 0))


def _offers(viewer: Viewer, subject_id: uuid.UUID | None) -> sa.Select[Any]:
    in_it = sa.exists().where(
        AnswerOfferSubject.offer_id == AnswerOffer.id, AnswerOfferSubject.subject_id == subject_id
    )
    return sa.select(AnswerOffer).where(
        AnswerOffer.network_id == viewer.network_id, in_force(AnswerOffer, clock.today()), in_it
    )


def who_said_yes(viewer: Viewer, subject_id: uuid.UUID) -> dict[Who, Load]:
    """Everybody in the network who answers work in a subject today, in one query."""
    question = _offers(viewer, subject_id).with_only_columns(
        AnswerOffer.account_id, AnswerOffer.organisation_id, AnswerOffer.a_week, _named_this_week()
    )
    found = db.session.execute(question.order_by(AnswerOffer.id).limit(500))
    return {(account, place): Load(a_week, named or 0) for account, place, a_week, named in found}


def held(viewer: Viewer, subject_id: uuid.UUID | None, who: Who) -> Load | None:
    """What one of them said, held until the transaction ends: two who name at once do not go beyond the number."""
    question = _offers(viewer, subject_id).where(
        AnswerOffer.account_id == who[0], AnswerOffer.organisation_id == who[1]
    )
    row = db.session.scalar(question.with_for_update())
    if row is None:
        return None
    named = db.session.scalar(sa.select(_named_this_week()).select_from(AnswerOffer).where(AnswerOffer.id == row.id))
    return Load(row.a_week, named or 0)


def _theirs(viewer: Viewer) -> sa.Select[Answerer]:
    """What the viewer is named for in the hat they wear."""
    return sa.select(Answerer).where(
        Answerer.network_id == viewer.network_id,
        Answerer.account_id == viewer.account_id,
        Answerer.organisation_id == viewer.organisation_id,
        in_force(Answerer, clock.today()),
    )


def named_as(viewer: Viewer, assignment_id: uuid.UUID) -> Answerer:
    """That the viewer was named for this piece of work."""
    question = _theirs(viewer).where(Answerer.assignment_id == assignment_id).order_by(Answerer.id).limit(1)
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def all_named(viewer: Viewer) -> list[Answerer]:
    """Everything that the viewer is named for and that is not over."""
    over = (AssignmentState.DONE, AssignmentState.WITHDRAWN)
    question = _theirs(viewer).join(Assignment, Assignment.id == Answerer.assignment_id)
    return list(db.session.scalars(question.where(Assignment.state.not_in(over)).order_by(Answerer.id).limit(200)))


def answerer_of(assignment_id: uuid.UUID) -> Answerer | None:
    """Who is named for a piece of work that the caller has found."""
    question = sa.select(Answerer).where(Answerer.assignment_id == assignment_id, Answerer.ended_at.is_(None))
    return db.session.scalar(question.order_by(Answerer.starts_on.desc(), Answerer.id.desc()).limit(1))


def subject_of(assignment_id: uuid.UUID) -> uuid.UUID:
    """In which subject a piece of work is."""
    question = (
        sa.select(LessonRevision.subject_id)
        .join(Assignment, Assignment.revision_id == LessonRevision.id)
        .where(Assignment.id == assignment_id)
    )
    found: uuid.UUID | None = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found
