"""Who answers whom, today or at a moment: from care links, hours, days off and calendars."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.kept import Statement, kept
from virtual_school.identity import hours
from virtual_school.identity.hours import Reading
from virtual_school.identity.models import Account, Membership, Off
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.cover.answering import Answering
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Enrolment, Pupil

ROLES = {CareKind.MENTOR: Role.MENTOR, CareKind.KEY_ADULT: Role.KEY_ADULT}


@dataclass(frozen=True, slots=True)
class _Linked:
    id: uuid.UUID
    account_id: uuid.UUID
    name: str
    kind: CareKind
    stands_in_for: uuid.UUID | None


def who_answers(pupil_id: uuid.UUID, at: dt.datetime) -> Answering:
    """The mentor; while they are off whoever stands in; where nobody does, the adult at the pupil's school.

    Nobody at this moment: `until` is empty, and `next_at` says from when. Nobody at all: no name.
    """
    linked = _linked(pupil_id, clock.local(at).date())
    reads = helpers_now(pupil_id, [one.account_id for one in linked], at)
    on = clock.local(at).date()
    mentor = next((one for one in linked if one.kind is CareKind.MENTOR and one.stands_in_for is None), None)
    adults = [one for one in linked if one.kind is CareKind.KEY_ADULT and not reads[one.account_id].is_off(on)]
    if mentor is None or not reads[mentor.account_id].is_off(on):
        found = mentor or next(iter(adults), None)
        return _answering(found, reads, at) if found else Answering("", None)
    covers = [one for one in linked if one.stands_in_for == mentor.id and not reads[one.account_id].is_off(on)]
    found = next(iter(covers + adults), None)
    if found is None:
        return _answering(mentor, reads, at, off_name=mentor.name)
    return _answering(found, reads, at, is_cover=found in covers, off_name=mentor.name)


def _answering(one: _Linked, reads: dict[uuid.UUID, Reading], at: dt.datetime, **more: Any) -> Answering:
    reading = reads[one.account_id]
    until = reading.until(at)
    return Answering(one.name, one.account_id, until=until, next_at=None if until else reading.next(at), **more)


def _linked(pupil_id: uuid.UUID, on: dt.date) -> list[_Linked]:
    """Mentor, whoever stands in, key adult: those who hold the role without which a link opens nothing."""
    return [_Linked(*row) for row in _around(network_id_in_force(), pupil_id, on).execute()]


@kept
def _around(network: uuid.UUID, pupil_id: uuid.UUID, on: dt.date) -> Statement:
    holds = sa.or_(
        *(
            sa.and_(
                CareLink.kind == kind,
                sa.exists()
                .where(Membership.account_id == CareLink.account_id, Membership.role == role, in_force(Membership, on))
                .correlate(CareLink),
            )
            for kind, role in ROLES.items()
        )
    )
    return (
        sa.select(CareLink.id, CareLink.account_id, Account.name, CareLink.kind, CareLink.stands_in_for)
        .join(Account, Account.id == CareLink.account_id)
        .where(
            CareLink.network_id == network,
            CareLink.pupil_id == pupil_id,
            in_force(CareLink, on),
            Account.closed_at.is_(None),
            holds,
        )
        .order_by(CareLink.starts_on, CareLink.id)
        .limit(20)
    )


def helpers_now(pupil_id: uuid.UUID, account_ids: Collection[uuid.UUID], at: dt.datetime) -> dict[uuid.UUID, Reading]:
    """When each of those around a pupil reads, with the holidays of the pupil's school where nobody knows theirs."""
    return hours.reading(account_ids, at, school_of(pupil_id, clock.local(at).date()))


def school_of(pupil_id: uuid.UUID, on: dt.date) -> uuid.UUID | None:
    """The school of the pupil's main roll; None on nobody's."""
    found: uuid.UUID | None = _main_roll(network_id_in_force(), pupil_id, on).scalar()
    return found


@kept
def _main_roll(network: uuid.UUID, pupil_id: uuid.UUID, on: dt.date) -> Statement:
    return (
        sa.select(Enrolment.organisation_id)
        .where(
            Enrolment.network_id == network,
            Enrolment.pupil_id == pupil_id,
            Enrolment.status.in_(MAIN_ROLL),
            in_force(Enrolment, on),
        )
        .order_by(Enrolment.starts_on.desc(), Enrolment.id)
        .limit(1)
    )


