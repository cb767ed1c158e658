"""Lists of referrals: the school's own, the mentor's, and all of them for the lead."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import CareKind, CareLink, Pupil
from virtual_school.pupils.whereabouts import place_name
from virtual_school.referrals.models import OVER, Referral, ReferralState
from virtual_school.referrals.queries.reach import reached
from virtual_school.safeguarding.access import stopped


@dataclass(frozen=True, slots=True)
class Listed:
    """One referral in a list."""

    id: uuid.UUID
    name: str
    year: int
    school: str
    state: ReferralState
    mentor: str | None
    opened_at: dt.datetime
    days: int | None

    @property
    def is_over(self) -> bool:
        return self.state in OVER


def has_mentor() -> sa.ColumnElement[bool]:
    """That the mentor who was named is still there."""
    return there_is(CareLink, CareLink.id == Referral.mentor_link_id, in_force(CareLink, clock.today()))


def listed(viewer: Viewer, *, held: bool = False) -> Statement:
    """The referrals that the viewer reads: what has no mentor first, then what is open, oldest first; then the rest.

    `held`: of pupils about whom everything is stopped; they are in no list but this.
    """
    over = Referral.state.in_(sorted(OVER, key=lambda state: state.value))
    question: Statement = (
        sa.select(Referral, Pupil, place_name(viewer, Pupil.id, Organisation.name))
        .join(Pupil, Pupil.id == Referral.pupil_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(Referral.network_id == viewer.network_id, reached(viewer))
        .where(stopped(Referral.pupil_id) if held else ~stopped(Referral.pupil_id))
    )
    first = [] if not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD) else [has_mentor()]
    return question.order_by(over, *first, Referral.opened_at, Referral.id)


def as_listed(rows: Sequence[Any]) -> list[Listed]:
    """A batch of `listed` as the page shows it, with the mentors' names."""
    links = [referral.mentor_link_id for referral, _pupil, _school in rows if referral.mentor_link_id]
    question = (
        sa.select(CareLink.id, Account.name)
        .join(Account, Account.id == CareLink.account_id)
        .where(CareLink.id.in_(links), in_force(CareLink, clock.today()))
    )
    mentors = {row.id: row.name for row in db.session.execute(question)}
    return [
        Listed(
            referral.id,
            pupil.initial,
            pupil.year,
            school,
            referral.state,
            mentors.get(referral.mentor_link_id),
            referral.opened_at,
            None if referral.state in OVER else waiting(referral),
        )
        for referral, pupil, school in rows
    ]


def waiting(referral: Referral) -> int:
    """For how many days the family has waited."""
    return (clock.today() - clock.local(referral.opened_at).date()).days


@dataclass(frozen=True, slots=True)
class Mentor:
    """Somebody who may be named, with how many pupils they have today."""

    account_id: uuid.UUID
    name: str
    pupils: int


def mentors(viewer: Viewer) -> list[Mentor]:
    """The network's learning mentors, who has fewest pupils first."""
    many = (
        sa.select(sa.func.count())
        .select_from(CareLink)
        .where(CareLink.account_id == Account.id, CareLink.kind == CareKind.MENTOR, in_force(CareLink, clock.today()))
        .correlate(Account)
        .scalar_subquery()
    )
    holds = there_is(
        Membership,
        Membership.account_id == Account.id,
        Membership.role == Role.MENTOR,
        in_force(Membership, clock.today()),
    )
    question = (
        sa.select(Account.id, Account.name, many)
        .where(Account.network_id == viewer.network_id, Account.closed_at.is_(None), holds)
        .order_by(many, Account.sort_key, Account.id)
        .limit(200)
    )
    return [Mentor(*row) for row in db.session.execute(question)]


def to_end(today: dt.date) -> list[uuid.UUID]:
    """The referrals that are open and whose day comes near or has passed, oldest first."""
    question = sa.select(Referral.id).where(Referral.state.not_in(OVER), Referral.lapses_on <= today)
    return list(db.session.scalars(question.order_by(Referral.lapses_on, Referral.id).limit(500)))
