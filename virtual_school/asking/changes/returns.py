"""A line for the day a pupil is back; and that an absence was told of."""

import uuid

import sqlalchemy as sa

from virtual_school.asking.changes.teachers import person
from virtual_school.asking.models import AwayStep, AwayTold, ReturnLine
from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import Away


def write_line(by: Viewer, away: Away, words: str) -> ReturnLine:
    """The teacher's own line of this absence: written, or written anew."""
    dated.lock_pupil(away.pupil_id)
    question = sa.select(ReturnLine).where(ReturnLine.away_id == away.id, ReturnLine.account_id == person(by))
    row = db.session.scalar(question.with_for_update())
    if row is not None and row.words == words:
        return row
    if row is None:
        row = ReturnLine(away_id=away.id, pupil_id=away.pupil_id, account_id=person(by), words=words)
        db.session.add(row)
    row.words, row.written_at = words, clock.now()
    db.session.flush()
    audit.record("return_line.written", by, pupil_id=away.pupil_id, object_id=row.id, away_id=away.id)
    db.session.flush()
    return row


def told(away_id: uuid.UUID, step: AwayStep) -> bool:
    """Mark that this step of an absence was told of; False where it was before."""
    there = sa.select(AwayTold.id).where(AwayTold.away_id == away_id, AwayTold.step == step)
    if db.session.scalar(there) is not None:
        return False
    db.session.add(AwayTold(away_id=away_id, step=step, told_at=clock.now()))
    db.session.flush()
    return True
