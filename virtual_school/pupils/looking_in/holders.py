"""To whom a window of each kind may be opened: people in a role, or a parent or carer who is not in the household."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.identity import queries as people
from virtual_school.identity.models import Account
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import under_age
from virtual_school.pupils.looking_in.receivers import RECEIVERS
from virtual_school.pupils.models import CareKind, CareLink, Carer, Receiver
from virtual_school.pupils.queries.taking_part import carers_to_ask
from virtual_school.pupils.whereabouts import is_confidential


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody to whom a window may be opened, in one of their roles. `key` names them in a form."""

    key: uuid.UUID
    account_id: uuid.UUID
    organisation_id: uuid.UUID | None
    role: Role
    said: str
    carer_id: uuid.UUID | None = None


def holders(viewer: Viewer, pupil_id: uuid.UUID, receiver: Receiver) -> dict[uuid.UUID, Holder]:
    """Who may be chosen for a window of this kind, by their key."""
    found = _parents(viewer, pupil_id) if receiver is Receiver.PARENT else _in_roles(viewer, receiver)
    return {one.key: one for one in found}


def _in_roles(viewer: Viewer, receiver: Receiver) -> list[Holder]:
    found = []
    for one in people.holders(viewer.network_id, RECEIVERS[receiver].roles):
        hat = one.membership
        said = f"{one.name} · {ROLE_WORDS[hat.role]}, {one.organisation}"
        found.append(Holder(hat.id, hat.account_id, hat.organisation_id, hat.role, said))
    return found


def _parents(viewer: Viewer, pupil_id: uuid.UUID) -> list[Holder]:
    """Carers with a way in who do not live with the pupil and see nothing yet.

    Never one whom a court's order limits: they are not offered, whoever asks.
    """
    question = (
        sa.select(Carer, CareLink.account_id)
        .join(CareLink, CareLink.carer_id == Carer.id)
        .join(Account, Account.id == CareLink.account_id)
        .where(
            Carer.pupil_id == pupil_id,
            Carer.lives_with.is_(False),
            Carer.order_in_force.is_(None),
            Carer.ended_at.is_(None),
            under_age(Carer.pupil_id),
            CareLink.kind == CareKind.CARER,
            CareLink.may_see_record.is_(False),
            in_force(CareLink, clock.today()),
            Account.closed_at.is_(None),
        )
        .order_by(Carer.contact_order, Carer.id)
        .limit(20)
    )
    return [
        Holder(one.id, account_id, viewer.organisation_id, Role.CARER, f"‘{one.called}’ · {one.name}", one.id)
        for one, account_id in db.session.execute(question)
    ]


def to_ask(pupil_id: uuid.UUID, receiver: Receiver | None) -> list[Carer]:
    """Which carers may have agreed. To another parent's window those at home: nobody lets themself in."""
    asked = carers_to_ask(pupil_id)
    return [one for one in asked if one.lives_with] if receiver is Receiver.PARENT else asked


def is_kept(pupil_id: uuid.UUID) -> bool:
    """Whether it is kept in confidence where this pupil is."""
    return db.session.scalar(sa.select(is_confidential(sa.literal(pupil_id, Carer.pupil_id.type)))) or False
