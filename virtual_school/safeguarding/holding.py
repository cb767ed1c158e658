"""Stop everything (practice 13): what is asked before anything goes out."""

import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.kept import Statement, kept
from virtual_school.core.leaving import Leaving, Sending, may_send
from virtual_school.notices.following import Told, may_tell_of
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding.models import Hold


def is_held(*, pupil_id: uuid.UUID | None = None, account_id: uuid.UUID | None = None) -> bool:
    """That nothing goes out about this pupil, or to this person: for letters, notices, reminders and lists alike."""
    if pupil_id is None and account_id is None:
        return False
    return bool(_is_held(network_id_in_force(), pupil_id, account_id).scalar())


@kept
def _is_held(network: uuid.UUID, pupil_id: uuid.UUID | None, account_id: uuid.UUID | None) -> Statement:
    ways = []
    if pupil_id is not None:
        ways.append(sa.and_(Hold.pupil_id == pupil_id, Hold.account_id.is_(None)))
    if account_id is not None:
        own = sa.select(Pupil.id).where(Pupil.network_id == network, Pupil.account_id == account_id)
        ways += [Hold.account_id == account_id, sa.and_(Hold.pupil_id.in_(own), Hold.account_id.is_(None))]
    return sa.select(sa.exists().where(Hold.network_id == network, in_force(Hold, clock.today()), sa.or_(*ways)))


def held_pupils() -> frozenset[uuid.UUID]:
    """The pupils about whom everything is stopped today."""
    question = sa.select(Hold.pupil_id).where(Hold.account_id.is_(None), in_force(Hold, clock.today()))
    return frozenset(db.session.scalars(question))


@may_send
def not_while_held(one: Leaving) -> Sending:
    """A letter or text waits as long as it is stopped, and is asked again; when that is ended, it goes."""
    held = is_held(pupil_id=one.about_id, account_id=one.account_id)
    return Sending.HOLD if held else Sending.YES


@may_tell_of
def not_told_while_held(told: Told) -> Sending:
    """A notice waits as long as it is stopped, as a letter does.

    A child who asks for help, and a worry about one, is heard although everything around that child is stopped. To
    somebody who is to get nothing, nothing goes.
    """
    pupil_id = None if told.despite_stop else told.about_id
    return Sending.HOLD if is_held(pupil_id=pupil_id, account_id=told.account_id) else Sending.YES
