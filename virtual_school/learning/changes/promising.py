"""By when the network answers a hand-in: begun when it arrives, begun anew with whoever is named next.

The days are those of the pupil’s own school, because it is the pupil who waits.
"""

import datetime as dt
import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.learning import using
from virtual_school.learning.models import AnswerPromise, Assignment, Attempt, Feedback, HandIn, PassedOn
from virtual_school.network import school_time
from virtual_school.network.numbers import numbers

# Who has it is reminded when this much of the time is left: half of the last school day.
LEFT_WHEN_REMINDED = 2


def begin(work: Assignment, hand_in_id: uuid.UUID) -> AnswerPromise:
    remind_at, due_at = _moments(work.pupil_id)
    made = AnswerPromise(hand_in_id=hand_in_id, promised_at=due_at, remind_at=remind_at, due_at=due_at)
    db.session.add(made)
    db.session.flush()
    return made


def begin_anew(work: Assignment, hand_in_id: uuid.UUID) -> None:
    """Whoever is named next has the same time. What was promised first stays on record; what came in before there were
    promises has one from now on."""
    found = db.session.scalar(sa.select(AnswerPromise).where(AnswerPromise.hand_in_id == hand_in_id).with_for_update())
    if found is None:
        begin(work, hand_in_id)
        return
    found.remind_at, found.due_at = _moments(work.pupil_id)
    found.reminded_at = found.passed_on_at = found.passed_because = None
    db.session.flush()


def _moments(pupil_id: uuid.UUID) -> tuple[dt.datetime, dt.datetime]:
    """When whoever has it is reminded, and when it goes further."""
    begins, ends, days = numbers("am_begins", "pm_ends", "answer_days")
    a_day, now = max(ends - begins, 1), clock.now()
    time = school_time.of(using.school_of(pupil_id), now)
    minutes = a_day * max(days, 1)
    return time.after(now, minutes - a_day // LEFT_WHEN_REMINDED), time.after(now, minutes)


def pass_on(work: Assignment) -> None:
    """Whoever has it will not answer: what waits of it goes further now."""
    waiting = (
        sa.select(HandIn.id, AnswerPromise)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .outerjoin(AnswerPromise, AnswerPromise.hand_in_id == HandIn.id)
        .where(Attempt.assignment_id == work.id, AnswerPromise.passed_on_at.is_(None))
        .where(~sa.exists().where(Feedback.hand_in_id == HandIn.id, Feedback.undone_at.is_(None)))
        .order_by(HandIn.id)
    )
    for hand_in_id, found in db.session.execute(waiting).all():
        promise = found or begin(work, hand_in_id)
        promise.passed_on_at, promise.passed_because = clock.now(), PassedOn.GAVE_BACK
    db.session.flush()