def mentor_off(pupil_id: uuid.UUID | None) -> tuple[str, str | None] | None:
    """The pupil's mentor where they are off today, and who is there in their place. One query."""
    link, stand_in, cover = aliased(CareLink), aliased(CareLink), aliased(Account)
    today = clock.today()
    question = (
        sa.select(Account.name, cover.name)
        .select_from(link)
        .join(Account, Account.id == link.account_id)
        .join(Off, sa.and_(Off.account_id == link.account_id, in_force(Off, today)))
        .outerjoin(stand_in, sa.and_(stand_in.stands_in_for == link.id, in_force(stand_in, today)))
        .outerjoin(cover, sa.and_(cover.id == stand_in.account_id, cover.closed_at.is_(None)))
        .where(
            link.network_id == network_id_in_force(),
            link.pupil_id == pupil_id,
            link.kind == CareKind.MENTOR,
            link.stands_in_for.is_(None),
            in_force(link, today),
        )
        .order_by(link.starts_on, link.id)
        .limit(1)
    )
    found = db.session.execute(question).first()
    return (found[0], found[1]) if found else None


@dataclass(frozen=True, slots=True)
class StandingIn:
    """For whom the viewer stands in, until when, and with which pupils."""

    mentor: str
    until: dt.date | None
    pupils: tuple[str, ...]


def standing_in(viewer: Viewer) -> list[StandingIn]:
    """The mentors in whose place the viewer is today."""
    own = aliased(CareLink)
    question = (
        sa.select(Account.id, Account.name, CareLink.ends_on, Pupil)
        .select_from(CareLink)
        .join(own, own.id == CareLink.stands_in_for)
        .join(Account, Account.id == own.account_id)
        .join(Pupil, Pupil.id == CareLink.pupil_id)
        .where(
            CareLink.network_id == viewer.network_id,
            CareLink.account_id == viewer.account_id,
            CareLink.kind == CareKind.MENTOR,
            in_force(CareLink, clock.today()),
        )
        .order_by(Account.sort_key, Pupil.sort_key, Pupil.id)
        .limit(200)
    )
    found: dict[uuid.UUID, tuple[str, dt.date | None, list[str]]] = {}
    for account_id, name, until, pupil in db.session.execute(question):
        found.setdefault(account_id, (name, until, []))[2].append(pupil.initial)
    return [StandingIn(name, until, tuple(pupils)) for name, until, pupils in found.values()]


def mentors_to_name(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """The mentors of the network, by name: who can be off, and who can stand in."""
    question = (
        sa.select(Account.id, Account.name)
        .where(
            Account.network_id == viewer.network_id,
            Account.closed_at.is_(None),
            sa.exists()
            .where(
                Membership.account_id == Account.id,
                Membership.role == Role.MENTOR,
                in_force(Membership, clock.today()),
            )
            .correlate(Account),
        )
        .order_by(Account.sort_key, Account.id)
        .limit(500)
    )
    return [(row.id, row.name) for row in db.session.execute(question)]


def uncovered(viewer: Viewer) -> dict[uuid.UUID, list[str]]:
    """By the days off of a mentor that stand today or later: the pupils whom nobody stands in for, by name."""
    link, there = aliased(CareLink), aliased(CareLink)
    today = clock.today()
    question = (
        sa.select(Off.id, Pupil)
        .join(link, link.account_id == Off.account_id)
        .join(Pupil, Pupil.id == link.pupil_id)
        .where(
            Off.network_id == viewer.network_id,
            Off.ended_at.is_(None),
            sa.or_(Off.ends_on.is_(None), Off.ends_on >= today),
            sa.true() if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD) else Off.account_id == viewer.account_id,
            link.kind == CareKind.MENTOR,
            link.stands_in_for.is_(None),
            link.ended_at.is_(None),
            sa.or_(link.ends_on.is_(None), sa.and_(link.ends_on >= today, link.ends_on >= Off.starts_on)),
            sa.or_(Off.ends_on.is_(None), link.starts_on <= Off.ends_on),
            ~sa.exists()
            .where(
                there.stands_in_for == link.id,
                there.ended_at.is_(None),
                there.starts_on >= Off.starts_on,
                sa.or_(Off.ends_on.is_(None), there.starts_on <= Off.ends_on),
            )
            .correlate(Off, link),
        )
        .order_by(Pupil.sort_key, Pupil.id)
        .limit(500)
    )
    found: dict[uuid.UUID, list[str]] = {}
    for off_id, pupil in db.session.execute(question):
        found.setdefault(off_id, []).append(pupil.initial)
    return found
