"""Absences that somebody may have to be told of, and who that is."""

import datetime as dt
import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from virtual_school.asking.models import SubjectTeacher
from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.identity.models import Account, Membership
from virtual_school.network.roles import Role
from virtual_school.notices.models import Because
from virtual_school.pupils.models import Away, Pupil
from virtual_school.safeguarding.access import kept_from

Whom = list[tuple[uuid.UUID, Because]]

# An absence that is over is told of within these days, and not when it lies long back.
LATELY = dt.timedelta(days=7)

OPENERS = (Role.HEAD_OF_YEAR, Role.SENCO, Role.HEADTEACHER)


def going_on(after: uuid.UUID | None = None) -> list[uuid.UUID]:
    """Absences that have begun and are not long over, in batches by their ids."""
    today = clock.today()
    question = sa.select(Away.id).where(Away.starts_on <= today, Away.ends_on >= today - LATELY)
    if after is not None:
        question = question.where(Away.id > after)
    return list(db.session.scalars(question.order_by(Away.id).limit(200)))


def absence(away_id: uuid.UUID) -> Away | None:
    return db.session.get(Away, away_id)


def who_opened(away: Away) -> Whom:
    """Whoever opened it; where they are not there any more, those who could open it today."""
    held = _members(away, OPENERS)
    if away.opened_by in {account_id for account_id, _because in held}:
        return [(away.opened_by, Because.WRITER)]
    return held


def officers(away: Away) -> Whom:
    return _members(away, (Role.ATTENDANCE_OFFICER,))


def teachers(away: Away) -> Whom:
    """Whoever answers, and the pupil's own teachers."""
    question = sa.select(SubjectTeacher.account_id).where(
        SubjectTeacher.pupil_id == away.pupil_id,
        SubjectTeacher.organisation_id == away.organisation_id,
        in_force(SubjectTeacher, clock.today()),
    )
    own = db.session.scalars(question.order_by(SubjectTeacher.id).limit(50))
    return [(away.answers_id, Because.ANSWERS), *((account_id, Because.SCHOOL) for account_id in own)]


def not_kept(them: Whom, away: Away) -> Whom:
    """Without those from whom the pupil is kept: they find no trace of the absence."""
    pupil_id = sa.literal(away.pupil_id, Away.pupil_id.type)
    kept = sa.select(Account.id).where(
        Account.id.in_([account_id for account_id, _because in them]), kept_from(Account.id, pupil_id)
    )
    gone = set(db.session.scalars(kept.order_by(Account.id).limit(len(them))))
    return [one for one in them if one[0] not in gone]


def _members(away: Away, roles: Iterable[Role]) -> Whom:
    """Who holds one of these roles at the school; a head of year of the pupil's own year."""
    year = sa.select(Pupil.year).where(Pupil.id == away.pupil_id).scalar_subquery()
    question = (
        sa.select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == away.organisation_id,
            Membership.role.in_(tuple(roles)),
            sa.or_(Membership.year.is_(None), Membership.year == year),
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
        )
        .order_by(Membership.id)
        .limit(50)
    )
    return [(account_id, Because.SCHOOL) for account_id in db.session.scalars(question)]
