"""Who is told of work: whoever answers it, that some waits; the pupil, that it was answered. Neither says which."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import InstrumentedAttribute

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.leaving import Sending
from virtual_school.identity.models import Account
from virtual_school.learning.models import Answerer, Assignment, Attempt, HandIn
from virtual_school.notices import people
from virtual_school.notices.changes import settle, tell, tell_each
from virtual_school.notices.following import Told, may_tell
from virtual_school.notices.models import Because
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding.access import held
from virtual_school.safeguarding.queries import is_held

TO_ANSWER, ANSWERED = "hand_in.new", "feedback.new"
NEARLY_LATE, LATE, GIVEN_BACK = "answer.due", "answer.late", "answer.given_back"

# What is told of a hand-in while it waits: nothing of it while a concern holds the hand-in back.
WAITS = (TO_ANSWER, NEARLY_LATE, LATE)


def handed_in(work: Assignment, hand_in_id: uuid.UUID) -> None:
    """Whoever is named to answer finds it with the letter of the day."""
    account_id = _who_answers(work.id)
    if account_id is not None:
        path = _path("learning.answer", hand_in_id=hand_in_id)
        tell(account_id, TO_ANSWER, path, Because.ANSWERS, about_id=work.pupil_id, object_id=hand_in_id)


def nearly_late(work: Assignment, hand_in_id: uuid.UUID) -> None:
    """Whoever is named to answer, once more: the pupil was told by when."""
    account_id = _who_answers(work.id)
    if account_id is not None:
        path = _path("learning.answer", hand_in_id=hand_in_id)
        tell(account_id, NEARLY_LATE, path, Because.ANSWERS, about_id=work.pupil_id, object_id=hand_in_id)


def late(work: Assignment, hand_in_id: uuid.UUID, leads: Iterable[uuid.UUID]) -> None:
    """Whoever leads the Virtual School, who names somebody else."""
    told = [(account_id, Because.OFFICE) for account_id in leads]
    tell_each(told, LATE, _path("learning.late"), about_id=work.pupil_id, object_id=hand_in_id)


def given_back(work: Assignment, answerer_id: uuid.UUID, leads: Iterable[uuid.UUID]) -> None:
    told = [(account_id, Because.OFFICE) for account_id in leads]
    tell_each(told, GIVEN_BACK, _path("learning.late"), about_id=work.pupil_id, object_id=answerer_id)


def _who_answers(assignment_id: uuid.UUID) -> uuid.UUID | None:
    """The account of who is named to answer the work today."""
    question = (
        sa.select(Account.id)
        .join(Answerer, Answerer.account_id == Account.id)
        .where(Answerer.assignment_id == assignment_id, in_force(Answerer, clock.today()), Account.closed_at.is_(None))
        .order_by(Answerer.starts_on.desc(), Answerer.id.desc())
        .limit(1)
    )
    return db.session.scalar(question)


def answered(work: Assignment, hand_in_id: uuid.UUID) -> None:
    settle(hand_in_id, kinds=WAITS)
    account_id = db.session.scalar(sa.select(Pupil.account_id).where(Pupil.id == work.pupil_id))
    if account_id is not None:
        path = _path("learning.work", assignment_id=work.id)
        tell(account_id, ANSWERED, path, Because.SELF, about_id=work.pupil_id, object_id=hand_in_id)


def taken_back(hand_in_id: uuid.UUID) -> None:
    """There is nothing to answer any more."""
    settle(hand_in_id, kinds=[TO_ANSWER])


def undone(work: Assignment, hand_in_id: uuid.UUID) -> None:
    """The words are a draft again, and it waits for an answer again."""
    settle(hand_in_id, kinds=[ANSWERED])
    handed_in(work, hand_in_id)


def withdrawn(work: Assignment) -> None:
    of_it = sa.select(HandIn.id).join(Attempt, Attempt.id == HandIn.attempt_id)
    for hand_in_id in db.session.scalars(of_it.where(Attempt.assignment_id == work.id)).all():
        settle(hand_in_id)


@people.set_hidden
def is_held_back(kind: InstrumentedAttribute[str], object_id: people.Column) -> sa.ColumnElement[bool]:
    """Work to answer that is held back stands in no list either."""
    return sa.and_(kind.in_(WAITS), held("hand_in", object_id))


@may_tell
def not_while_a_concern_holds_it(told: Told) -> Sending:
    """Work that is held back is nobody's to answer until it is let go on."""
    held = told.kind in WAITS and told.object_id is not None and is_held("hand_in", told.object_id)
    return Sending.HOLD if held else Sending.YES


def _path(endpoint: str, **values: uuid.UUID) -> str:
    """Without a host, which whoever makes a change may not know."""
    return str(current_app.url_map.bind("").build(endpoint, values))
