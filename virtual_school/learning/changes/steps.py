"""Where a pupil is in a lesson, what they bring back from another site, how it was."""

import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.learning.models import Attempt, DoneElsewhere, Felt, HandIn, HowItWas, StepReached


def reach_step(attempt: Attempt, step_id: uuid.UUID) -> None:
    """They go on here next time, on whatever device."""
    there = db.session.scalar(sa.select(StepReached).where(StepReached.attempt_id == attempt.id))
    if there is None:
        db.session.add(StepReached(attempt_id=attempt.id, step_id=step_id, at=clock.now()))
    elif there.step_id != step_id:
        there.step_id, there.at = step_id, clock.now()
    db.session.flush()


def say_done_elsewhere(attempt: Attempt, step_id: uuid.UUID, *, minutes: int | None, score: str | None) -> None:
    """How long it took on the other site, or what it gave: the last that they said."""
    question = sa.select(DoneElsewhere).where(DoneElsewhere.attempt_id == attempt.id, DoneElsewhere.step_id == step_id)
    there = db.session.scalar(question)
    if there is None:
        if minutes is None and not score:
            return
        there = DoneElsewhere(attempt_id=attempt.id, step_id=step_id)
        db.session.add(there)
    there.minutes, there.score, there.saved_at = minutes, score or None, clock.now()
    db.session.flush()


def brought_back(attempt_id: uuid.UUID) -> int:
    """From how many steps something was brought back."""
    question = sa.select(sa.func.count(DoneElsewhere.id)).where(
        DoneElsewhere.attempt_id == attempt_id,
        sa.or_(DoneElsewhere.minutes.is_not(None), DoneElsewhere.score.is_not(None)),
    )
    return db.session.scalar(question) or 0


def say_how_it_was(handed_in: HandIn, felt: Felt) -> None:
    """Said once, with the hand-in; a second press says it no second time."""
    there = db.session.scalar(sa.select(HowItWas.id).where(HowItWas.hand_in_id == handed_in.id))
    if there is None:
        db.session.add(HowItWas(hand_in_id=handed_in.id, felt=felt))
        db.session.flush()
