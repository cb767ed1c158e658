"""Who reads what is handed over, and who sees a call for help: said before anybody writes."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Enrolment
from virtual_school.safeguarding.hands import Hands, Holder, Standing, standing
from virtual_school.safeguarding.people import Reader, Recipient


def recipient(pupil_id: uuid.UUID) -> Recipient:
    """Whom a concern about this pupil is handed to today, where it is about nobody who works with children."""
    around, school = school_of(pupil_id)
    leads = around.of(Hands.LEAD)
    found = leads or around.first(Hands.LEAD)
    return Recipient(around.organisation_id if leads else None, school, _names(found))


def school_of(pupil_id: uuid.UUID) -> tuple[Standing, str | None]:
    """Who stands where around the pupil's school today, and the name of the school."""
    roll = _main_roll(pupil_id)
    return standing(network_id_in_force(), roll[0] if roll else None), roll[1] if roll else None


def _names(found: Sequence[Holder]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in found))


def helpers(pupil_id: uuid.UUID) -> list[Reader]:
    """Mentor, key adult, safeguarding lead of the school: who would see a call for help of this pupil's today."""
    question = (
        sa.select(CareLink.kind, Account.name)
        .join(Account, Account.id == CareLink.account_id)
        .where(
            CareLink.pupil_id == pupil_id,
            CareLink.kind.in_((CareKind.MENTOR, CareKind.KEY_ADULT)),
            in_force(CareLink, clock.today()),
            Account.closed_at.is_(None),
            _wears(CareLink.kind),
        )
        .order_by(CareLink.starts_on, CareLink.id)
        .limit(20)
    )
    found = [Reader(name, kind is CareKind.MENTOR) for kind, name in db.session.execute(question)]
    found.sort(key=lambda reader: not reader.is_mentor)
    named = {reader.name for reader in found}
    return found + [Reader(name) for name in _leads_of(pupil_id) if name not in named]


def _leads_of(pupil_id: uuid.UUID) -> list[str]:
    """The safeguarding leads of every school whose roll the pupil is on: each of them sees a call (`access.asked`)."""
    question = (
        sa.select(Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .join(Enrolment, Enrolment.organisation_id == Membership.organisation_id)
        .where(
            Membership.role == Role.SAFEGUARDING_LEAD,
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
            Enrolment.pupil_id == pupil_id,
            in_force(Enrolment, clock.today()),
        )
        .distinct()
        .order_by(Account.name)
        .limit(20)
    )
    return list(db.session.scalars(question))


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


def _main_roll(pupil_id: uuid.UUID) -> tuple[uuid.UUID, str] | None:
    question = (
        sa.select(Organisation.id, Organisation.name)
        .join(Enrolment, Enrolment.organisation_id == Organisation.id)
        .where(Enrolment.pupil_id == pupil_id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today()))
        .order_by(Enrolment.starts_on.desc(), Enrolment.id)
        .limit(1)
    )
    found = db.session.execute(question).first()
    return (found[0], found[1]) if found else None
