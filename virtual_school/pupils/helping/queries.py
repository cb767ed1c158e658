"""Whom somebody may help, and who is told of it."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.identity.models import Account, Membership
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Enrolment, Part, Pupil
from virtual_school.pupils.quiet import is_quiet

AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Told:
    """An adult who is told that somebody helped."""

    account_id: uuid.UUID
    name: str
    email: str | None


def whom(viewer: Viewer) -> list[Pupil]:
    """The pupils whom the viewer may help: those they know, by name. Nobody through a window, nor who is stopped."""
    question = sa.select(Pupil).where(
        Pupil.network_id == viewer.network_id, access.knows(viewer, Part.IDENTITY), ~is_quiet(Pupil.id)
    )
    return list(db.session.scalars(question.order_by(Pupil.sort_key, Pupil.id).limit(200)))


def chosen(viewer: Viewer, ids: Iterable[uuid.UUID]) -> list[Pupil]:
    """Those of them with these ids; whoever is not theirs to help is left out."""
    question = sa.select(Pupil).where(
        Pupil.network_id == viewer.network_id, access.knows(viewer, Part.IDENTITY), Pupil.id.in_(list(ids)[:AT_ONCE])
    )
    return list(db.session.scalars(question.order_by(Pupil.sort_key, Pupil.id)))


def second_adults(viewer: Viewer, pupil: Pupil) -> list[Told]:
    """Who is told that the viewer helped: the mentor of what school or lead did; the school of what the mentor did.

    At school that is the key adult, or else the head of year. Whoever helped is never the one who is told. Where there
    is nobody else, it is the head of the school, or else who leads the Virtual School: never one adult alone.
    """
    mentors = _by_care(pupil.id, CareKind.MENTOR)
    at_school = _by_care(pupil.id, CareKind.KEY_ADULT) or _of_school(pupil, Role.HEAD_OF_YEAR)
    is_mentor = viewer.role is Role.MENTOR
    first, then = (at_school, mentors) if is_mentor else (mentors, at_school)
    others = _without(viewer, first) or _without(viewer, then)
    return others or _without(viewer, _of_school(pupil, Role.HEADTEACHER)) or _without(viewer, _leads(pupil))


def _without(viewer: Viewer, some: Iterable[Told]) -> list[Told]:
    return [one for one in some if one.account_id != viewer.account_id]


def _by_care(pupil_id: uuid.UUID, kind: CareKind) -> list[Told]:
    question = (
        sa.select(Account.id, Account.name, Account.email)
        .join(CareLink, CareLink.account_id == Account.id)
        .where(
            CareLink.pupil_id == pupil_id,
            CareLink.kind == kind,
            in_force(CareLink, clock.today()),
            Account.closed_at.is_(None),
        )
        .order_by(CareLink.starts_on, CareLink.id)
        .limit(5)
    )
    return _told(db.session.execute(question).all())


def _leads(pupil: Pupil) -> list[Told]:
    question = (
        sa.select(Account.id, Account.name, Account.email)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.network_id == pupil.network_id,
            Membership.role == Role.VIRTUAL_SCHOOL_LEAD,
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
        )
        .order_by(Account.sort_key, Account.id)
        .limit(5)
    )
    return _told(db.session.execute(question).all())


def _of_school(pupil: Pupil, role: Role) -> list[Told]:
    today = clock.today()
    question = (
        sa.select(Account.id, Account.name, Account.email)
        .join(Membership, Membership.account_id == Account.id)
        .join(Enrolment, Enrolment.organisation_id == Membership.organisation_id)
        .where(
            Enrolment.pupil_id == pupil.id,
            Enrolment.status.in_(MAIN_ROLL),
            in_force(Enrolment, today),
            Membership.role == role,
            sa.or_(Membership.year.is_(None), Membership.year == pupil.year),
            Membership.network_id == pupil.network_id,
            in_force(Membership, today),
            Account.closed_at.is_(None),
        )
        .order_by(Account.sort_key, Account.id)
        .limit(5)
    )
    return _told(db.session.execute(question).all())


def _told(rows: Sequence[Any]) -> list[Told]:
    return list(dict.fromkeys(Told(account_id, name, email) for account_id, name, email in rows))
