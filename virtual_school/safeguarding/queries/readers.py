"""Who reads what is handed over, and who sees a call for help: said before anybody writes."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Because
from virtual_school.pupils.cover import helpers_now
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Enrolment
from virtual_school.pupils.whereabouts import is_confidential
from virtual_school.safeguarding.access import kept_from, was_mentor
from virtual_school.safeguarding.hands import Hands, Holder, Standing, standing
from virtual_school.safeguarding.people import Hearing, Reader, Recipient, School


def recipient(pupil_id: uuid.UUID) -> Recipient:
    """Whom a concern about this pupil is handed to today, where it is about nobody who works with children."""
    roll = _main_roll(pupil_id)
    around = standing(network_id_in_force(), roll[0] if roll else None)
    leads = around.of(Hands.LEAD)
    found = leads or around.first(Hands.LEAD)
    return Recipient(around.organisation_id if leads else None, roll[1] if roll else None, _names(found))


def school_of(pupil_id: uuid.UUID) -> tuple[Standing, School | None]:
    """Who stands where around the pupil's school today, and the school."""
    roll = _main_roll(pupil_id)
    return standing(network_id_in_force(), roll[0] if roll else None), School(roll[1], roll[2]) if roll else None


def office(viewer: Viewer) -> str | None:
    """The number of the pupil's own school, for the pupil: none where nobody may see which school that is.

    It is shown on a phone that others may pick up, and lies on it for when there is no line.
    """
    if viewer.pupil_id is None:
        return None
    question = _rolls(viewer.pupil_id).where(~is_confidential(Enrolment.pupil_id))
    found = db.session.execute(question).first()
    return found[2] if found else None


def _names(found: Sequence[Holder]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in found))


def helpers(pupil_id: uuid.UUID, at: dt.datetime | None = None) -> list[Reader]:
    """Who would see a call for help of this pupil's today: mentor and whoever stands in, key adult, safeguarding leads.

    Never an adult from whom the pupil is kept apart, or whom a concern names. Each once, with when they read, from the
    moment given (now).
    """
    at = at or clock.now()
    found: dict[uuid.UUID, Reader] = {}
    for one in (*_by_care(pupil_id), *_by_role(pupil_id, Role.SAFEGUARDING_LEAD)):
        if one.account_id is not None:
            found.setdefault(one.account_id, one)
    return _with_hours(pupil_id, found, at)


def _with_hours(pupil_id: uuid.UUID, found: dict[uuid.UUID, Reader], at: dt.datetime) -> list[Reader]:
    reads = helpers_now(pupil_id, list(found), at)
    on = clock.local(at).date()
    return [
        replace(one, is_off=reads[who].is_off(on), until=reads[who].until(at), next_at=reads[who].next(at))
        for who, one in found.items()
    ]


def hearing(pupil_id: uuid.UUID, at: dt.datetime | None = None) -> Hearing:
    """Who would hear a call. Where none of those stands to whom it goes first, it goes to those above them at once."""
    at = at or clock.now()
    found = helpers(pupil_id, at)
    others = [one for one in found if not one.is_mentor]
    if others:
        return Hearing(found, others)
    instead = _with_hours(pupil_id, {one.account_id: one for one in above(pupil_id) if one.account_id}, at)
    return Hearing(found or instead, [one for one in instead if not one.is_mentor])


def above(pupil_id: uuid.UUID) -> list[Reader]:
    """Who is told when nobody below saw it: the head of the pupil's school, and who leads the Virtual School."""
    question = _open_holders(Role.VIRTUAL_SCHOOL_LEAD).where(~kept_from(Account.id, pupil_id))
    mentors = mentors_of(pupil_id)
    leads = [Reader(name, who in mentors, who, Because.OFFICE) for who, name in db.session.execute(question)]
    return [*_by_role(pupil_id, Role.HEADTEACHER), *leads]


def mentors_of(pupil_id: uuid.UUID, since: dt.datetime | None = None) -> frozenset[uuid.UUID]:
    """Who is the pupil's mentor today or stands in: from whom a call can be kept, whatever else they are.

    Of a call that was made: who was then too (`access.asked` says the same as SQL).
    """
    still = in_force(CareLink, clock.today()) if since is None else was_mentor(CareLink, since)
    question = sa.select(CareLink.account_id).where(
        CareLink.pupil_id == pupil_id, CareLink.kind == CareKind.MENTOR, still
    )
    return frozenset(db.session.scalars(question))


def _by_care(pupil_id: uuid.UUID) -> list[Reader]:
    question = (
        sa.select(CareLink.kind, CareLink.stands_in_for, Account.id, Account.name)
        .join(Account, Account.id == CareLink.account_id)
        .where(
            CareLink.pupil_id == pupil_id,
            CareLink.kind.in_((CareKind.MENTOR, CareKind.KEY_ADULT)),
            in_force(CareLink, clock.today()),
            Account.closed_at.is_(None),
            _wears(CareLink.kind),
            ~kept_from(Account.id, pupil_id),
        )
        .order_by(CareLink.stands_in_for.is_not(None), CareLink.starts_on, CareLink.id)
        .limit(20)
    )
    because = {CareKind.MENTOR: Because.MENTOR, CareKind.KEY_ADULT: Because.KEY_ADULT}
    found = [
        Reader(name, kind is CareKind.MENTOR, who, Because.COVER if covers else because[kind])
        for kind, covers, who, name in db.session.execute(question)
    ]
    return sorted(found, key=lambda reader: not reader.is_mentor)


def _by_role(pupil_id: uuid.UUID, role: Role) -> list[Reader]:
    """Who holds a role at any school whose roll the pupil is on: each of them sees a call (`access.asked`)."""
    question = (
        _open_holders(role)
        .join(Enrolment, Enrolment.organisation_id == Membership.organisation_id)
        .where(Enrolment.pupil_id == pupil_id, in_force(Enrolment, clock.today()), ~kept_from(Account.id, pupil_id))
    )
    mentors = mentors_of(pupil_id)
    return [Reader(name, who in mentors, who) for who, name in db.session.execute(question)]


def _open_holders(role: Role) -> sa.Select[uuid.UUID, str]:
    return (
        sa.select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.role == role, in_force(Membership, clock.today()), Account.closed_at.is_(None))
        .distinct()
        .order_by(Account.name, Account.id)
        .limit(20)
    )


def _wears(kind: sa.orm.InstrumentedAttribute[CareKind]) -> sa.ColumnElement[bool]:
    """That the linked person holds the role without which the link opens nothing."""
    roles = {CareKind.MENTOR: Role.MENTOR, CareKind.KEY_ADULT: Role.KEY_ADULT}
    return sa.or_(
        *(
            sa.and_(
                kind == link,
                sa.exists()
                .where(
                    Membership.account_id == CareLink.account_id,
                    Membership.role == role,
                    in_force(Membership, clock.today()),
                )
                .correlate(CareLink),
            )
            for link, role in roles.items()
        )
    )


def _main_roll(pupil_id: uuid.UUID) -> tuple[uuid.UUID, str, str | None] | None:
    found = db.session.execute(_rolls(pupil_id)).first()
    return (found[0], found[1], found[2]) if found else None


def _rolls(pupil_id: uuid.UUID) -> Statement:
    return (
        sa.select(Organisation.id, Organisation.name, Organisation.phone)
        .join(Enrolment, Enrolment.organisation_id == Organisation.id)
        .where(Enrolment.pupil_id == pupil_id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today()))
        .order_by(Enrolment.starts_on.desc(), Enrolment.id)
        .limit(1)
    )
